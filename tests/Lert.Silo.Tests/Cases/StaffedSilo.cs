using Google.Protobuf.WellKnownTypes;
using Lert.Grains;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;
using Lert.Paging.Gateway;
using Lert.Silo.Tests.Paging;
using Lert.Silo.Tests.Running;
using V1 = Lert.V1;

namespace Lert.Silo.Tests.Cases;

/// <summary>
/// A whole silo with a paging gateway, real rotas and real people: Ana is on call at every desk, Ben is told after half an hour, Lena leads and is told what nobody
/// can be found for.
/// </summary>
internal sealed class StaffedSilo : IAsyncDisposable
{
    public const string Ana = "us-u-ana";
    public const string Ben = "us-u-ben";
    public const string Lena = "us-u-lena";

    /// <summary>02:00Z on a Saturday.</summary>
    public static readonly DateTimeOffset Night = Some.Instant("2026-09-05T02:00:00Z");

    private static readonly string[] Desks = ["emergency", "intake", "child-safety"];

    private StaffedSilo(SiloUnderTest silo, PagingGateway gateway)
    {
        (Silo, Gateway) = (silo, gateway);
        Caller = new Caller(silo.Url, silo.Folder.Keys);
    }

    public SiloUnderTest Silo { get; }

    public PagingGateway Gateway { get; }

    public Caller Caller { get; private set; }

    public static async Task<StaffedSilo> StartAsync(params string[] settings)
    {
        var gateway = await PagingGateway.StartAsync(PagedSilo.Secret);
#pragma warning disable CA2000 // The staffed silo owns it.
        var silo = await SiloUnderTest.StartAsync(
        [
            $"--Lert:Paging:Webhook:Url={gateway.Url}", $"--Lert:Paging:Webhook:Secret={PagedSilo.Secret}", "--Lert:Paging:Webhook:AllowPrivateNetworks=true",
            "--Lert:Pumps:PollInterval=00:00:00.020", .. settings,
        ]);
#pragma warning restore CA2000
        silo.Clock.Set(Night);
        var staffed = new StaffedSilo(silo, gateway);
        await staffed.StaffAsync();
        return staffed;
    }

    public IResponderGrain Person(string id) => Silo.Grains.GetGrain<IResponderGrain>(id);

    public Task<V1.Case> ReadAsync(string id) => Caller.Cases.GetAsync(new V1.GetCaseRequest { CaseId = id }).ResponseAsync;

    public Task<V1.Case> OpenAsync(V1.OpenCaseRequest request) => Caller.Cases.OpenAsync(request).ResponseAsync;

    public async Task DutyAsync(string person, bool isOn = true) =>
        Assert.Null((await Person(person).Execute(Some.Stamp($"duty-{Guid()}", person[5..]), isOn ? new ResponderCommand.GoOnDuty(null) : new ResponderCommand.GoOffDuty())).Refusal);

    /// <summary>What has rung on a person's device, each delivery once.</summary>
    public IReadOnlyList<Arrival> RungAt(string person) => [.. Gateway.Arrivals.Where(arrival => arrival.To == DeviceOf(person)).DistinctBy(arrival => arrival.DeliveryId)];

    public async Task RestartAsync(bool pumpsAreBlind = false)
    {
        Caller.Dispose();
        await Silo.RestartAsync(pumpsAreBlind);
        Caller = new Caller(Silo.Url, Silo.Folder.Keys);
    }

    public static V1.OpenCaseRequest Emergency(string requestId) => Request(requestId, V1.CaseKind.Emergency, "us-edr", new V1.CaseIntake
    {
        Entity = "us", Danger = "a threat to a school", ContactNumber = "+1 555 0100", Items = { new V1.ScopeItem { AccountId = "us-1", Category = V1.DataCategory.BasicSubscriber } },
    });

    public static V1.OpenCaseRequest Warrant(string requestId, string language = "") => Request(requestId, V1.CaseKind.Warrant, "us-warrant", new V1.CaseIntake
    {
        Entity = "us", IssuingAuthority = "a court", SignedBy = "Judge B", Offence = "fraud", Language = language,
        Items = { new V1.ScopeItem { AccountId = "us-1", Category = V1.DataCategory.BasicSubscriber } },
    });

    public static V1.OpenCaseRequest Removal(string requestId) => Request(
        requestId, V1.CaseKind.RemovalRequest, "us-takeitdown", new V1.CaseIntake { Entity = "us", SignedBy = "the person shown", ContentLocation = "https://share.example/v/1" });

    public async ValueTask DisposeAsync()
    {
        Caller.Dispose();
        Gateway.LetGo();
        await Silo.DisposeAsync();
        await Gateway.DisposeAsync();
    }

    private static V1.OpenCaseRequest Request(string requestId, V1.CaseKind kind, string regime, V1.CaseIntake intake)
    {
        var request = Caller.Open(requestId, Night);
        request.TriggerAt = Timestamp.FromDateTimeOffset(Night);
        (request.Kind, request.Regime, request.Intake) = (kind, regime, intake);
        return request;
    }

    private static string DeviceOf(string person) => $"device-of-{person}";

    private static string Guid() => System.Guid.CreateVersion7().ToString();

    private async Task StaffAsync()
    {
        foreach (var (person, languages) in new[] { (Ana, (string[])["en"]), (Ben, ["en", "es"]), (Lena, ["en"]) })
        {
            string[] desks = person == Lena ? [] : [.. Desks.Select(desk => ActorKey.RotaOf("us", desk))];
            var profile = new ResponderProfile(person[5..], "UTC", [.. languages], [], Clearance.ChildSafety, ["us"], [.. desks]);
            Assert.Null((await Person(person).Execute(Some.Stamp("put", "lead"), new ResponderCommand.Put(profile))).Refusal);
            var rule = new ContactRule(ContactChannel.Webhook, DeviceOf(person), TimeSpan.Zero, Urgency.Normal);
            Assert.Null((await Person(person).Execute(Some.Stamp("contacts", person[5..]), new ResponderCommand.PutContactRules([rule]))).Refusal);
        }

        foreach (var desk in Desks)
        {
            var rota = Silo.Grains.GetGrain<IRotaGrain>(ActorKey.RotaOf("us", desk));
            var layer = new RotaLayer("always", new(2026, 1, 5), new HandOffRule(TurnUnit.Week, 1, 1, new(9, 0)), [Ana], [], null);
            Assert.Null((await rota.Execute(Some.Stamp("put", "lead"), new RotaCommand.Put(new RotaDefinition(desk, "UTC", [layer]), []))).Refusal);
            var policy = Escalation(new EscalationStep([ActorKey.RotaOf("us", desk)], [], TimeSpan.FromMinutes(31)), new EscalationStep([], [Ben], TimeSpan.FromHours(4)));
            Assert.Null((await rota.Execute(Some.Stamp("policy", "lead"), new RotaCommand.PutPolicy(AlertKind.Unspecified, policy, []))).Refusal);
            var leads = Escalation(new EscalationStep([], [Lena], TimeSpan.FromHours(4)));
            Assert.Null((await rota.Execute(Some.Stamp("leads", "lead"), new RotaCommand.PutPolicy(AlertKind.Unassigned, leads, []))).Refusal);
        }
    }

    private static EscalationPolicy Escalation(params EscalationStep[] steps) => new([.. steps], 0, [Lena], TimeSpan.FromHours(1), TimeSpan.FromMinutes(30));
}

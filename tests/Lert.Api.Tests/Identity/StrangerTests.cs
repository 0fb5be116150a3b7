using System.Collections.Immutable;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Tests.Notices;
using Lert.Api.Tests.Running;
using Lert.Grains;
using Lert.Grains.Requesters;

namespace Lert.Api.Tests.Identity;

/// <summary>
/// H5 over every method of lert.v1: a member of the team with all of its roles, who is not on the list of a restricted case, asks about it and all that belongs to it, and
/// about what was never there. The answers are the same, whatever etag is named and whosever request id. Over real gRPC, a real silo and a real store.
/// </summary>
public sealed class StrangerTests
{
    private static readonly string[] Team = [Roles.Intake, Roles.Specialist, Roles.Lead, Roles.Counsel, Roles.Producer];

    /// <summary>Whoever was woken knows the id of a page, and must be able to answer it, however long it took them.</summary>
    private static readonly ImmutableHashSet<string> ForWhomeverKnows = ["PageService.Acknowledge", "PageService.Escalate"];

    /// <summary>
    /// Of these even who is on the list hears the same: a stream tells as things happen (other tests watch it), nobody begins a session for the stranger that the guard asks as, and whom the
    /// rules would choose does not depend on the case that is named.
    /// </summary>
    private static readonly ImmutableHashSet<string> SayNothing = ["HoldService.Watch", "ResponderService.StartViewing", "ResponderService.SuggestAssignee"];

    [Fact]
    public async Task H5_No_method_tells_whoever_is_not_on_its_list_that_a_restricted_case_is_there()
    {
        await using var world = await RestrictedWorld.StartAsync();
        var guard = new LeakGuard(world.Silo);
        var (insider, stranger) = (world.As("ann"), world.As(RestrictedWorld.Stranger));
        Assert.Empty(await LeaksAsync(guard, stranger, world));

        // The guard bites: whoever is on the list hears of it by each method that names any of it.
        // They give it to somebody else: whoever is given a case may know of it.
        var (there, absent) = (world.There with { Responder = "us-u-ana" }, world.Absent with { Responder = "us-u-ana" });
        var (deaf, answers) = (new HashSet<string>(), new List<string>());
        foreach (var method in RawCalls.Methods.Where(Names))
        {
            if (await guard.CompareAsync(insider, method, there, absent, RequestIdOf(method)) is null)
            {
                deaf.Add(NameOf(method));
                answers.Add($"{NameOf(method)}: {(await guard.AskAsync(insider, method, there, requestId: RequestIdOf(method))).Answer}");
            }
        }

        Assert.True(SayNothing.SetEquals(deaf), string.Join('\n', answers));
        // Whatever was done above has its request ids, and the stranger may know them.
        Assert.Empty(await LeaksAsync(guard, stranger, world, RequestIdOf));
    }

    [Fact]
    public async Task H5_A_page_that_a_stranger_opens_about_a_restricted_case_is_another_page()
    {
        await using var world = await RestrictedWorld.StartAsync();
        var request = new V1.OpenPageRequest
        {
            RequestId = "mine", Desk = "us-r-guard", Alert = V1.AlertKind.Emergency, Urgency = V1.Urgency.High, Subject = $"case/{world.There.Case}", Text = "What is this?",
        };
        var theirs = await new V1.PageService.PageServiceClient(world.As(RestrictedWorld.Stranger)).OpenAsync(request);
        Assert.NotEqual(world.There.Page, theirs.PageId);
        Assert.Equal((RestrictedWorld.Stranger, "What is this?"), (theirs.OpenedBy, theirs.Text));
        // Whoever is on the list joins the page that is there.
        request.RequestId = "carls";
        Assert.Equal(world.There.Page, (await new V1.PageService.PageServiceClient(world.As("carl")).OpenAsync(request)).PageId);
    }

    private static async Task<List<string>> LeaksAsync(LeakGuard guard, CallInvoker caller, RestrictedWorld world, Func<MethodDescriptor, string>? requestId = null)
    {
        var leaks = new List<string>();
        foreach (var method in RawCalls.Methods.Where(method => !ForWhomeverKnows.Contains(NameOf(method))))
        {
            if (await guard.CompareAsync(caller, method, world.There, world.Absent, requestId?.Invoke(method)) is { } leak)
            {
                leaks.Add($"{NameOf(method)}: {leak}");
            }
        }

        return leaks;
    }

    private static string NameOf(MethodDescriptor method) => $"{method.Service.Name}.{method.Name}";

    private static string RequestIdOf(MethodDescriptor method) => $"insider-{NameOf(method)}";

    /// <summary>Whether a request can name anything of a case.</summary>
    private static bool Names(MethodDescriptor method) => Fields(method.InputType, 0).Any(field => field is "case_id" or "hold_id" or "page_id" or "disclosure_id" or "letter_id");

    private static IEnumerable<string> Fields(MessageDescriptor message, int depth) => depth > 3
        ? []
        : message.Fields.InDeclarationOrder().SelectMany(field => field.FieldType == FieldType.Message ? Fields(field.MessageType, depth + 1) : [field.Name]);

    /// <summary>A restricted warrant with all that a case can have, and a person who is not on its list.</summary>
    private sealed class RestrictedWorld : IAsyncDisposable
    {
        /// <summary>They are the responder that the guard asks as.</summary>
        public const string Stranger = "guard";

        private const string Account = "us-guard-held";
        private int _requests;

        public SiloUnderTest Silo { get; } = new();

        public Asked There { get; private set; } = null!;

        public Asked Absent { get; private set; } = null!;

        public static async Task<RestrictedWorld> StartAsync()
        {
            var world = new RestrictedWorld();
            world.Silo.Settings.Add("--Lert:Pumps:PollInterval=00:00:00.020");
            await world.Silo.InitializeAsync();
            await world.FillAsync();
            return world;
        }

        public CallInvoker As(string subject) => Silo.With(Silo.Token(Team, ["us"], subject));

        public async ValueTask DisposeAsync() => await Silo.DisposeAsync();

        private string Next() => $"world-{Interlocked.Increment(ref _requests)}";

        private async Task FillAsync()
        {
            var ann = As("ann");
            var cases = new V1.CaseService.CaseServiceClient(ann);
            var people = new V1.ResponderService.ResponderServiceClient(ann);
            var of = await cases.OpenAsync(Request(V1.CaseKind.Warrant, "us-warrant"));
            await WorkAsync(people, "us-u-guard", of.File.Desk);
            await WorkAsync(people, "us-u-ana", of.File.Desk);
            await people.GoOnDutyAsync(new() { RequestId = Next(), ResponderId = "us-u-ana" });
            await cases.RecordCallBackAsync(new() { RequestId = Next(), CaseId = of.CaseId, Number = "+1 555 0100", Source = V1.NumberSource.Request });
            await cases.TriageAsync(new() { RequestId = Next(), CaseId = of.CaseId });
            await ReadyAsync(cases, of.CaseId);

            var keep = await cases.OpenAsync(Request(V1.CaseKind.Preservation, "us-2703f"));
            var hold = await new V1.HoldService.HoldServiceClient(ann).PlaceAsync(new()
            {
                RequestId = Next(), CaseId = keep.CaseId, Account = new() { AccountId = Account, Snapshot = new() { Id = "snap-1", ManifestSha256 = Some.Sha256 } },
            });
            var disclosure = await new V1.DisclosureService.DisclosureServiceClient(ann).PrepareAsync(new()
            {
                RequestId = Next(), CaseId = of.CaseId, Recipient = Some.Recipient(), Items = { new V1.ItemChoice { ItemId = "i1", Outcome = V1.ProductionOutcome.Produced, HoldId = hold.HoldId } },
            });
            var letter = await new V1.LetterService.LetterServiceClient(ann).DraftAsync(new() { RequestId = Next(), CaseId = of.CaseId, Kind = V1.LetterKind.Receipt, Language = "en", Fields = { Some.Field() } });
            var page = await new V1.PageService.PageServiceClient(ann).OpenAsync(new()
            {
                RequestId = Next(), Desk = "us-r-guard", Alert = V1.AlertKind.Emergency, Urgency = V1.Urgency.High, Subject = $"case/{of.CaseId}", Text = "Look at this case.",
            });
            await TakenAsync(people, of.CaseId);
            There = Of(of.CaseId, hold.HoldId, page.PageId, disclosure.DisclosureId, letter.LetterId) with { Names = [of.CaseId, keep.CaseId, hold.HoldId, page.PageId, disclosure.DisclosureId, letter.LetterId] };
            var absent = ActorKey.CaseOf("us", "absent");
            Absent = Of(absent, $"us-h-{ActorKey.Digest(absent)}", $"us-p-{ActorKey.Digest(absent)}", $"us-d-{ActorKey.Digest(absent)}", $"us-l-{ActorKey.Digest(absent)}") is var other
                ? other with { Names = [other.Case, $"us-c-{ActorKey.Digest("keep")}", other.Hold, other.Page, other.Disclosure, other.Letter] }
                : throw new InvalidOperationException();
        }

        /// <summary>The account and the requester are the same: they are no secret.</summary>
        private static Asked Of(string @case, string hold, string page, string disclosure, string letter) => new(Account, @case)
        {
            Hold = hold, Page = page, Disclosure = disclosure, Letter = letter, Requester = RequesterKey.OfficerOf("us", "Example County", "Officer Example"),
        };

        private V1.OpenCaseRequest Request(V1.CaseKind kind, string regime) => new()
        {
            RequestId = Next(),
            Region = "us",
            Kind = kind,
            Regime = regime,
            TriggerAt = Timestamp.FromDateTimeOffset(RunningApi.Now.AddMinutes(-1)),
            Agency = "Example County",
            Officer = "Officer Example",
            AgencyReference = $"REF-{kind}",
            Intake = new()
            {
                Entity = "us", IssuingAuthority = "a court", SignedBy = "Judge B", Offence = "fraud", SeniorReviewer = "carl", SpecialTargets = { V1.SpecialTarget.Journalist },
                Items = { kind == V1.CaseKind.Warrant ? [new V1.ScopeItem { AccountId = Account, Category = V1.DataCategory.BasicSubscriber }] : (V1.ScopeItem[])[] },
            },
        };

        private async Task WorkAsync(V1.ResponderService.ResponderServiceClient people, string id, string desk) => await people.PutAsync(new()
        {
            RequestId = Next(), ResponderId = id, Profile = new() { DisplayName = id, Zone = "UTC", Languages = { "en" }, Clearance = V1.Clearance.ChildSafety, Regions = { "us" }, Desks = { desk } },
        });

        /// <summary>To where a disclosure can be prepared.</summary>
        private async Task ReadyAsync(V1.CaseService.CaseServiceClient cases, string id)
        {
            await AdvanceAsync(V1.CaseStatus.Validating, V1.CaseStatus.LegalReview);
            await cases.ApproveAsync(new() { RequestId = Next(), CaseId = id, Reason = "fine" });
            await new V1.CaseService.CaseServiceClient(As("carl")).ApproveAsync(new() { RequestId = Next(), CaseId = id, Reason = "fine" });
            await AdvanceAsync(V1.CaseStatus.Collecting);
            await cases.RecordItemAsync(new() { RequestId = Next(), CaseId = id, ItemId = "i1", AccountId = Account, Outcome = V1.ItemOutcome.Collected });
            await AdvanceAsync(V1.CaseStatus.QualityCheck, V1.CaseStatus.DisclosureApproval);

            async Task AdvanceAsync(params V1.CaseStatus[] steps)
            {
                foreach (var step in steps)
                {
                    await cases.AdvanceAsync(new() { RequestId = Next(), CaseId = id, To = step });
                }
            }
        }

        /// <summary>Somebody has it, and their list of cases says so to whoever may see it.</summary>
        private static async Task TakenAsync(V1.ResponderService.ResponderServiceClient people, string id)
        {
            for (var tries = 0; !(await people.GetAsync(new() { ResponderId = "us-u-ana" })).OpenCases.Contains(id); tries++)
            {
                Assert.True(tries < 600, "Nobody took the case.");
                // A message is on its way; asking again is all that a client can do.
                await Task.Delay(TimeSpan.FromMilliseconds(50), RunningApi.Clock, CancellationToken.None);
            }
        }
    }
}

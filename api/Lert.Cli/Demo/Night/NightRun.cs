using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Cli.Connection;
using Lert.Cli.Import;
using Lert.V1;

namespace Lert.Cli.Demo.Night;

/// <summary>
/// The second act, a Friday night: an emergency request comes in and the case pages, whoever is on call sleeps, the silo is killed while it waits, the next one is told on
/// time all the same and acknowledges, does nothing; undecided, the case pages again, and the acknowledgement expires. Then it ends, and with the case its pages.
/// </summary>
internal sealed class NightRun(SiloProcess silo, LertClient client, Impersonation people, PagingGateway gateway, VirtualClock clock, Surroundings surroundings)
{
    /// <summary>Friday, 19:00 in Los Angeles: the weekend has begun an hour ago.</summary>
    public static readonly DateTimeOffset Start = new(2027, 6, 12, 2, 0, 0, TimeSpan.Zero);

    /// <summary>Calendar seconds for each real one: three quarters of an hour in some twenty seconds.</summary>
    public const double Speed = 120;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private TimeProvider Wall => surroundings.Clock;

    public async Task<NightStory> RunAsync(CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        await NightDesk.MakeAsync(client, people.TokenFor("lead:max")!, cancellationToken);
        var opened = await AskAsync(token => client.Cases.OpenAsync(Emergency(), client.Unary(token, people.TokenFor("intake:ivo"))), cancellationToken);
        var first = await RangAsync(NightDesk.Ana, page: null, times: 1, cancellationToken);
        await silo.KillAsync(cancellationToken);
        var killed = clock.Now(Wall);
        silo.Start();
        await RangAsync(NightDesk.Ben, first, times: 1, cancellationToken);
        var acknowledged = await AskAsync(
            token => client.Pages.AcknowledgeAsync(new() { RequestId = "ack", PageId = first }, client.Unary(token, people.TokenFor("specialist:ben"))), cancellationToken);
        // Half an hour goes by and nothing is done: it starts over.
        await RangAsync(NightDesk.Ana, first, times: 2, cancellationToken);
        var assigned = await AskAsync(token => client.Cases.GetAsync(new() { CaseId = opened.CaseId }, client.Unary(token)), cancellationToken);
        await AskAsync(
            token => client.Cases.WithdrawAsync(new() { RequestId = "end", CaseId = opened.CaseId, Reason = "the child is safe" }, client.Unary(token, people.TokenFor("specialist:ben"))),
            cancellationToken);
        var ended = clock.Now(Wall);
        // Whatever still rang now would ring in this quarter of an hour.
        await clock.WaitAsync(ended + TimeSpan.FromMinutes(15), Wall, cancellationToken);
        return new NightStory
        {
            OpenedAt = opened.OpenedAt.ToDateTimeOffset(),
            KilledAt = killed,
            AcknowledgedAt = acknowledged.AcknowledgedAt.ToDateTimeOffset(),
            EndedAt = ended,
            Page = first,
            Assignee = assigned.File.Assignee,
            Because = assigned.File.Assignment.Because,
            Journal = await JournalAsync([opened.CaseId, first], cancellationToken),
            Rings = gateway.Rings,
            Forged = gateway.Forged,
            StopCode = await silo.StopAsync(Wall, cancellationToken),
        };
    }

    private static OpenCaseRequest Emergency() => new()
    {
        RequestId = "emergency",
        Region = "us",
        Kind = CaseKind.Emergency,
        Regime = "us-edr",
        TriggerAt = Timestamp.FromDateTimeOffset(Start),
        Agency = "Harbour City Police",
        Officer = "Det. R. Vane",
        AgencyReference = "HC-2027-611",
        Intake = new CaseIntake
        {
            Entity = "us",
            Danger = "a child is with the man who wrote these messages",
            ContactNumber = "+1 555 0100",
            Items = { new ScopeItem { AccountId = "us-1700000001", Category = DataCategory.BasicSubscriber } },
        },
    };

    private Task ReadyAsync(CancellationToken cancellationToken) =>
        AskAsync(token => client.Rotas.ListAsync(new ListRotasRequest { PageSize = 1 }, client.Unary(token)), cancellationToken);

    private async Task<T> AskAsync<T>(Func<CancellationToken, AsyncUnaryCall<T>> call, CancellationToken cancellationToken) =>
        (await new Retrying(Patience, Wall).AskAsync(async token => await call(token), onRetry: null, cancellationToken)).Answer;

    /// <summary>The page that it rang for.</summary>
    /// <exception cref="DemoFailedException">It did not, for a whole minute.</exception>
    private async Task<string> RangAsync(string person, string? page, int times, CancellationToken cancellationToken)
    {
        var started = Wall.GetTimestamp();
        while (true)
        {
            var rings = gateway.Rings.Where(ring => ring.To == NightDesk.PhoneOf(person) && (page is null || ring.PageId == page)).DistinctBy(ring => ring.DeliveryId).ToList();
            if (rings.Count >= times)
            {
                return rings[^1].PageId;
            }

            if (Wall.GetElapsedTime(started) > Patience)
            {
                throw new DemoFailedException($"the phone of {person} did not ring {times} times; the silo's last words:\n{silo.LastWords(15)}");
            }

            await Task.Delay(Look, Wall, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<JournalLine>> JournalAsync(string[] actors, CancellationToken cancellationToken)
    {
        var lines = new List<JournalLine>();
        using var call = client.Journal.Read(new ReadJournalRequest(), client.Stream(cancellationToken));
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            lines.Add(call.ResponseStream.Current);
        }

        return [.. lines.Where(line => actors.Contains(line.Key))];
    }
}

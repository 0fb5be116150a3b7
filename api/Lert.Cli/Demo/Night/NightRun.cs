using Grpc.Core;
using Lert.Cli.Connection;
using Lert.Cli.Import;
using Lert.V1;

namespace Lert.Cli.Demo.Night;

/// <summary>
/// The second act, a Friday night: an emergency comes in, whoever is on call sleeps, the silo is killed while it waits, the next one is told on time all the same and
/// acknowledges, does nothing, is told again, and ends it.
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
        var opened = await AskAsync(token => client.Pages.OpenAsync(Emergency(), client.Unary(token, people.TokenFor("intake:ivo"))), cancellationToken);
        await RangAsync(NightDesk.Ana, times: 1, cancellationToken);
        await silo.KillAsync(cancellationToken);
        var killed = clock.Now(Wall);
        silo.Start();
        await RangAsync(NightDesk.Ben, times: 1, cancellationToken);
        var acknowledged = await AskAsync(
            token => client.Pages.AcknowledgeAsync(new() { RequestId = "ack", PageId = opened.PageId }, client.Unary(token, people.TokenFor("specialist:ben"))), cancellationToken);
        // Half an hour goes by and nothing is done: it starts over.
        await RangAsync(NightDesk.Ana, times: 2, cancellationToken);
        var resolved = await AskAsync(
            token => client.Pages.ResolveAsync(new() { RequestId = "end", PageId = opened.PageId, Reason = "the child is safe" }, client.Unary(token, people.TokenFor("specialist:ben"))),
            cancellationToken);
        // Whatever still rang now would ring in this quarter of an hour.
        await clock.WaitAsync(resolved.ResolvedAt.ToDateTimeOffset() + TimeSpan.FromMinutes(15), Wall, cancellationToken);
        return new NightStory
        {
            OpenedAt = opened.OpenedAt.ToDateTimeOffset(),
            KilledAt = killed,
            AcknowledgedAt = acknowledged.AcknowledgedAt.ToDateTimeOffset(),
            ResolvedAt = resolved.ResolvedAt.ToDateTimeOffset(),
            Journal = await JournalAsync(opened.PageId, cancellationToken),
            Rings = gateway.Rings,
            Forged = gateway.Forged,
            StopCode = await silo.StopAsync(Wall, cancellationToken),
        };
    }

    private static OpenPageRequest Emergency() => new()
    {
        RequestId = "emergency", Desk = NightDesk.Desk, Alert = AlertKind.Emergency, Urgency = Urgency.Emergency, Text = "A child may be in danger: an emergency request waits.",
    };

    private Task ReadyAsync(CancellationToken cancellationToken) =>
        AskAsync(token => client.Rotas.ListAsync(new ListRotasRequest { PageSize = 1 }, client.Unary(token)), cancellationToken);

    private async Task<T> AskAsync<T>(Func<CancellationToken, AsyncUnaryCall<T>> call, CancellationToken cancellationToken) =>
        (await new Retrying(Patience, Wall).AskAsync(async token => await call(token), onRetry: null, cancellationToken)).Answer;

    /// <exception cref="DemoFailedException">It did not, for a whole minute.</exception>
    private async Task RangAsync(string person, int times, CancellationToken cancellationToken)
    {
        var started = Wall.GetTimestamp();
        while (gateway.Rings.Where(ring => ring.To == NightDesk.PhoneOf(person)).DistinctBy(ring => ring.DeliveryId).Count() < times)
        {
            if (Wall.GetElapsedTime(started) > Patience)
            {
                throw new DemoFailedException($"the phone of {person} did not ring {times} times; the silo's last words:\n{silo.LastWords(15)}");
            }

            await Task.Delay(Look, Wall, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<JournalLine>> JournalAsync(string page, CancellationToken cancellationToken)
    {
        var lines = new List<JournalLine>();
        using var call = client.Journal.Read(new ReadJournalRequest(), client.Stream(cancellationToken));
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            lines.Add(call.ResponseStream.Current);
        }

        return [.. lines.Where(line => line.Key == page)];
    }
}

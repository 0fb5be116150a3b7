using Lert.Bench.Seeding;
using Lert.Domain.Deciding;
using Lert.Domain.Legal;
using Lert.Domain.Pages;
using Lert.Domain.Responders;
using Lert.Grains.Actors;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Lert.Store;

namespace Lert.Bench.Paging;

using PageActor = Actor<PageDecider, PageState, PageCommand, PageEvent, PageView>;
using ResponderActor = Actor<ResponderDecider, ResponderState, ResponderCommand, ResponderEvent, ResponderView>;

/// <summary>
/// Pages as the deciders make them: opened an hour before, the first person told and silent. The second step of all of them falls due in the same moment, and is for
/// one of ten people, whom the page asks how they are reached.
/// </summary>
internal sealed class SamplePages(DateTimeOffset due)
{
    private const string Desk = "us-r-bench";
    private const string First = "us-u-first";
    private const int People = 10;

    private static readonly TimeSpan Waited = TimeSpan.FromHours(1);

    private readonly Rules _rules = new(RegimeBook.BuiltIn);

    // The same order of urgencies in every run.
#pragma warning disable CA5394
    private readonly Random _random = new(10_000);
#pragma warning restore CA5394

    public static int Rank(string urgency) => (int)Enum.Parse<Urgency>(urgency);

    public async Task FillAsync(IActorStore store, int pages)
    {
        for (var i = 0; i < People; i++)
        {
            await WriteAsync(store, Responder(Person(i)));
        }

        await Parallel.ForEachAsync(
            Enumerable.Range(0, pages).Select(Page).ToArray(), new ParallelOptions { MaxDegreeOfParallelism = 4_096 }, async (page, _) => await WriteAsync(store, page));
    }

    private Commit Page(int number)
    {
#pragma warning disable CA5394
        var urgency = _random.Next(10) switch { 0 => Urgency.Emergency, < 4 => Urgency.High, _ => Urgency.Normal };
#pragma warning restore CA5394
        var key = PageKey.Of("us", AlertKind.Emergency, $"case/{number}");
        var policy = new EscalationPolicy(
            [new EscalationStep([], [First], Waited), new EscalationStep([], [Person(number % People)], Waited)], 0, [Person(0)], Waited, TimeSpan.FromMinutes(30));
        return new PageActor(ActorKinds.Page, key).Take(
            $"bench-{number}",
            At(due - Waited),
            new PageCommand.Open(Desk, AlertKind.Emergency, urgency, $"case/{number}", "A case waits for somebody."),
            new PageCommand.Tick(new PageFacts(new PolicyFact(policy, true), [], [new ContactFact(First, [Device(First)], true)])),
            new PageCommand.NoteSent($"{key}/1", "gw-before"));
    }

    private Commit Responder(string key) => new ResponderActor(ActorKinds.Responder, key).Take(
        "put",
        At(due.AddDays(-1)),
        new ResponderCommand.Put(new ResponderProfile("Person of .example", "America/Los_Angeles", [], [], Clearance.Standard, ["us"], [])),
        new ResponderCommand.PutContactRules([Device(key)]));

    private static ContactRule Device(string key) => new(ContactChannel.Webhook, $"device of {key}", TimeSpan.Zero, Urgency.Normal);

    private static string Person(int number) => $"us-u-person-{number}";

    private Moment At(DateTimeOffset now) => new(now, "bench", _rules);

    private static async Task WriteAsync(IActorStore store, Commit commit)
    {
        if (await store.CommitAsync(commit, CancellationToken.None) is not CommitOutcome.Committed)
        {
            throw new InvalidOperationException("The bench writes every actor once.");
        }
    }
}

using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Domain.Legal;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Store;

namespace Lert.Chaos.Load;

/// <summary>
/// Holds whose end lies seconds away. By law a hold ends at midnight, in no fewer than a day, so what a client can place never falls due during a run: these
/// are written through the store before the silos start, as an import of long-running holds would be. Their ends are later than the rule gives, which
/// no tick takes back, and from then on everything about them is the product's own: timer, tick, release, and the database's wall against an early one.
/// </summary>
internal static class Arming
{
    private const string Regime = "us-2703f", Reference = "agency 26/0042", Zone = "America/Los_Angeles";
    private const int PerCase = 8;
    private static readonly TimeSpan AskAfter = TimeSpan.FromHours(1);

    /// <param name="ends">When they fall due; down to the microsecond.</param>
    public static async Task<IReadOnlyList<KnownHold>> FillAsync(IActorStore store, IReadOnlyList<DateTimeOffset> ends, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (placedAt, rules, armed) = (Whole(now.AddDays(-200)), new Rules(RegimeBook.BuiltIn), new List<KnownHold>());
        for (var first = 0; first < ends.Count; first += PerCase)
        {
            var caseId = ActorKey.CaseOf("us", $"armed-{first / PerCase}");
            var orders = Enumerable.Range(first, Math.Min(PerCase, ends.Count - first)).Select(number => Order(caseId, $"us-{1_700_000_000L + number}", placedAt)).ToArray();
            var moment = new Moment(placedAt, "import", rules);
            await CommitAsync(store, Case(caseId, orders, moment), cancellationToken);
            for (var i = 0; i < orders.Length; i++)
            {
                await CommitAsync(store, Account(caseId, i, orders[i], Whole(ends[first + i]), moment), cancellationToken);
                await CommitAsync(store, Hold(orders[i], Whole(ends[first + i]), moment), cancellationToken);
                armed.Add(new(orders[i].HoldId, caseId, orders[i].AccountId, Armed: true));
            }
        }

        return armed;
    }

    private static HoldOrder Order(string caseId, string account, DateTimeOffset receivedAt) =>
        new(HoldId.Of(caseId, account), caseId, account, Regime, receivedAt, null, Reference, null);

    private static Commit Hold(HoldOrder order, DateTimeOffset end, Moment moment)
    {
        var lastDay = DateOnly.FromDateTime(moment.Now.UtcDateTime.AddDays(90));
        var placed = new HoldEvent.Placed(order, moment.Now, new HoldDates(lastDay, lastDay, end, null, 0, Zone, "an end of the test's own"), null);
        return Commit<HoldDecider, HoldState, HoldCommand, HoldEvent, HoldView>(
            new(ActorKinds.Hold, order.HoldId), $"account/{order.AccountId}/1/0", moment, HoldState.Initial, HoldDecider.Evolve, placed);
    }

    private static Commit Account(string caseId, int number, HoldOrder order, DateTimeOffset end, Moment moment) =>
        Commit<AccountDecider, AccountState, AccountCommand, AccountEvent, AccountView>(
            new(ActorKinds.Account, order.AccountId), $"case/{caseId}/1/{number}", moment, AccountState.Initial, AccountDecider.Evolve,
            new AccountEvent.HoldAttached(order, moment.Now, 0, end + AskAfter));

    private static Commit Case(string caseId, HoldOrder[] orders, Moment moment) =>
        Commit<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>(
            new(ActorKinds.Case, caseId), $"import-{caseId}", moment, CaseState.Initial, CaseDecider.Evolve,
            [
                new CaseEvent.Opened(CaseKind.Preservation, Regime, moment.Now, null, "Agency of .example", "Officer A", Reference, moment.Now, moment.By),
                new CaseEvent.Moved(CaseStatus.Received, CaseStatus.Triaged, moment.Now),
                new CaseEvent.Moved(CaseStatus.Triaged, CaseStatus.Validating, moment.Now),
                new CaseEvent.HoldsRequested([.. orders], moment.Now, moment.By),
                .. orders.Select(order => new CaseEvent.HoldActive(order.HoldId)),
                new CaseEvent.Moved(CaseStatus.Validating, CaseStatus.Preserved, moment.Now),
            ]);

    private static Commit Commit<TDecider, TState, TCommand, TEvent, TView>(
        ActorId actor, string id, Moment moment, TState initial, Func<TState, TEvent, TState> evolve, params TEvent[] events)
        where TDecider : IDecider<TState, TCommand, TEvent, TView>
        where TCommand : class
        where TEvent : class
        where TView : class
    {
        var next = events.Aggregate(initial, evolve);
        var reply = ActorJson.Write(new Reply<TView>(TDecider.View(actor.Key, 1, next), null));
        return Commits.Of<TDecider, TState, TCommand, TEvent, TView>(
            actor, 0, new Decision<TEvent>([.. events], [], null), next, moment, new RememberedCommand(id, new byte[32], reply));
    }

    private static async Task CommitAsync(IActorStore store, Commit commit, CancellationToken cancellationToken)
    {
        if (await store.CommitAsync(commit, cancellationToken) is not CommitOutcome.Committed)
        {
            throw new InvalidOperationException($"{commit.Actor} is in the store already.");
        }
    }

    private static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
}

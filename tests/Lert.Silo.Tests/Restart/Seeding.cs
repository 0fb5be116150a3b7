using System.Globalization;
using Lert.Domain.Accounts;
using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Domain.Legal;
using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Grains.Holds;
using Lert.Store;

namespace Lert.Silo.Tests.Restart;

/// <summary>
/// Fills a store with active holds and their protected accounts, as if each had been placed: the deciders decide, and their events, states and wake-ups are
/// committed as the grains would. Only the messages are left out, because they have been delivered.
/// </summary>
internal static class Seeding
{
    private static readonly Rules Rules = new(RegimeBook.BuiltIn);

    /// <param name="store">Empty of these holds.</param>
    /// <param name="from">The number of the first hold.</param>
    /// <param name="count">How many.</param>
    /// <param name="trigger">What starts the period of all of them.</param>
    public static Task FillAsync(IActorStore store, int from, int count, DateTimeOffset trigger, CancellationToken cancellationToken) => Parallel.ForAsync(
        from,
        from + count,
        new ParallelOptions { MaxDegreeOfParallelism = 256, CancellationToken = cancellationToken },
        async (number, cancelled) =>
        {
            var order = Order(number, trigger);
            var moment = new Moment(trigger, "system:seed", Rules);
            await PutAsync<AccountDecider, AccountState, AccountCommand, AccountEvent, AccountView>(
                store, new ActorId(ActorKinds.Account, order.AccountId), new AccountCommand.Protect(order), moment, cancelled);
            await PutAsync<HoldDecider, HoldState, HoldCommand, HoldEvent, HoldView>(
                store, new ActorId(ActorKinds.Hold, order.HoldId), new HoldCommand.Place(order, null), moment, cancelled);
        });

    /// <summary>The order of the hold with this number.</summary>
    public static HoldOrder Order(int number, DateTimeOffset trigger)
    {
        var account = string.Create(CultureInfo.InvariantCulture, $"us-{1_700_000_000 + number}");
        var caseId = string.Create(CultureInfo.InvariantCulture, $"us-c-{number / 100:d26}");
        return new HoldOrder(HoldId.Of(caseId, account), caseId, account, "us-2703f", trigger, null, "26/0042", null);
    }

    private static async Task PutAsync<TDecider, TState, TCommand, TEvent, TView>(
        IActorStore store, ActorId actor, TCommand command, Moment moment, CancellationToken cancellationToken)
        where TDecider : IDecider<TState, TCommand, TEvent, TView>
        where TEvent : class
        where TView : class
    {
        var decision = TDecider.Decide(actor.Key, TDecider.Initial, command, moment);
        var next = decision.Events.Aggregate(TDecider.Initial, TDecider.Evolve);
        var commit = Commits.Of<TDecider, TState, TCommand, TEvent, TView>(actor, 0, decision, next, moment, command: null);
        var outcome = await store.CommitAsync(commit with { Outbox = [] }, cancellationToken);
        if (outcome is not CommitOutcome.Committed)
        {
            throw new InvalidOperationException($"{actor} is there already.");
        }
    }
}

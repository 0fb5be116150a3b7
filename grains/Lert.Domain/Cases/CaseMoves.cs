using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Cases;

/// <summary>The steps of <see cref="CaseMachine"/>, taken.</summary>
internal static class CaseMoves
{
    /// <summary>Why this step is not open now; null when it is.</summary>
    /// <param name="state">The case as it will be when it takes the step.</param>
    public static Refusal? Judge(CaseState state, string command, CaseStatus to, Moment moment) =>
        CaseMachine.Find(state.Status, to, command) is not { } step
            ? NotAllowed(state.Status, to)
            : step.Guards.Select(guard => CaseGuards.Judge(guard, state, to, moment)).FirstOrDefault(refusal => refusal is not null);

    /// <summary>The step with what happened before it, or the refusal.</summary>
    public static Decision To(CaseState state, string command, CaseStatus to, Moment moment, params ReadOnlySpan<CaseEvent> before)
    {
        var next = state;
        foreach (var happened in before)
        {
            next = CaseFolding.Fold(next, happened);
        }

        return Judge(next, command, to, moment) is { } refusal
            ? Decision.Refuse(refusal)
            : Decision.Accept([.. before, new CaseEvent.Moved(state.Status, to, moment.Now)]);
    }

    public static Refusal NotAllowed(CaseStatus from, CaseStatus to) =>
        new Refusal(RefusalCodes.CaseTransitionNotAllowed, $"From {from} no step leads to {to} in this way.").With("from", $"{from}").With("to", $"{to}");

    /// <summary>
    /// Process that is open keeps the data that it was served on: those holds are locked while it is, and a challenge locks the case's own as well.
    /// </summary>
    public static ImmutableArray<Outgoing> Locks(string key, CaseState before, CaseState after)
    {
        var (were, are) = (Served(before), Served(after));
        return
        [
            .. are.Except(were).Where(hold => !IsOver(after, hold)).Select(hold => new Outgoing.ToHold(hold, new HoldCommand.LockForProduction(key))),
            .. were.Except(are).Select(hold => new Outgoing.ToHold(hold, new HoldCommand.Unlock(key))),
        ];
    }

    /// <summary>
    /// The holds that open process stands on. One that ended while its lock was on the way to it stays among them: it is locked again where the data is there, and
    /// that it ended is no reason to unlock it.
    /// </summary>
    public static ImmutableSortedSet<string> Served(CaseState state)
    {
        var named = state.Status is CaseStatus.Unspecified or CaseStatus.Delivered or CaseStatus.Acknowledged or CaseStatus.Closed or CaseStatus.Rejected
            or CaseStatus.Withdrawn or CaseStatus.Duplicate
            ? []
            : state.Said.ServedOnHolds;
        return [.. named, .. state.Status == CaseStatus.Challenged ? state.Holds.Keys : []];
    }

    /// <summary>A hold of its own that had ended before: a challenge comes too late for it.</summary>
    private static bool IsOver(CaseState state, string hold) => state.Holds.TryGetValue(hold, out var progress) && progress == HoldProgress.Ended && !state.Said.ServedOnHolds.Contains(hold);
}

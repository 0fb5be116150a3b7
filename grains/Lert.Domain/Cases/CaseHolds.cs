using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Cases;

/// <summary>The holds of a case: asked for, active, ended.</summary>
internal static class CaseHolds
{
    private static readonly ImmutableArray<CaseStatus> Path = [CaseStatus.Received, CaseStatus.Triaged, CaseStatus.Validating];

    public static Decision Request(string key, CaseState state, ImmutableArray<HoldRequest> accounts, Moment moment)
    {
        var request = state.Request!;
        if (moment.Rules.Regimes.TryGet(request.Regime, out var regime) && !regime.KeepsData)
        {
            return Decision.Refuse(RefusalCodes.CaseHasNoPreservation, $"'{regime.Id}' keeps no data: open a preservation case beside this one.");
        }

        if (PeriodRefusal(request, moment) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        ImmutableArray<HoldOrder> orders =
        [
            .. accounts
                .Select(account => new HoldOrder(
                    HoldId.Of(key, account.AccountId), key, account.AccountId, request.Regime, request.TriggerAt, request.Zone, request.AgencyReference, account.Snapshot))
                .Where(order => !state.Holds.ContainsKey(order.HoldId)),
        ];
        if (orders.IsEmpty)
        {
            return Decision.Nothing;
        }

        if (state.Holds.Count + orders.Length > CaseDecider.MaxAccounts)
        {
            return Decision.Refuse(new Refusal(RefusalCodes.CaseTooManyAccounts, $"A case holds at most {CaseDecider.MaxAccounts} accounts.")
                .With("held", $"{state.Holds.Count}"));
        }

        return new Decision(
            [.. Moves(state.Status, moment), new CaseEvent.HoldsRequested(orders, moment.Now, moment.By)],
            [.. orders.Select(order => new Outgoing.ToAccount(order.AccountId, new AccountCommand.Protect(order)))],
            null);
    }

    /// <summary>
    /// A hold came further; it never goes back. Its messages may overtake each other, so the case is preserved once no hold is pending any more,
    /// whichever message said so.
    /// </summary>
    public static Decision Note(CaseState state, string holdId, HoldProgress progress, CaseEvent happened, Moment moment)
    {
        if (!state.Holds.TryGetValue(holdId, out var known) || known >= progress)
        {
            return Decision.Nothing;
        }

        return known == HoldProgress.Pending && state.Status == CaseStatus.Validating && state.Count(HoldProgress.Pending) == 1
            ? Decision.Accept(happened, new CaseEvent.Moved(CaseStatus.Validating, CaseStatus.Preserved, moment.Now))
            : Decision.Accept(happened);
    }

    /// <summary>A period that cannot start, or is over already. One whose end cannot be computed yet is taken on: keeping is the safe side.</summary>
    public static Refusal? PeriodRefusal(CaseEvent.Opened request, Moment moment) =>
        HoldCounting.Judge(request.Regime, request.TriggerAt, request.Zone, moment);

    /// <summary>To ask for holds is to have triaged and validated.</summary>
    private static IEnumerable<CaseEvent> Moves(CaseStatus status, Moment moment) => status == CaseStatus.Reopened
        ? [new CaseEvent.Moved(CaseStatus.Reopened, CaseStatus.Validating, moment.Now)]
        : Path.SkipWhile(step => step != status).Zip(Path.SkipWhile(step => step != status).Skip(1), (from, to) => new CaseEvent.Moved(from, to, moment.Now));
}

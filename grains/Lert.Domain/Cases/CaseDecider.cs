using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Cases;

/// <summary>A request's life, as far as a preservation goes: Received → Triaged → Validating → Preserved → Closed.</summary>
public sealed class CaseDecider : IDecider<CaseState, CaseCommand, CaseEvent, CaseView>
{
    /// <summary>How many accounts one case may hold. A request for more is split by its requester.</summary>
    public const int MaxAccounts = 5_000;

    private CaseDecider()
    {
    }

    public static CaseState Initial => CaseState.Initial;

    public static int Format => 1;

    public static CaseCommand TimerTick { get; } = new CaseCommand.Tick();

    public static IEnumerable<FieldViolation> Validate(string key, CaseCommand command, Moment moment) => command switch
    {
        CaseCommand.Open open => OpeningRules.Validate(key, open, moment),
        CaseCommand.RequestHolds request => OpeningRules.ValidateAccounts(key, request.Accounts),
        _ => [],
    };

    public static Decision Decide(string key, CaseState state, CaseCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(moment);
        return (state, command) switch
        {
            (_, CaseCommand.Tick) => Decision.Nothing,
            // An answer to a question that this case does not wait for.
            (_, CaseCommand.NoteTaken or CaseCommand.NoteDeclined) => Decision.Nothing,
            ({ Exists: false }, CaseCommand.Open open) => Open(key, open, moment),
            ({ Exists: false }, _) => Decision.Refuse(RefusalCodes.CaseNotFound, "There is no such case."),
            (_, CaseCommand.Open) => Decision.Refuse(RefusalCodes.RequestIdReused, "This request id has opened a case already."),
            (_, CaseCommand.NoteHoldActive note) => Note(state, note.HoldId, HoldProgress.Active, new CaseEvent.HoldActive(note.HoldId), moment),
            (_, CaseCommand.NoteHoldEnded note) =>
                Note(state, note.HoldId, HoldProgress.Ended, new CaseEvent.HoldEnded(note.HoldId, note.EndedAt, note.Early), moment),
            ({ ClosedAt: not null }, _) => Decision.Refuse(RefusalCodes.CaseClosed, $"The case was closed at {state.ClosedAt:O}."),
            (_, CaseCommand.RequestHolds request) => RequestHolds(key, state, state.Request!, request.Accounts, moment),
            (_, CaseCommand.Close close) => Close(state, close, moment),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };
    }

    public static CaseState Evolve(CaseState state, CaseEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        return happened switch
        {
            CaseEvent.Opened opened => state with { Request = opened, Status = CaseStatus.Received },
            CaseEvent.Moved moved => state with { Status = moved.New },
            CaseEvent.HoldsRequested requested => state with
            {
                Holds = state.Holds.SetItems(requested.Orders.Select(order => KeyValuePair.Create(order.HoldId, HoldProgress.Pending))),
            },
            CaseEvent.HoldActive active => state with { Holds = state.Holds.SetItem(active.HoldId, HoldProgress.Active) },
            CaseEvent.HoldEnded ended => state with { Holds = state.Holds.SetItem(ended.HoldId, HoldProgress.Ended) },
            CaseEvent.Closed closed => state with { Status = CaseStatus.Closed, ClosedAt = closed.At, CloseReason = closed.Reason },
            _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
        };
    }

    /// <summary>A preservation case has no timer of its own: its clocks are its holds'.</summary>
    public static DateTimeOffset? WakeAt(CaseState state) => null;

    public static Listing List(string key, CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(state.Status.ToString()) { Case = key, Regime = state.Request?.Regime };
    }

    public static CaseView? View(string key, long version, CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Request is not { } request
            ? null
            : new CaseView(
                key,
                version,
                state.Status,
                request.Kind,
                request.Regime,
                request.TriggerAt,
                request.Zone,
                request.Agency,
                request.Officer,
                request.AgencyReference,
                request.At,
                request.By,
                state.Count(HoldProgress.Pending),
                state.Count(HoldProgress.Active),
                state.Count(HoldProgress.Ended),
                state.ClosedAt,
                state.CloseReason);
    }

    private static Decision Open(string key, CaseCommand.Open open, Moment moment)
    {
        var opened = new CaseEvent.Opened(
            open.Kind, open.Regime, open.TriggerAt!.Value, open.Zone, open.Agency, open.Officer, open.AgencyReference, moment.Now, moment.By);
        if (PeriodRefusal(opened, moment) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var decision = Decision.Accept(opened);
        if (open.Accounts.IsEmpty)
        {
            return decision;
        }

        var holds = RequestHolds(key, Evolve(CaseState.Initial, opened), opened, open.Accounts, moment);
        return holds with { Events = [opened, .. holds.Events] };
    }

    private static Decision RequestHolds(string key, CaseState state, CaseEvent.Opened request, ImmutableArray<HoldRequest> accounts, Moment moment)
    {
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

        if (state.Holds.Count + orders.Length > MaxAccounts)
        {
            return Decision.Refuse(new Refusal(RefusalCodes.CaseTooManyAccounts, $"A case holds at most {MaxAccounts} accounts.")
                .With("held", $"{state.Holds.Count}"));
        }

        ImmutableArray<CaseEvent> moves = state.Status == CaseStatus.Received
            ? [
                new CaseEvent.Moved(CaseStatus.Received, CaseStatus.Triaged, moment.Now),
                new CaseEvent.Moved(CaseStatus.Triaged, CaseStatus.Validating, moment.Now),
            ]
            : [];
        return new Decision(
            [.. moves, new CaseEvent.HoldsRequested(orders, moment.Now, moment.By)],
            [.. orders.Select(order => new Outgoing.ToAccount(order.AccountId, new AccountCommand.Protect(order)))],
            null);
    }

    /// <summary>
    /// A hold came further; it never goes back. Its messages may overtake each other, so the case is preserved once no hold is pending any more,
    /// whichever message said so.
    /// </summary>
    private static Decision Note(CaseState state, string holdId, HoldProgress progress, CaseEvent happened, Moment moment)
    {
        if (!state.Holds.TryGetValue(holdId, out var known) || known >= progress)
        {
            return Decision.Nothing;
        }

        return known == HoldProgress.Pending && state.Status == CaseStatus.Validating && state.Count(HoldProgress.Pending) == 1
            ? Decision.Accept(happened, new CaseEvent.Moved(CaseStatus.Validating, CaseStatus.Preserved, moment.Now))
            : Decision.Accept(happened);
    }

    private static Decision Close(CaseState state, CaseCommand.Close close, Moment moment)
    {
        var open = state.Count(HoldProgress.Pending) + state.Count(HoldProgress.Active);
        return open > 0
            ? Decision.Refuse(new Refusal(RefusalCodes.CaseHoldsActive, "The case still holds accounts; it closes after its last hold has ended.").With("holds", $"{open}"))
            : Decision.Accept(new CaseEvent.Closed(close.Reason, moment.Now, moment.By));
    }

    /// <summary>A period that cannot start, or is over already. One whose end cannot be computed yet is taken on: keeping is the safe side.</summary>
    private static Refusal? PeriodRefusal(CaseEvent.Opened request, Moment moment) =>
        HoldCounting.Judge(request.Regime, request.TriggerAt, request.Zone, moment);
}

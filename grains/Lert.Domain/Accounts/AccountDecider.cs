using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Domain.Legal;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Holds;
using NodaTime;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Accounts.AccountEvent>;

namespace Lert.Domain.Accounts;

/// <summary>Whether an account's data is kept, and whether its deletion may proceed. It fails closed.</summary>
public sealed class AccountDecider : IDecider<AccountState, AccountCommand, AccountEvent, AccountView>
{
    /// <summary>How often a hold without a known end is asked.</summary>
    private static readonly TimeSpan AskOpenEnded = TimeSpan.FromDays(30);

    private AccountDecider()
    {
    }

    public static AccountState Initial => AccountState.Initial;

    public static int Format => 1;

    public static AccountCommand TimerTick { get; } = new AccountCommand.Tick();

    public static IEnumerable<FieldViolation> Validate(string key, AccountCommand command, Moment moment) => [];

    public static Decision Decide(string key, AccountState state, AccountCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(moment);
        return command switch
        {
            AccountCommand.Protect protect => Protect(state, protect.Order, moment),
            AccountCommand.ProtectForLock protect => ProtectForLock(state, protect, moment),
            AccountCommand.Withdraw withdraw => Withdraw(state, withdraw, moment),
            AccountCommand.NoteHold note => Note(state, note, moment),
            AccountCommand.AuthorizeDeletion authorize => Authorize(state, authorize, moment),
            AccountCommand.Tick => Tick(state, moment),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };
    }

    public static AccountState Evolve(AccountState state, AccountEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        return happened switch
        {
            AccountEvent.HoldAttached attached => state with
            {
                Attached = state.Attached.SetItem(
                    attached.Order.HoldId, new AttachedHold(attached.Order, attached.Revision, attached.AskAt, Asked: false, Overdue: false)),
                Detached = state.Detached.Remove(attached.Order.HoldId),
                GraceUntil = null,
            },
            AccountEvent.HoldDetached detached => state with
            {
                Attached = state.Attached.Remove(detached.HoldId),
                Detached = state.Detached.SetItem(detached.HoldId, new DetachedHold(detached.EndedAt, detached.Revision)),
            },
            AccountEvent.HoldAsked asked => Change(state, asked.HoldId, hold => hold with { AskAt = asked.AskAgainAt, Asked = true }),
            AccountEvent.HoldAnswered answered => Change(
                state, answered.HoldId, hold => hold with { AskAt = answered.AskAt, Asked = false, Overdue = answered.Overdue }),
            AccountEvent.HoldOverdue overdue => Change(state, overdue.HoldId, hold => hold with { Overdue = true }),
            AccountEvent.GraceStarted started => state with { GraceUntil = started.Until },
            AccountEvent.GraceEnded => state with { GraceUntil = null },
            // Past this point the data may be gone: no hold that ended before can be locked again.
            AccountEvent.DeletionAuthorized authorized => state with
            {
                Detached = state.Detached.Clear(),
                GraceUntil = null,
                DeletionAuthorizedAt = authorized.At,
                AuthorizationExpiresAt = authorized.ExpiresAt,
            },
            AccountEvent.DeletionRefused => state,
            _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
        };
    }

    public static DateTimeOffset? WakeAt(AccountState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Attached.IsEmpty ? state.GraceUntil : state.Attached.Values.Min(hold => hold.AskAt);
    }

    public static Listing List(string key, AccountState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(state.Status.ToString()) { Account = key, DueAt = state.GraceUntil };
    }

    public static AccountView View(string key, long version, AccountState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(
            key,
            version,
            state.Status,
            [.. state.Attached.Keys],
            state.GraceUntil,
            state.DeletionAuthorizedAt,
            state.AuthorizationExpiresAt,
            [.. state.Attached.Where(hold => hold.Value.Overdue).Select(hold => hold.Key)]) { CaseIds = [.. state.Attached.Values.Select(hold => hold.Order.CaseId)] };
    }

    /// <summary>A remembered permission is worth nothing once a hold has come or its time is over: whoever acts on it would destroy what must be kept.</summary>
    public static Refusal? JudgeReplay(AccountState state, AccountCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(moment);
        return command is AccountCommand.AuthorizeDeletion
            && (state.Status != PreservationStatus.Free || state.AuthorizationExpiresAt is not { } expires || expires <= moment.Now)
            ? new Refusal(RefusalCodes.AccountAuthorizationSuperseded, "This authorisation is no longer good. Ask again with a new request id.")
            : null;
    }

    private static Decision Protect(AccountState state, HoldOrder order, Moment moment) =>
        state.Attached.ContainsKey(order.HoldId) || state.Detached.ContainsKey(order.HoldId)
            ? Decision.Nothing
            : Decision.Accept(new AccountEvent.HoldAttached(order, moment.Now, 0, AskAt(HoldCounting.Start(order, moment.Rules.Regimes).OwnEnd, moment)))
                .Send(new Outgoing.ToHold(order.HoldId, new HoldCommand.Place(order, state.DeletionAuthorizedAt)));

    private static Decision ProtectForLock(AccountState state, AccountCommand.ProtectForLock protect, Moment moment)
    {
        var order = protect.Order;
        var attached = state.Attached.GetValueOrDefault(order.HoldId);
        // Two locks may overtake each other on their way: the later word of the hold stays the one that a withdrawal must not be older than.
        return attached is not null || state.Detached.ContainsKey(order.HoldId)
            ? Decision.Accept(new AccountEvent.HoldAttached(
                order, moment.Now, Math.Max(protect.HoldVersion, attached?.Revision ?? 0), moment.Now + AskOpenEnded))
                .Send(new Outgoing.ToHold(order.HoldId, new HoldCommand.ConfirmLock(protect.Reference)))
            : Decision.Nothing.Send(new Outgoing.ToHold(order.HoldId, new HoldCommand.RejectLock(protect.Reference)));
    }

    private static Decision Withdraw(AccountState state, AccountCommand.Withdraw withdraw, Moment moment)
    {
        if (!state.Attached.TryGetValue(withdraw.HoldId, out var hold) || withdraw.HoldVersion < hold.Revision)
        {
            return Decision.Nothing;
        }

        var detached = new AccountEvent.HoldDetached(withdraw.HoldId, withdraw.EndedAt, withdraw.HoldVersion);
        if (state.Attached.Count > 1)
        {
            return Decision.Accept(detached);
        }

        // Messages of several holds may come in any order: the grace runs from the last end, not from the last message.
        var lastEnd = state.Detached.Values.Select(ended => ended.EndedAt).Append(withdraw.EndedAt).Max();
        return Decision.Accept(detached, new AccountEvent.GraceStarted(
            LegalClock.Grace(Instant.FromDateTimeOffset(lastEnd), moment.Rules.GraceDays).ToDateTimeOffset()));
    }

    private static Decision Note(AccountState state, AccountCommand.NoteHold note, Moment moment)
    {
        if (!state.Attached.TryGetValue(note.HoldId, out var hold))
        {
            return Decision.Nothing;
        }

        // The alarm is raised once, and stays until the hold has a later end or none.
        var overdue = moment.Now - note.ReleaseNotBefore >= moment.Rules.OverdueAfter;
        var answered = new AccountEvent.HoldAnswered(note.HoldId, AskAt(note.ReleaseNotBefore, moment), overdue);
        return overdue && !hold.Overdue
            ? Decision.Accept(answered, new AccountEvent.HoldOverdue(note.HoldId, moment.Now))
            : Decision.Accept(answered);
    }

    private static Decision Authorize(AccountState state, AccountCommand.AuthorizeDeletion authorize, Moment moment)
    {
        var kept = !state.Attached.IsEmpty || state.GraceUntil > moment.Now;
        return kept
            ? Decision.Refuse(
                new Refusal(RefusalCodes.AccountRetained, "Deletion may not proceed now."),
                new AccountEvent.DeletionRefused(authorize.Ticket, moment.Now))
            : Decision.Accept(new AccountEvent.DeletionAuthorized(authorize.Ticket, moment.Now, moment.Now + moment.Rules.AuthorizationLifetime));
    }

    private static Decision Tick(AccountState state, Moment moment)
    {
        var events = ImmutableArray.CreateBuilder<AccountEvent>();
        var messages = ImmutableArray.CreateBuilder<Outgoing>();
        foreach (var (holdId, hold) in state.Attached.Where(hold => hold.Value.AskAt <= moment.Now))
        {
            if (hold is { Asked: true, Overdue: false })
            {
                events.Add(new AccountEvent.HoldOverdue(holdId, moment.Now));
            }

            events.Add(new AccountEvent.HoldAsked(holdId, moment.Now + moment.Rules.OverdueAfter));
            messages.Add(new Outgoing.ToHold(holdId, new HoldCommand.Reaffirm(hold.Order, state.DeletionAuthorizedAt)));
        }

        if (state.Attached.IsEmpty && state.GraceUntil <= moment.Now)
        {
            events.Add(new AccountEvent.GraceEnded(moment.Now));
        }

        return new Decision(events.DrainToImmutable(), messages.DrainToImmutable(), null);
    }

    /// <summary>A while after the hold should have ended; never at once, so that an answer is not asked for again before it can differ.</summary>
    private static DateTimeOffset AskAt(DateTimeOffset? releaseNotBefore, Moment moment)
    {
        var soonest = moment.Now + moment.Rules.AskAfter;
        return releaseNotBefore switch
        {
            null => moment.Now + AskOpenEnded,
            // The sum is taken on the side that cannot overflow: an end may be the last instant there is.
            { } end when end <= moment.Now => soonest,
            { } end when DateTimeOffset.MaxValue - end < moment.Rules.AskAfter => DateTimeOffset.MaxValue,
            { } end => end + moment.Rules.AskAfter,
        };
    }

    private static AccountState Change(AccountState state, string holdId, Func<AttachedHold, AttachedHold> change) =>
        state.Attached.TryGetValue(holdId, out var hold) ? state with { Attached = state.Attached.SetItem(holdId, change(hold)) } : state;
}

using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Domain.Letters;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Holds.HoldEvent>;

namespace Lert.Domain.Holds;

/// <summary>When a preservation ends; what extends, locks and releases it.</summary>
public sealed class HoldDecider : IDecider<HoldState, HoldCommand, HoldEvent, HoldView>
{
    /// <summary>How often a hold whose dates cannot be computed calls for a person.</summary>
    private static readonly TimeSpan AlarmEvery = TimeSpan.FromDays(7);

    private HoldDecider()
    {
    }

    public static HoldState Initial => HoldState.Initial;

    public static int Format => 1;

    public static HoldCommand TimerTick { get; } = new HoldCommand.Tick();

    public static IEnumerable<FieldViolation> Validate(string key, HoldCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        switch (command)
        {
            case HoldCommand.Extend { AskedAt: null }:
                yield return new("asked_at", "is required: when the extension was asked for decides whether it came in time");
                break;
            case HoldCommand.Extend { AskedAt: { } askedAt } when askedAt > moment.Now + moment.Rules.ClockTolerance:
                yield return new("asked_at", "lies in the future");
                break;
            case HoldCommand.Release { Ground: ReleaseGround.OrderToDestroy } release:
                if (string.IsNullOrEmpty(release.OrderReference))
                {
                    yield return new("order_reference", "is required for an order to destroy");
                }

                if (string.IsNullOrEmpty(release.BasisSeen))
                {
                    yield return new("basis_seen", "is required for an order to destroy: the reference of the basis that it stands against");
                }

                break;
        }
    }

    public static Decision Decide(string key, HoldState state, HoldCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(moment);
        return (state, command) switch
        {
            ({ Exists: false }, HoldCommand.Place place) => Place(place.Order, place.DeletionAuthorizedAt, moment),
            ({ Exists: false }, HoldCommand.Reaffirm reaffirm) => PlaceMended(reaffirm, moment),
            ({ Exists: false }, HoldCommand.Tick) => Decision.Nothing,
            // The words of a case may overtake each other on their way, and each is taken once: what it says now is what counts.
            (_, HoldCommand.LockForProduction { IsServed: false } or HoldCommand.Unlock { IsServed: true }) => Decision.Nothing,
            (_, HoldCommand.Unlock { IsServed: false } unlock) when !IsLockedBy(state, unlock.Reference) => Decision.Nothing,
            ({ Exists: false }, _) => Decision.Refuse(RefusalCodes.HoldNotFound, "There is no such hold."),
            (_, HoldCommand.Place) => Decision.Nothing,
            (_, HoldCommand.Reaffirm) => Reaffirm(state),
            (_, HoldCommand.Extend extend) => Extend(state, extend, moment),
            (_, HoldCommand.LockForProduction @lock) => Lock(state, @lock, moment),
            (_, HoldCommand.ConfirmLock confirm) => Pending(state, confirm.Reference) is { } pending
                ? Decision.Accept(new HoldEvent.Locked(pending))
                : Decision.Nothing,
            (_, HoldCommand.RejectLock reject) => Pending(state, reject.Reference) is not null
                ? Decision.Accept(new HoldEvent.LockRejected(reject.Reference))
                : Decision.Nothing,
            (_, HoldCommand.Unlock unlock) => Unlock(state, unlock, moment),
            (_, HoldCommand.Release release) => EarlyRelease.Decide(state, release, moment),
            (_, HoldCommand.RecordSnapshot record) => Record(state, record),
            (_, HoldCommand.Tick) => Tick(state, moment),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };
    }

    public static HoldState Evolve(HoldState state, HoldEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        var next = happened switch
        {
            HoldEvent.Placed placed => state with
            {
                Order = placed.Order,
                PlacedAt = placed.At,
                Dates = placed.Dates,
                Snapshot = placed.Order.Snapshot,
                DeletionAuthorizedAt = placed.DeletionAuthorizedAt,
            },
            // An approval was given for the hold as it stood; once it changes, it must be given again.
            HoldEvent.Extended { Dates: { OwnEnd: not null } } extended => state with { Dates = extended.Dates, Approvals = [], Alarm = null, AlarmedAt = null },
            HoldEvent.Extended extended => state with { Dates = extended.Dates, Approvals = [] },
            HoldEvent.Rescheduled rescheduled => state with { Dates = rescheduled.Dates, Alarm = null, AlarmedAt = null },
            HoldEvent.Locked locked => state with
            {
                Locks = state.Locks.Add(locked.Lock),
                PendingLocks = Without(state.PendingLocks, locked.Lock.Reference),
                Approvals = [],
            },
            HoldEvent.LockAsked asked => state with
            {
                PendingLocks = state.PendingLocks.Add(asked.Lock),
                RejectedLocks = state.RejectedLocks?.Remove(asked.Lock.Reference),
            },
            HoldEvent.LockRejected rejected => state with
            {
                PendingLocks = Without(state.PendingLocks, rejected.Reference),
                RejectedLocks = (state.RejectedLocks ?? []).Add(rejected.Reference),
            },
            HoldEvent.Unlocked unlocked => state with
            {
                Locks = Without(state.Locks, unlocked.Reference),
                UnlockedAt = unlocked.At,
            },
            HoldEvent.ReleaseApproved approved => state with { Approvals = state.Approvals.RemoveAll(earlier => earlier.By == approved.Approval.By).Add(approved.Approval) },
            HoldEvent.Released released => state with { ReleasedAt = released.At, ReleasedEarly = released.Early, Alarm = null, AlarmedAt = null },
            HoldEvent.SnapshotRecorded recorded => state with { Snapshot = recorded.Snapshot },
            HoldEvent.AlarmRaised raised => state with { Alarm = raised.Code, AlarmedAt = raised.At },
            _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
        };
        return next with { Revision = state.Revision + 1 };
    }

    public static DateTimeOffset? WakeAt(HoldState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state switch
        {
            { Exists: false } or { ReleasedAt: not null } or { IsLocked: true } => null,
            { Dates.OwnEnd: not null } => state.ReleaseNotBefore,
            { AlarmedAt: { } alarmed } => alarmed + AlarmEvery,
            _ => state.Dates!.AlarmAt,
        };
    }

    public static Listing List(string key, HoldState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(state.Status.ToString())
        {
            Account = state.Order?.AccountId,
            Case = state.Order?.CaseId,
            Regime = state.Order?.Regime,
            DueAt = state.ReleasedAt is null ? state.ReleaseNotBefore : null,
            // Once released, the database checks the release against the hold's own end, whatever is locked later.
            ReleaseNotBefore = state.ReleasedAt is null ? state.ReleaseNotBefore : state.Dates?.OwnEnd,
            ReleasedAt = state.ReleasedAt,
            ReleasedEarly = state.ReleasedEarly,
        };
    }

    public static HoldView? View(string key, long version, HoldState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is not { Order: { } order, Dates: { } dates }
            ? null
            : new HoldView(
                key,
                version,
                state.Status,
                order,
                state.PlacedAt,
                dates.NominalLastDay,
                dates.RolledLastDay,
                state.ReleaseNotBefore,
                dates.ExtensionsUsed,
                dates.Explanation,
                state.Locks,
                state.PendingLocks.FirstOrDefault()?.Reference,
                state.Approvals,
                state.ReleasedAt,
                state.ReleasedEarly,
                state.Snapshot,
                state.DeletionAuthorizedAt,
                state.Alarm)
            {
                RejectedLocks = state.RejectedLocks ?? [],
            };
    }

    private static Decision Place(HoldOrder order, DateTimeOffset? deletionAuthorizedAt, Moment moment)
    {
        // The case checked that the dates can be counted. Should the rules have changed since, the hold is kept and a person is called.
        var dates = HoldCounting.Start(order, moment.Rules.Regimes);
        return Decision.Accept(new HoldEvent.Placed(order, moment.Now, dates, deletionAuthorizedAt))
            .Send(new Outgoing.ToCase(order.CaseId, new CaseCommand.NoteHoldActive(order.HoldId)));
    }

    /// <summary>The account's message to place it was lost, and the account's own timer mends that: it is told until when it keeps the data.</summary>
    private static Decision PlaceMended(HoldCommand.Reaffirm reaffirm, Moment moment)
    {
        var placed = Place(reaffirm.Order, reaffirm.DeletionAuthorizedAt, moment);
        return placed.Send([.. Reaffirm(placed.Events.Aggregate(Initial, Evolve)).Messages]);
    }

    private static Decision Extend(HoldState state, HoldCommand.Extend extend, Moment moment)
    {
        if (state.ReleasedAt is { } released)
        {
            var ended = new Refusal(
                RefusalCodes.HoldReleased,
                $"The hold was released at {released:O}. A new request, with a new snapshot, can be made; a hold placed in the grace period keeps the same data.");
            return RefusedExtensions.Refuse<HoldEvent>(ended.With("released_at", released.ToString("O")), state.Order!, extend.Reference, moment);
        }

        return HoldCounting.Extend(state, extend.AskedAt!.Value, moment.Rules.Regimes) switch
        {
            (HoldDates dates, _) => Decision.Accept(new HoldEvent.Extended(extend.AskedAt.Value, extend.Reference, dates)),
            (_, var refusal) => RefusedExtensions.Refuse<HoldEvent>(refusal!, state.Order!, extend.Reference, moment),
        };
    }

    private static Decision Lock(HoldState state, HoldCommand.LockForProduction command, Moment moment)
    {
        if (IsLockedBy(state, command.Reference))
        {
            return Decision.Nothing;
        }

        var asked = new HoldLock(command.Reference, moment.Now, moment.By);
        if (state.ReleasedAt is null || state.IsLocked)
        {
            return Decision.Accept(new HoldEvent.Locked(asked));
        }

        // Released: only the account knows whether the data is still there. Keeping is the safe side, so it is asked.
        return Decision.Accept(new HoldEvent.LockAsked(asked))
            .Send(new Outgoing.ToAccount(
                state.Order!.AccountId, new AccountCommand.ProtectForLock(state.Order, command.Reference, state.Revision + 1)));
    }

    private static Decision Unlock(HoldState state, HoldCommand.Unlock unlock, Moment moment)
    {
        if (!state.Locks.Any(open => open.Reference == unlock.Reference))
        {
            return Decision.Refuse(new Refusal(RefusalCodes.HoldNotLocked, "The hold is not locked under this reference.")
                .With("open_references", string.Join(", ", state.Locks.Select(open => open.Reference))));
        }

        // While another lock is pending the account keeps the data, and goes on keeping it until that one is produced.
        var decision = Decision.Accept(new HoldEvent.Unlocked(unlock.Reference, moment.Now));
        return state is { ReleasedAt: not null, Locks.Length: 1, PendingLocks.IsEmpty: true }
            ? decision.Send(Withdraw(state, moment.Now, state.Revision + 1))
            : decision;
    }

    private static Decision Record(HoldState state, HoldCommand.RecordSnapshot record) => state.Snapshot switch
    {
        null => Decision.Accept(new HoldEvent.SnapshotRecorded(record.Snapshot)),
        var known when known == record.Snapshot => Decision.Nothing,
        var known => Decision.Refuse(new Refusal(RefusalCodes.HoldSnapshotExists, "The hold already has a snapshot; it is a picture of then and does not change.")
            .With("snapshot_id", known.Id)),
    };

    private static Decision Tick(HoldState state, Moment moment)
    {
        if (WakeAt(state) is not { } due || moment.Now < due)
        {
            return Decision.Nothing;
        }

        // The rule is read once more before data may go: a holiday learnt since moves the end later, never earlier.
        var latest = HoldCounting.Recount(state, moment.Rules.Regimes);
        if (latest.OwnEnd is { } end && (state.Dates!.OwnEnd is not { } known || end > known))
        {
            // It may lie in the past already: one tick does all that is due, so that the next wake-up is a later one.
            var moved = new HoldEvent.Rescheduled(state.Dates, latest);
            var next = Evolve(state, moved);
            if (next.ReleaseNotBefore > moment.Now)
            {
                return Decision.Accept(moved);
            }

            var ended = Ended(next, moment, early: false, []);
            return ended with { Events = [moved, .. ended.Events] };
        }

        if (state.Dates!.OwnEnd is null)
        {
            return Decision.Accept(new HoldEvent.AlarmRaised(RefusalCodes.HoldCalendarUnknown, moment.Now));
        }

        return Ended(state, moment, early: false, []);
    }

    internal static Decision Ended(HoldState state, Moment moment, bool early, ImmutableArray<string> approvedBy)
    {
        var order = state.Order!;
        return Decision.Accept(new HoldEvent.Released(moment.Now, state.ReleaseNotBefore, early, approvedBy))
            .Send(
                Withdraw(state, moment.Now, state.Revision + 1),
                new Outgoing.ToCase(order.CaseId, new CaseCommand.NoteHoldEnded(order.HoldId, moment.Now, early)));
    }

    private static Decision Reaffirm(HoldState state)
    {
        var order = state.Order!;
        return Decision.Nothing.Send(state.EndedAt is { } ended
            ? Withdraw(state, ended, state.Revision)
            : new Outgoing.ToAccount(order.AccountId, new AccountCommand.NoteHold(order.HoldId, state.ReleasedAt is null ? state.ReleaseNotBefore : null)));
    }

    /// <summary>It is locked under this reference, or will be as soon as the account says that the data is there.</summary>
    private static bool IsLockedBy(HoldState state, string reference) => state.Locks.Any(open => open.Reference == reference) || Pending(state, reference) is not null;

    private static HoldLock? Pending(HoldState state, string reference) => state.PendingLocks.FirstOrDefault(pending => pending.Reference == reference);

    private static ImmutableArray<HoldLock> Without(ImmutableArray<HoldLock> locks, string reference) => locks.RemoveAll(known => known.Reference == reference);

    private static Outgoing Withdraw(HoldState state, DateTimeOffset endedAt, long revision) =>
        new Outgoing.ToAccount(state.Order!.AccountId, new AccountCommand.Withdraw(state.Order.HoldId, endedAt, revision));
}

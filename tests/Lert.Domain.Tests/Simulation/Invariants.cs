using Lert.Domain.Accounts;
using Lert.Domain.Holds;
using Lert.Domain.Legal;
using Lert.Grains.Accounts;
using NodaTime;

namespace Lert.Domain.Tests.Simulation;

/// <summary>
/// What must hold at every moment, checked from outside: by its own reading of the journals and of the law, and not by what the deciders say about themselves.
/// I1: nothing is released before its time without two different approvers. I2: nothing is released twice. I7: an account is kept, and not deleted, while one
/// of its holds is active or locked. And no lock that was accepted is forgotten.
/// </summary>
internal sealed class Invariants
{
    private readonly Dictionary<string, int> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HoldLedger> _ledgers = new(StringComparer.Ordinal);

    public void Check(World world)
    {
        foreach (var (key, hold) in world.Holds)
        {
            if (!_ledgers.TryGetValue(key, out var ledger))
            {
                _ledgers.Add(key, ledger = new HoldLedger());
            }

            foreach (var (happened, at) in hold.Journal.Skip(_read.GetValueOrDefault(key)))
            {
                ledger.Read(key, happened, at);
            }

            _read[key] = hold.Journal.Count;
            Require(ledger.Open.All(reference => hold.State.Locks.Any(open => open.Reference == reference)), $"{key} forgot a lock.");
            Require(ledger.Asked.All(reference => hold.State.PendingLocks.Any(open => open.Reference == reference)), $"{key} forgot a lock that is pending.");
            if (hold.State is { Order: { } order } && (hold.State.ReleasedAt is null || hold.State.IsLocked))
            {
                Require(
                    world.Accounts[order.AccountId].State.Status == PreservationStatus.Kept,
                    $"I7: {order.AccountId} is not kept while {key} is {hold.State.Status} with {hold.State.Locks.Length} locks.");
            }
        }

        foreach (var (key, account) in world.Accounts)
        {
            foreach (var (happened, at) in account.Journal.Skip(_read.GetValueOrDefault(key)))
            {
                var keeping = world.Holds.Values.Where(hold => hold.State.Order?.AccountId == key && (hold.State.ReleasedAt is null || hold.State.IsLocked));
                Require(happened is not AccountEvent.DeletionAuthorized || !keeping.Any(), $"I7: deletion of {key} was authorised at {at:O} under a hold.");
            }

            _read[key] = account.Journal.Count;
        }
    }

    public static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new ViolationException(otherwise);
        }
    }

    /// <summary>One hold's own book: its end by the law, and its locks, from nothing but its events.</summary>
    private sealed class HoldLedger
    {
        private KeepDates? _dates;
        private Instant _trigger;
        private DateTimeOffset _lastUnlock;
        private bool _released;

        public HashSet<string> Open { get; } = [];

        public HashSet<string> Asked { get; } = [];

        public void Read(string key, HoldEvent happened, DateTimeOffset at)
        {
            switch (happened)
            {
                case HoldEvent.Placed placed:
                    Require(_dates is null, $"{key} was placed twice.");
                    _trigger = Instant.FromDateTimeOffset(placed.Order.TriggerAt);
                    _dates = LegalClock.Keep(RegimeBook.BuiltIn, placed.Order.Regime, _trigger, placed.Order.Zone).Value!;
                    break;
                case HoldEvent.Extended extended:
                    var before = _dates!;
                    _dates = LegalClock.Extend(RegimeBook.BuiltIn, before.Basis.RegimeId, before, _trigger, Instant.FromDateTimeOffset(extended.AskedAt)).Value;
                    Require(_dates is not null, $"{key} was extended against the law.");
                    Require(extended.Dates.OwnEnd > before.OwnEnd.ToDateTimeOffset(), $"An extension shortened {key}.");
                    break;
                case HoldEvent.LockAsked asked:
                    Asked.Add(asked.Lock.Reference);
                    break;
                case HoldEvent.LockRejected rejected:
                    Asked.Remove(rejected.Reference);
                    break;
                case HoldEvent.Locked locked:
                    Asked.Remove(locked.Lock.Reference);
                    Open.Add(locked.Lock.Reference);
                    break;
                case HoldEvent.Unlocked unlocked:
                    Open.Remove(unlocked.Reference);
                    _lastUnlock = at;
                    break;
                case HoldEvent.Released released:
                    Require(!_released, $"I2: {key} was released twice.");
                    _released = true;
                    Require(Open.Count == 0, $"I1: {key} was released at {at:O} while locked.");
                    var two = released.Early && released.ApprovedBy.Distinct(StringComparer.Ordinal).Count() >= 2;
                    var notBefore = _dates!.OwnEnd.ToDateTimeOffset() is var end && _lastUnlock > end ? _lastUnlock : end;
                    Require(two || at >= notBefore, $"I1: {key} was released at {at:O}, before {notBefore:O}.");
                    break;
            }
        }
    }
}

using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Holds;
using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Store;

namespace Lert.Silo.Backup;

/// <summary>
/// What accounts, cases and holds say of each other. Every journal may be whole while a hold is gone with its own: then its account and its case still know it. What
/// one of them does not know yet is a message in the outbox, or lost.
/// </summary>
/// <remarks>Accounts and cases are told before holds, and messages last: only what is still open is kept.</remarks>
internal sealed class HoldTies
{
    private readonly Dictionary<string, string> _attached = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Case, HoldProgress Progress)> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Hold, bool Ended), string> _untold = [];
    private readonly HashSet<string> _coming = new(StringComparer.Ordinal);

    public void Account(string key, AccountState account)
    {
        foreach (var hold in account.Attached.Keys)
        {
            _attached[hold] = key;
        }
    }

    public void Case(string key, CaseState state)
    {
        foreach (var (hold, progress) in state.Holds)
        {
            _asked[hold] = (key, progress);
        }
    }

    /// <summary>What is wrong with it already, whatever is on its way.</summary>
    public IEnumerable<string> Hold(string key, HoldState hold)
    {
        if (hold.Order is not { } order)
        {
            yield break;
        }

        var isAttached = _attached.Remove(key, out var account) && account == order.AccountId;
        var isReleased = hold.ReleasedAt is not null;
        // A lock on a released hold keeps the data as well.
        if (!isAttached && (!isReleased || hold.IsLocked))
        {
            yield return $"is {(isReleased ? "locked" : "active")}, and its account {order.AccountId} does not know it";
        }

        if (!_asked.Remove(key, out var told) || told.Case != order.CaseId)
        {
            yield return $"is of case {order.CaseId}, which does not know it";
        }
        else if (told.Progress == HoldProgress.Pending || (isReleased && told.Progress == HoldProgress.Active))
        {
            _untold[(key, isReleased)] = order.CaseId;
        }
    }

    public void Message(OutboxMessage message)
    {
        switch (message.Target.Kind)
        {
            case ActorKinds.Account when ActorJson.Read<AccountCommand>(message.Body.Span) is AccountCommand.Protect protect:
                _ = _coming.Add(protect.Order.HoldId);
                break;
            case ActorKinds.Hold when ActorJson.Read<HoldCommand>(message.Body.Span) is HoldCommand.Place or HoldCommand.Reaffirm:
                _ = _coming.Add(message.Target.Key);
                break;
            case ActorKinds.Case:
                _ = ActorJson.Read<CaseCommand>(message.Body.Span) switch
                {
                    CaseCommand.NoteHoldActive active => _untold.Remove((active.HoldId, false)),
                    CaseCommand.NoteHoldEnded ended => _untold.Remove((ended.HoldId, true)),
                    _ => false,
                };
                break;
        }
    }

    /// <summary>What is left when everything was told.</summary>
    public IEnumerable<(ActorId Actor, string Problem)> Open()
    {
        foreach (var (hold, account) in _attached.Where(attached => !_coming.Contains(attached.Key)))
        {
            yield return (new(ActorKinds.Account, account), $"keeps its data for hold {hold}, which is not there");
        }

        // One that is pending may still be on its way, by its account.
        foreach (var (hold, (key, _)) in _asked.Where(asked => asked.Value.Progress != HoldProgress.Pending || !(_coming.Contains(asked.Key) || _attached.ContainsKey(asked.Key))))
        {
            yield return (new(ActorKinds.Case, key), $"has hold {hold}, which is not there");
        }

        foreach (var ((hold, ended), key) in _untold)
        {
            yield return (new(ActorKinds.Hold, hold), $"{(ended ? "has ended" : "is placed")}, and the message that tells its case {key} so is lost");
        }
    }
}

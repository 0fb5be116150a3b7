using Lert.Store.Rows;

namespace Lert.Store.Postgres.Writing;

/// <summary>The rows of some commits as columns, which is how they travel. Events and messages name their commit by its place, from 1.</summary>
internal sealed class CommitRows
{
    private readonly List<PendingCommit> _commits;

    /// <param name="commits">Each with its <see cref="PendingCommit.Before"/>, of different actors, in the order of kind and key.</param>
    public CommitRows(List<PendingCommit> commits)
    {
        _commits = commits;
        var (events, messages) = (0, 0);
        foreach (var pending in commits)
        {
            (events, messages) = (events + pending.Commit.Events.Length, messages + pending.Commit.Outbox.Length);
        }

        Columns = new(commits.Count, events, messages);
        Heads = new Head[commits.Count];
        Fill();
    }

    public CommitColumns Columns { get; }

    /// <summary>Where each actor stands when its commit has landed.</summary>
    public Head[] Heads { get; }

    private void Fill()
    {
        var (firstEvent, firstMessage) = (0, 0);
        for (var item = 0; item < _commits.Count; item++)
        {
            var (commit, before) = (_commits[item].Commit, _commits[item].Before!.Value);
            Heads[item] = Events(item, firstEvent, commit, before);
            Actor(item, commit, before, Heads[item]);
            Command(item, commit);
            Messages(item, firstMessage, commit);
            (firstEvent, firstMessage) = (firstEvent + commit.Events.Length, firstMessage + commit.Outbox.Length);
        }
    }

    private Head Events(int item, int first, Commit commit, Head before)
    {
        var (c, sequence, previous) = (Columns, before.Sequence, before.Hash);
        var (version, at) = (commit.ExpectedVersion + 1, Instants.ToStored(commit.At));
        for (var number = 0; number < commit.Events.Length; number++)
        {
            var (row, happened) = (first + number, commit.Events[number]);
            sequence++;
            var hash = JournalChain.Hash(previous.Span, commit.Actor, sequence, version, happened.Type, commit.At, commit.By, commit.Command?.Id, happened.Data.Span);
            (c.EventOf[row], c.EventKinds[row], c.EventKeys[row], c.EventSequences[row], c.EventVersions[row]) = (item + 1, commit.Actor.Kind, commit.Actor.Key, sequence, version);
            (c.EventTypes[row], c.EventAts[row], c.EventBys[row], c.EventCommands[row]) = (happened.Type, at, commit.By, commit.Command?.Id);
            (c.EventPrevious[row], c.EventHashes[row], c.EventData[row]) = (Bytes(previous), hash, Bytes(happened.Data));
            previous = hash;
        }

        return new(version, sequence, previous, Instants.ToStoredUp(commit.WakeAt), Urgencies.ToStored(commit.Urgency));
    }

    private void Actor(int item, Commit commit, Head before, Head after)
    {
        var (c, search) = (Columns, commit.Search);
        (c.Kinds[item], c.Keys[item], c.Slots[item]) = (commit.Actor.Kind, commit.Actor.Key, (short)Slots.Of(commit.Actor));
        (c.Expected[item], c.Sequences[item], c.Added[item]) = (commit.ExpectedVersion, after.Sequence, commit.Events.Length);
        (c.Befores[item], c.Heads[item], c.Wakes[item]) = (Bytes(before.Hash), Bytes(after.Hash), after.WakeAt);
        (c.Urgencies[item], c.BeforeWakes[item], c.BeforeUrgencies[item]) = (after.Urgency, before.WakeAt, before.Urgency);
        (c.Dues[item], c.NotBefores[item], c.Releases[item]) = (Instants.ToStored(search.DueAt), Instants.ToStored(search.ReleaseNotBefore), Instants.ToStored(search.ReleasedAt));
        (c.Earlies[item], c.Statuses[item], c.Accounts[item], c.Cases[item]) = (search.ReleasedEarly, search.Status, search.Account, search.Case);
        (c.Regimes[item], c.Assignees[item], c.Formats[item], c.States[item]) = (search.Regime, search.Assignee, commit.Format, Bytes(commit.State));
        (c.ListNames[item], c.Marks[item]) = (Rows.ListNames.ToStored(commit.Lists), commit.Lists.Marks);
        c.ListSeals[item] = Rows.Seals.OfLists(commit.Actor, c.ListNames[item], commit.Lists.Marks);
        c.Seals[item] = Rows.Seals.OfActor(commit.Actor, after.Version, after.Sequence, after.Hash.Span, search, commit.WakeAt, commit.Format, commit.State.Span);
    }

    private void Command(int item, Commit commit)
    {
        var c = Columns;
        c.Ats[item] = Instants.ToStored(commit.At);
        if (commit.Command is { } command)
        {
            (c.CommandIds[item], c.RequestHashes[item], c.Replies[item]) = (command.Id, Bytes(command.RequestHash), Bytes(command.Reply));
            c.CommandSeals[item] = Rows.Seals.OfCommand(commit.Actor, command.Id, commit.At, command.RequestHash.Span, command.Reply.Span);
        }
    }

    private void Messages(int item, int first, Commit commit)
    {
        var c = Columns;
        for (var number = 0; number < commit.Outbox.Length; number++)
        {
            var (row, message) = (first + number, commit.Outbox[number]);
            (c.MessageOf[row], c.MessageIds[row], c.TargetKinds[row], c.TargetKeys[row]) = (item + 1, message.Id, message.Target.Kind, message.Target.Key);
            (c.TargetSlots[row], c.SourceKinds[row], c.SourceKeys[row]) = ((short)Slots.Of(message.Target), commit.Actor.Kind, commit.Actor.Key);
            (c.MessageTypes[row], c.MessageAts[row], c.Bodies[row]) = (message.Type, Instants.ToStored(commit.At), Bytes(message.Body));
            c.MessageUrgencies[row] = Urgencies.Of(commit, message);
            c.MessageSeals[row] = Rows.Seals.OfMessage(message, commit.Actor, commit.At);
        }
    }

    // Most values own their array as a whole, and then it travels as it is.
    private static byte[] Bytes(ReadOnlyMemory<byte> value) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(value, out var part) && part is { Offset: 0, Array: { } whole } && whole.Length == part.Count ? whole : value.ToArray();
}

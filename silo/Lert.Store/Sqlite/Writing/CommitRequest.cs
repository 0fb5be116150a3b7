using Lert.Store.Hints;
using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Writing;

/// <summary>One commit: the command id is judged, then the version, and only then is anything written.</summary>
internal sealed class CommitRequest(Commit commit, CancellationToken cancellationToken) : WriteRequest<CommitOutcome>(cancellationToken)
{
    /// <summary>What listeners are told of this commit; null unless it changed something.</summary>
    public CommitHint? Hint => !IsRefused && Found is CommitOutcome.Committed ? CommitHints.Of(commit) : null;

    protected override CommitOutcome Write(Database database)
    {
        if (commit.Command is { } command && RememberedCommands.Judge(database, commit.Actor, command) is { } known)
        {
            return known;
        }

        var head = ActorRows.Head(database, commit);
        if (head.Version != commit.ExpectedVersion)
        {
            return new CommitOutcome.Conflict(head.Version);
        }

        var after = JournalRows.Append(database, commit, head);
        ActorRows.Write(database, commit, head, after);
        if (commit.Command is { } remembered)
        {
            RememberedCommands.Write(database, commit, remembered);
        }

        OutboxRows.Write(database, commit);
        return new CommitOutcome.Committed(after.Version);
    }
}

namespace Lert.Store.Rows;

/// <summary>Refuses a commit that is malformed as a value, on the caller's thread, before anyone shares a transaction with it.</summary>
internal static class CommitGuard
{
    public static void Check(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        Check(commit.Actor, nameof(commit));
        ArgumentOutOfRangeException.ThrowIfNegative(commit.ExpectedVersion, nameof(commit));
        ArgumentOutOfRangeException.ThrowIfLessThan(commit.Format, 1, nameof(commit));
        Text(commit.By, nameof(commit));
        Text(commit.Search.Status, nameof(commit));
        if (commit.Events.IsDefault || commit.Outbox.IsDefault)
        {
            throw new ArgumentException("A commit has a list of events and a list of messages, even when they are empty.", nameof(commit));
        }

        if (commit.Command is { } command)
        {
            Text(command.Id, nameof(commit));
        }

        foreach (var happened in commit.Events)
        {
            Text(happened.Type, nameof(commit));
        }

        foreach (var message in commit.Outbox)
        {
            Text(message.Id, nameof(commit));
            Text(message.Type, nameof(commit));
            Check(message.Target, nameof(commit));
        }
    }

    public static void Check(ActorId actor, string parameter)
    {
        Text(actor.Kind, parameter);
        Text(actor.Key, parameter);
    }

    // A NUL ends a text for some of SQLite's functions and not for others, so a key with one could be two things at once.
    private static void Text(string text, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, parameter);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A name in a commit contains a NUL.", parameter);
        }
    }
}

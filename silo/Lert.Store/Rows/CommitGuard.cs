using System.Text;

namespace Lert.Store.Rows;

/// <summary>Refuses a commit that is malformed as a value, on the caller's thread, before anyone shares a transaction with it.</summary>
internal static class CommitGuard
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Check(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        Check(commit.Actor, nameof(commit));
        ArgumentOutOfRangeException.ThrowIfNegative(commit.ExpectedVersion, nameof(commit));
        ArgumentOutOfRangeException.ThrowIfLessThan(commit.Format, 1, nameof(commit));
        Urgency(commit.Urgency);
        Text(commit.By, nameof(commit));
        Text(commit.Search.Status, nameof(commit));
        foreach (var column in (ReadOnlySpan<string?>)[commit.Search.Account, commit.Search.Case, commit.Search.Regime, commit.Search.Assignee])
        {
            Sound(column ?? "", nameof(commit));
        }

        Lists(commit.Lists);
        if (Instants.ToStoredUp(commit.WakeAt) > Instants.Latest)
        {
            throw new ArgumentOutOfRangeException(nameof(commit), "A wake-up, rounded up to the microsecond, is within the calendar: it must be read again.");
        }

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
            Urgency(message.Urgency ?? CommitUrgency.Normal);
        }
    }

    private static void Lists(ActorLists lists)
    {
        foreach (var name in lists.Names)
        {
            Text(name, nameof(lists));
        }

        if (lists.Names.Length > 1 && lists.Names.Distinct(StringComparer.Ordinal).Count() != lists.Names.Length)
        {
            throw new ArgumentException("An actor stands in each list once.", nameof(lists));
        }
    }

    private static void Urgency(CommitUrgency urgency) => ArgumentOutOfRangeException.ThrowIfGreaterThan((int)urgency, (int)CommitUrgency.Normal, nameof(urgency));

    public static void Check(ActorId actor, string parameter)
    {
        Text(actor.Kind, parameter);
        Text(actor.Key, parameter);
    }

    public static void Text(string text, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, parameter);
        Sound(text, parameter);
    }

    // A NUL ends a text for some of SQLite's functions and not for others, so a key with one could be two things at once; PostgreSQL takes none. Text that is
    // not well-formed would be stored as something else, and two different keys could become one.
    private static void Sound(string text, string parameter)
    {
        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            _ = Strict.GetByteCount(text);
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A name in a commit contains a NUL.", parameter);
        }
    }
}

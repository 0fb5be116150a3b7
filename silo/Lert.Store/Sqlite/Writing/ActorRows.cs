using Lert.Store.Rows;
using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Writing;

/// <summary>Where an actor stands: its version, how long its journal is, and the hash of the last entry.</summary>
/// <param name="Version">0 when it was never written.</param>
/// <param name="Sequence">0 when its journal is empty.</param>
/// <param name="Hash">The hash of the last entry; <see cref="JournalChain.Origin"/> when there is none.</param>
/// <param name="SameStatus">The stored status is that of the commit.</param>
/// <param name="SameOwners">The stored account and case are those of the commit.</param>
/// <param name="SameLists">The stored lists and marks are those of the commit.</param>
internal readonly record struct ActorHead(long Version, long Sequence, ReadOnlyMemory<byte> Hash, bool SameStatus, bool SameOwners, bool SameLists);

/// <summary>Writes the snapshot with its search columns and its wake-up.</summary>
internal static class ActorRows
{
    private const string SelectHead = "SELECT version, sequence, head_hash, status IS ?3, account IS ?4 AND case_key IS ?5, list_seal IS NOT NULL AND lists = ?6 AND marks = ?7 FROM actors WHERE kind = ?1 AND key = ?2";

    private const string Insert = """
        INSERT INTO actors (kind, key, version, sequence, head_hash, wake_at, regime, assignee, due_at, release_not_before, released_at, released_early,
            seal, state, format, urgency, status, account, case_key, lists, marks, list_seal, region, slot)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)
        """;

    // SQLite rewrites the entries of every index whose column is named in SET, changed or not. Many commits change no column of a list, some the status or the
    // lists, and hardly any the account or the case.
    private const string UpdateUnlisted = $"{Set} {Where}";
    private const string UpdateStatus = $"{Set}, status = ?17 {Where}";
    private const string UpdateLists = $"{Set}, status = ?17, {SetLists} {Where}";
    private const string UpdateAll = $"{Set}, status = ?17, account = ?18, case_key = ?19, {SetLists} {Where}";

    private const string Set = """
        UPDATE actors SET version = ?3, sequence = ?4, head_hash = ?5, wake_at = ?6, regime = ?7, assignee = ?8, due_at = ?9, release_not_before = ?10,
            released_at = ?11, released_early = ?12, seal = ?13, state = ?14, format = ?15, urgency = ?16
        """;

    private const string SetLists = "lists = ?20, marks = ?21, list_seal = ?22";

    private const string Where = "WHERE kind = ?1 AND key = ?2";

    public static ActorHead Head(Database database, Commit commit)
    {
        using var row = database.Cached(SelectHead).Begin();
        row.Bind(1, commit.Actor.Kind).Bind(2, commit.Actor.Key).Bind(3, commit.Search.Status).Bind(4, commit.Search.Account).Bind(5, commit.Search.Case)
            .Bind(6, ListNames.ToStored(commit.Lists)).Bind(7, commit.Lists.Marks);
        return row.Next() ? new(row.Int64(0), row.Int64(1), row.Blob(2), row.Int64(3) != 0, row.Int64(4) != 0, row.Int64(5) != 0) : new(0, 0, JournalChain.Origin, false, false, false);
    }

    public static void Write(Database database, Commit commit, ActorHead before, ActorHead after)
    {
        var (actor, search) = (commit.Actor, commit.Search);
        var seal = Seals.OfActor(actor, after.Version, after.Sequence, after.Hash.Span, search, commit.WakeAt, commit.Format, commit.State.Span);
        var statement = before switch
        {
            { Version: 0 } => Insert,
            { SameOwners: false } => UpdateAll,
            { SameLists: false } => UpdateLists,
            { SameStatus: false } => UpdateStatus,
            _ => UpdateUnlisted,
        };
        using var row = database.Cached(statement).Begin();
        _ = row.Bind(1, actor.Kind).Bind(2, actor.Key).Bind(3, after.Version).Bind(4, after.Sequence).Bind(5, after.Hash.Span)
            .Bind(6, Instants.ToStoredUp(commit.WakeAt)).Bind(7, search.Regime).Bind(8, search.Assignee).Bind(9, Instants.ToStored(search.DueAt))
            .Bind(10, Instants.ToStored(search.ReleaseNotBefore)).Bind(11, Instants.ToStored(search.ReleasedAt))
            .Bind(12, search.ReleasedEarly ? 1L : 0L).Bind(13, seal).Bind(14, commit.State.Span).Bind(15, (long)commit.Format).Bind(16, (long)Urgencies.ToStored(commit.Urgency));
        if (statement is not UpdateUnlisted)
        {
            _ = row.Bind(17, search.Status);
        }

        if (statement is Insert or UpdateAll)
        {
            _ = row.Bind(18, search.Account).Bind(19, search.Case);
        }

        if (statement is Insert or UpdateAll or UpdateLists)
        {
            var names = ListNames.ToStored(commit.Lists);
            _ = row.Bind(20, names).Bind(21, commit.Lists.Marks).Bind(22, Seals.OfLists(actor, names, commit.Lists.Marks));
        }

        if (before.Version == 0)
        {
            _ = row.Bind(23, actor.Region).Bind(24, Slots.Of(actor));
        }

        row.Run();
    }
}

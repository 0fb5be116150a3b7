using Lert.Store.Contract;

namespace Lert.Store.Tests;

// The contract that every store must keep, on SQLite.
public sealed class Sqlite_keeps_the_commit_contract : CommitContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => SqliteHarness.OpenAsync(maxQueued);
}

public sealed class Sqlite_keeps_the_command_id_contract : CommandIdContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => SqliteHarness.OpenAsync(maxQueued);
}

public sealed class Sqlite_keeps_the_unknown_outcome_contract : UnknownOutcomeContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => SqliteHarness.OpenAsync(maxQueued);
}

public sealed class Sqlite_keeps_the_group_commit_contract : GroupCommitContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => SqliteHarness.OpenAsync(maxQueued);
}

public sealed class Sqlite_keeps_the_backpressure_contract : BackpressureContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => SqliteHarness.OpenAsync(maxQueued);
}

public sealed class Sqlite_keeps_the_journal_contract : JournalContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => SqliteHarness.OpenAsync(maxQueued);
}

public sealed class Sqlite_keeps_the_outbox_contract : OutboxContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => SqliteHarness.OpenAsync(maxQueued);
}

public sealed class Sqlite_keeps_the_wake_contract : WakeContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => SqliteHarness.OpenAsync(maxQueued);
}

public sealed class Sqlite_keeps_the_feed_contract : FeedContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => SqliteHarness.OpenAsync(maxQueued);
}

public sealed class Sqlite_keeps_the_hint_contract : HintContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => SqliteHarness.OpenAsync(maxQueued);
}

public sealed class Sqlite_keeps_the_query_contract : QueryContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => SqliteHarness.OpenAsync(maxQueued);
}

public sealed class Sqlite_keeps_the_lists_contract : ListsContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => SqliteHarness.OpenAsync(maxQueued);
}

public sealed class Sqlite_keeps_the_interleaving_contract : InterleavingContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => SqliteHarness.OpenAsync(maxQueued);
}

public sealed class Sqlite_keeps_the_diary_contract : DiaryContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => SqliteHarness.OpenAsync(maxQueued);
}

using Lert.Store.Contract;
using Lert.Store.Postgres.Tests.Servers;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Lert.Store.Postgres.Tests;

// The contract that every store must keep, on PostgreSQL. One test at a time: the feed waits for the oldest transaction of the whole server.
public sealed class Postgres_keeps_the_commit_contract : CommitContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenAsync(maxQueued);
}

public sealed class Postgres_keeps_the_command_id_contract : CommandIdContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenAsync(maxQueued);
}

public sealed class Postgres_keeps_the_unknown_outcome_contract : UnknownOutcomeContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenAsync(maxQueued);
}

public sealed class Postgres_keeps_the_group_commit_contract : GroupCommitContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenAsync(maxQueued);
}

public sealed class Postgres_keeps_the_backpressure_contract : BackpressureContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenAsync(maxQueued);
}

public sealed class Postgres_keeps_the_journal_contract : JournalContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenAsync(maxQueued);
}

public sealed class Postgres_keeps_the_outbox_contract : OutboxContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenAsync(maxQueued);
}

public sealed class Postgres_keeps_the_wake_contract : WakeContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenAsync(maxQueued);
}

public sealed class Postgres_keeps_the_feed_contract : FeedContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenAsync(maxQueued);
}

public sealed class Postgres_keeps_the_hint_contract : HintContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenAsync(maxQueued);
}

public sealed class Postgres_keeps_the_query_contract : QueryContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenAsync(maxQueued);
}

public sealed class Postgres_keeps_the_lists_contract : ListsContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenAsync(maxQueued);
}

public sealed class Postgres_keeps_the_interleaving_contract : InterleavingContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenAsync(maxQueued);
}

// Once more where several sessions commit at a time.
public sealed class Postgres_with_many_writers_keeps_the_commit_contract : CommitContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenWithManyWritersAsync(maxQueued);
}

public sealed class Postgres_with_many_writers_keeps_the_command_id_contract : CommandIdContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenWithManyWritersAsync(maxQueued);
}

public sealed class Postgres_with_many_writers_keeps_the_feed_contract : FeedContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenWithManyWritersAsync(maxQueued);
}

public sealed class Postgres_with_many_writers_keeps_the_interleaving_contract : InterleavingContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenWithManyWritersAsync(maxQueued);
}

public sealed class Postgres_keeps_the_diary_contract : DiaryContract
{
    protected override ValueTask<StoreHarness> OpenAsync(int maxQueued) => PostgresHarness.OpenAsync(maxQueued);
}

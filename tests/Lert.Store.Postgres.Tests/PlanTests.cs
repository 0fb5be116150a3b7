using Lert.Store.Contract;
using Lert.Store.Postgres.Reading;
using Lert.Store.Postgres.Tests.Servers;
using Lert.Store.Postgres.Writing;
using Npgsql;

namespace Lert.Store.Postgres.Tests;

/// <summary>What is asked is a range of an index, in its order, whatever the planner knows of the table: even when it is empty and was never analyzed.</summary>
public sealed class PlanTests : IAsyncLifetime
{
    private static readonly ActorQuery Holds = new() { Kind = "hold", Regions = StoreHarness.Regions, Limit = 50 };
    private PostgresHarness _harness = null!;

    public async Task InitializeAsync() => _harness = await PostgresHarness.StartAsync();

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task Due_rows_are_a_range_of_the_wake_index_alone() =>
        Assert.Equal(
            ["Append", .. new[] { "wakes", "wakes wakes_1", "wakes wakes_2" }.SelectMany(table => new[] { "Limit", $"Index Only Scan using wakes_pkey on {table}" })],
            await StepsAsync(WakeQuestions.SelectDue, 7));

    [Fact]
    public async Task Who_reads_wake_ups_on_begins_where_it_was() =>
        Assert.Equal(
            "Index Cond: ((urgency = 3) AND (wake_at <= $1) AND (ROW(wake_at, kind, key) >= ROW($5, $6, $7)))",
            (await LinesAsync($"PREPARE due (bigint, int, int, bigint, bigint, text, text) AS {WakeQuestions.SelectDue}; EXPLAIN (COSTS OFF) EXECUTE due(0, 0, 0, 0, 0, '', '')", "lert_app"))
                .Last(static line => line.Contains("Index Cond", StringComparison.Ordinal)).Trim());

    [Fact]
    public async Task The_next_wake_up_is_the_front_of_the_wake_index() =>
        Assert.Equal(
            ["Result", .. new[] { "wakes", "wakes wakes_1", "wakes wakes_2" }.SelectMany(table => new[] { "Limit", $"Index Only Scan using wakes_pkey on {table}" })],
            await StepsAsync(WakeQuestions.SelectNext, 2));

    [Fact]
    public async Task Messages_are_a_range_of_the_urgent_ones_and_a_walk_along_the_rows() => Assert.Equal(
        ["Append", "Limit", "Index Scan using outbox_urgent on outbox", "Limit", "Index Scan using outbox_urgent on outbox outbox_1", "Limit", "Index Scan using outbox_pkey on outbox outbox_2"],
        await StepsAsync(OutboxQuestions.Select, 6));

    [Fact]
    public async Task The_feed_is_a_range_of_its_positions() => Assert.Contains("Index Scan using journal_pkey on journal", await StepsAsync(JournalQuestions.SelectFeed, 2));

    [Fact]
    public async Task The_end_of_the_feed_is_looked_up_and_not_walked_to() =>
        Assert.Contains("Index Only Scan Backward using journal_pkey on journal", await StepsAsync(JournalQuestions.SelectEnd, 0));

    [Fact]
    public async Task Loads_look_keys_up()
    {
        var steps = await StepsAsync(GroupLoader.Select, 2, "text[]");
        Assert.Contains("Index Scan using actors_pkey on actors a", steps);
        Assert.Contains("Index Scan Backward using journal_kind_key_sequence_key on journal", steps);
        Assert.Contains("Index Scan using actors_pkey on actors a", await StepsAsync(HeadReader.Select, 2, "text[]"));
    }

    [Fact]
    public async Task A_commit_moves_an_actor_by_its_key() => Assert.Contains(
        "Index Scan using actors_pkey on actors a",
        await StepsAsync(
            "UPDATE actors AS a SET version = c.expected + 1 FROM (SELECT unnest($1) AS kind, unnest($2) AS key, unnest(ARRAY[1::bigint]) AS expected, unnest($3) AS id) AS c WHERE a.kind = c.kind AND a.key = c.key AND a.version = c.expected AND NOT EXISTS (SELECT FROM commands AS k WHERE k.kind = c.kind AND k.key = c.key AND k.command_id = c.id)",
            3,
            "text[]",
            "lert_owner"));

    [Theory]
    [InlineData(true, true, "actors_by_account")]
    [InlineData(false, true, "actors_by_case")]
    [InlineData(false, false, "actors_by_status")]
    public async Task A_list_is_a_range_of_the_index_of_its_lead(bool account, bool ofCase, string index)
    {
        var values = new List<object>();
        var sql = ListQuestion.Text(Holds with { Account = account ? "a" : null, Case = ofCase ? "c" : null, Statuses = ["s"], AfterKey = "us-1" }, [], values);
        Assert.Equal(["Limit", $"Index Scan using {index} on actors a"], await StepsAsync(sql, values.Count));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, true, true)]
    [InlineData(false, true, true)]
    public async Task What_stands_in_lists_is_a_bounded_range_of_each_without_touching_the_actors(bool byDue, bool goesOn, bool beside = false)
    {
        var values = new List<object>();
        var sql = ListsQuestion.Text(
            new()
            {
                Kind = "case", Lists = ["a", "b"], Limit = 50, ByDue = byDue, Marks = [1, 2], Regime = "r", DueBefore = Some.Instant,
                AfterKey = goesOn ? "us-1" : null, AfterDueAt = goesOn && byDue ? Some.Instant : null,
                Beside = beside ? ["c", "d"] : [],
            },
            values);
        var steps = await StepsAsync(sql, values.Count + 2);
        Assert.Contains($"Index Only Scan using {(byDue ? "listed_by_due" : "listed_pkey")} on listed l", steps);
        Assert.Contains("Index Scan using actors_pkey on actors a", steps);
        // Neither a list nor the actors are gone through; the one sort is of the pages of the lists.
        Assert.DoesNotContain(steps, step => step.StartsWith("Seq Scan", StringComparison.Ordinal));
        var lateral = steps.IndexOf($"Index Only Scan using {(byDue ? "listed_by_due" : "listed_pkey")} on listed l");
        Assert.Equal("Limit", steps[lateral - 1]);
        Assert.Equal(beside, steps.Any(step => step.EndsWith("on listed b", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_is_not_listed_is_a_range_of_its_index() =>
        Assert.Equal(["Limit", "Index Only Scan using actors_unlisted on actors a"], await StepsAsync(ListsQuestion.SelectUnlisted, 3));

    /// <summary>The statement as the trigger has it. Where a part of the condition is missing, the index is walked along for it, further with every case.</summary>
    [Fact]
    public async Task A_row_of_a_list_is_taken_away_by_all_that_it_stands_by()
    {
        var trigger = (await LinesAsync("SELECT pg_get_functiondef('enter_lists'::regproc)", "lert_owner"))[0];
        var delete = trigger[trigger.IndexOf("DELETE", StringComparison.Ordinal)..];
        delete = delete[..delete.IndexOf(';', StringComparison.Ordinal)]
            .Replace("OLD.kind", "$1", StringComparison.Ordinal).Replace("before", "$2", StringComparison.Ordinal)
            .Replace("OLD.due_at", "$3", StringComparison.Ordinal).Replace("OLD.key", "$4", StringComparison.Ordinal);
        var plan = await LinesAsync($"PREPARE leaving (text, text, bigint, text) AS {delete}; EXPLAIN (COSTS OFF) EXECUTE leaving('', '', 0, '')", "lert_owner");
        Assert.Equal("Index Cond: ((kind = $1) AND (list = $2) AND (due_at = COALESCE($3, '9223372036854775807'::bigint)) AND (key = $4))", plan[^1].Trim());
    }

    [Fact]
    public async Task The_check_itself_notices_a_scan_and_a_sort()
    {
        Assert.Contains(await StepsAsync("SELECT key FROM actors WHERE regime = $1", 1), step => step.StartsWith("Seq Scan", StringComparison.Ordinal) || step.StartsWith("Index Scan", StringComparison.Ordinal));
        Assert.Contains("Sort", await StepsAsync("SELECT key FROM actors WHERE kind = $1 ORDER BY due_at", 1));
    }

    private async Task<List<string>> StepsAsync(string sql, int parameters, string type = "unknown", string role = "lert_app")
    {
        var types = parameters == 0 ? "" : $"({string.Join(", ", Enumerable.Repeat(type, parameters))})";
        var values = parameters == 0 ? "" : $"({string.Join(", ", Enumerable.Repeat("NULL", parameters))})";
        var lines = await LinesAsync($"PREPARE question{types} AS {sql}; EXPLAIN (COSTS OFF) EXECUTE question{values}", role);
        return
        [
            .. lines.Select(static line => line.Trim())
                .Where(static line => !line.Contains(':', StringComparison.Ordinal) && !line.StartsWith("InitPlan", StringComparison.Ordinal))
                .Select(static line => line.TrimStart('-', '>', ' ')),
        ];
    }

    private async Task<List<string>> LinesAsync(string sql, string role)
    {
        await using var session = new NpgsqlConnection(
            $"{_harness.Options.ConnectionString};Pooling=false;Options='-c role={role} -c search_path=lert -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_bitmapscan=off -c plan_cache_mode=force_generic_plan'");
        await session.OpenAsync();
        await using var command = new NpgsqlCommand(sql, session);
        await using var row = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        do
        {
            while (await row.ReadAsync())
            {
                lines.Add(row.GetString(0));
            }
        }
        while (await row.NextResultAsync());

        return lines;
    }
}

using Lert.Store.Contract;
using Lert.Store.Sqlite.Native;
using Lert.Store.Sqlite.Reading;
using Lert.Store.Sqlite.Schema;

namespace Lert.Store.Tests;

/// <summary>What the pumps and the lists ask is a range of an index, in its order: no scan, no sorting.</summary>
public sealed class PlanTests : IDisposable
{
    private static readonly ActorQuery Holds = new() { Kind = "hold", Regions = StoreHarness.Regions, Limit = 50 };
    private static readonly ListsQuery Listed = new() { Kind = "case", Lists = ["a", "b"], Limit = 50 };
    private readonly Database _database = Database.Open(":memory:");

    public PlanTests()
    {
        foreach (var migration in SchemaMigrator.Steps)
        {
            _database.Execute(migration.Sql);
        }
    }

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Due_rows_are_a_range_of_the_wake_index_alone() =>
        Assert.Equal(["SEARCH actors USING COVERING INDEX actors_by_wake (urgency=? AND (wake_at,kind,key)>(?,?,?) AND wake_at<?)"], Plan(WakeReader.SelectDue));

    [Fact]
    public void The_next_wake_up_is_the_front_of_the_wake_index() =>
        Assert.Contains("USING COVERING INDEX actors_by_wake (urgency=? ", Assert.Single(Plan(WakeReader.SelectNext)), StringComparison.Ordinal);

    [Fact]
    public void Urgent_messages_are_a_range_of_their_index_and_the_others_of_the_rows()
    {
        Assert.Equal(["SEARCH outbox USING INDEX outbox_urgent (urgency=? AND row>?)"], Plan(OutboxReader.SelectUrgent));
        Assert.Equal(["SEARCH outbox USING INTEGER PRIMARY KEY (rowid>?)"], Plan(OutboxReader.SelectNormal));
    }

    [Fact]
    public void The_end_of_the_feed_is_looked_up_and_not_walked_to() => Assert.Equal(["SEARCH journal"], Plan(JournalReader.SelectEnd));

    [Fact]
    public void A_list_by_account_is_a_range_of_its_index() => Leads(
        Holds with { Account = "a", Case = "c", Statuses = ["s"], AfterKey = "us-1" }, "actors_by_account (kind=? AND account=? AND key>?)");

    [Fact]
    public void A_list_by_case_is_a_range_of_its_index() => Leads(Holds with { Case = "c", Statuses = ["s"] }, "actors_by_case (kind=? AND case_key=?)");

    [Fact]
    public void A_list_by_status_is_a_range_of_its_index() => Leads(Holds with { Statuses = ["s"], AfterKey = "us-1" }, "actors_by_status (kind=? AND status=? AND key>?)");

    [Fact]
    public void What_falls_due_of_a_list_is_a_range_of_the_index_of_that_order_alone()
    {
        var due = Listed with { ByDue = true, Marks = [1, 2], Regime = "r" };
        Assert.Equal(["SEARCH listed USING COVERING INDEX listed_by_due (kind=? AND list=? AND due_at<?)"], Plan(ListsReader.Text(due)));
        Assert.Equal(
            ["SEARCH listed USING COVERING INDEX listed_by_due (kind=? AND list=? AND (due_at,key)>(?,?) AND due_at<?)"],
            Plan(ListsReader.Text(due with { AfterDueAt = Some.Instant, AfterKey = "us-1" })));
    }

    [Fact]
    public void A_list_in_the_order_of_keys_is_a_range_of_its_rows()
    {
        Assert.Equal(["SEARCH listed USING PRIMARY KEY (kind=? AND list=?)"], Plan(ListsReader.Text(Listed with { DueBefore = Some.Instant, Marks = [1], Regime = "r" })));
        Assert.Equal(["SEARCH listed USING PRIMARY KEY (kind=? AND list=? AND key>?)"], Plan(ListsReader.Text(Listed with { AfterKey = "us-1" })));
    }

    [Fact]
    public void What_stands_in_another_list_as_well_is_looked_up_there_by_its_key() => Assert.Equal(
        ["SEARCH listed USING COVERING INDEX listed_by_due (kind=? AND list=? AND due_at<?)", "CORRELATED SCALAR SUBQUERY 1", "SEARCH b USING PRIMARY KEY (kind=? AND list=? AND key=?)"],
        Plan(ListsReader.Text(Listed with { ByDue = true, Beside = ["c", "d"] })));

    [Fact]
    public void Who_is_not_listed_is_a_range_of_its_index() =>
        Assert.Equal(["SEARCH a USING INDEX actors_unlisted (kind=? AND key>?)"], Plan(ListsReader.SelectUnlisted));

    [Fact]
    public void A_list_without_filters_is_a_range_of_the_keys() => Leads(Holds with { AfterKey = "us-1" }, "sqlite_autoindex_actors_1 (kind=? AND key>?)");

    [Fact]
    public void Several_statuses_and_regions_are_merged_without_sorting()
    {
        var plan = Plan(ListReader.Text(Holds with { Statuses = ["s", "t"] }, ["br", "us"], []));
        Assert.Equal(4, plan.Count(step => step.Contains("actors_by_status (kind=? AND status=? AND key>? AND key<?)", StringComparison.Ordinal)));
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal) || step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    [Fact]
    public void The_check_itself_notices_a_scan_and_a_sort()
    {
        Assert.Contains(Plan("SELECT key FROM actors WHERE regime = 'r'"), step => step.StartsWith("SCAN", StringComparison.Ordinal));
        Assert.Contains(Plan("SELECT key FROM actors WHERE kind = 'hold' ORDER BY due_at"), step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    private void Leads(ActorQuery query, string index) => Assert.Equal([$"SEARCH a USING INDEX {index}"], Plan(ListReader.Text(query, [], [])));

    private List<string> Plan(string sql)
    {
        var steps = new List<string>();
        using var row = _database.Cached("EXPLAIN QUERY PLAN " + sql).Begin();
        while (row.Next())
        {
            steps.Add(row.Text(3));
        }

        return steps;
    }
}

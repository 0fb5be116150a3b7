using Lert.Domain.Legal;
using Lert.Domain.Legal.Vectors;

namespace Lert.Domain.Tests.Legal;

public class GoldenVectorTests
{
    public static TheoryData<string> PeriodRows => [.. Report("vectors-periods.csv").Rows.Select(row => row.Id)];

    public static TheoryData<string> UnionRows => [.. Report("vectors-union.csv").Rows.Select(row => row.Id)];

    [Theory]
    [MemberData(nameof(PeriodRows))]
    public void A_period_comes_out_as_written(string id) => AssertPassed("vectors-periods.csv", id);

    [Theory]
    [MemberData(nameof(UnionRows))]
    public void A_union_comes_out_as_written(string id) => AssertPassed("vectors-union.csv", id);

    [Fact]
    public void Every_row_of_the_files_is_checked()
    {
        Assert.Equal(109, PeriodRows.Count);
        Assert.Equal(13, UnionRows.Count);
    }

    [Fact]
    public void Every_regime_has_a_row()
    {
        var text = Text("vectors-periods.csv");
        Assert.All(RegimeBook.BuiltIn.All, regime => Assert.Contains($",{regime.Id},", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("p001,", "2026-04-16T07:00:00Z", "2026-04-16T08:00:00Z", "release_not_before")]
    [InlineData("p009,", "extension-too-late", "extension-exhausted", "expect_error")]
    [InlineData("p012,", "2026-03-01,2026-03-02", "2026-03-02,2026-03-02", "nominal_last_day")]
    [InlineData("p015,", "2026-07-06", "2026-07-07", "rolled_last_day")]
    [InlineData("p069,", "2026-09-14T16:00:00Z", "2026-09-14T17:00:00Z", "due_internal")]
    [InlineData("p069,", "2026-09-14T23:00:00Z", "2026-09-15T00:00:00Z", "due_legal_outer")]
    [InlineData("p001,", "2026-01-15T10:00:00Z", "the ides of March", "trigger")]
    public void A_doctored_row_fails_in_the_doctored_column(string row, string right, string wrong, string column)
    {
        var lines = Text("vectors-periods.csv").Split('\n');
        var at = Array.FindIndex(lines, line => line.StartsWith(row, StringComparison.Ordinal));
        Assert.Contains(right, lines[at], StringComparison.Ordinal);
        lines[at] = lines[at].Replace(right, wrong, StringComparison.Ordinal);

        var report = VectorFile.Check(RegimeBook.BuiltIn, string.Join('\n', lines));

        Assert.Equal(1, report.Failed);
        Assert.Equal(column, Assert.Single(Assert.Single(report.Rows, failed => !failed.Passed).Differences).Column);
    }

    [Fact]
    public void A_doctored_union_fails()
    {
        var doctored = Text("vectors-union.csv").Replace("2026-05-17T00:00:00Z", "2026-05-16T00:00:00Z", StringComparison.Ordinal);

        var failed = Assert.Single(VectorFile.Check(RegimeBook.BuiltIn, doctored).Rows, row => !row.Passed);

        Assert.Equal(new VectorDifference("grace_until", "2026-05-16T00:00:00Z", "2026-05-17T00:00:00Z"), Assert.Single(failed.Differences));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("id,colour\n1,red\n", "line 1: the header is neither")]
    [InlineData("id,holds,account_kept_until,grace_until,note\n", "no row to check")]
    [InlineData("id,holds,account_kept_until,grace,note\nx", "line 1: in the header, 'grace_until' is missing, there is no column 'grace'")]
    [InlineData("id,holds,account_kept_until,grace_until,note,note\nx", "line 1: in the header, 'note' stands there twice")]
    [InlineData("id,\"holds\nx", "line 1: a quoted field is not closed")]
    [InlineData("id,\"ho\"lds\nx", "line 1: after a closing quote")]
    public void A_file_of_another_kind_is_one_clear_problem(string text, string problem) =>
        Assert.Contains(problem, VectorFile.Check(RegimeBook.BuiltIn, text).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_row_with_a_field_too_few_fails_and_the_others_are_checked_all_the_same()
    {
        var report = VectorFile.Check(RegimeBook.BuiltIn, Text("vectors-union.csv") + "u999,us-2703f@2026-01-15T10:00:00Z\n");

        Assert.Equal((13, 1), (report.Passed, report.Failed));
        Assert.Equal(new VectorDifference("fields", "5 fields", "2 fields"), Assert.Single(report.Rows[^1].Differences));
    }

    private static void AssertPassed(string file, string id) => Assert.Empty(Report(file).Rows.Single(row => row.Id == id).Differences);

    private static VectorReport Report(string file) => VectorFile.Check(RegimeBook.BuiltIn, Text(file));

    private static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", file));
}

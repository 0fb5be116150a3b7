using Lert.Domain.Legal.Vectors;
using Lert.Domain.Rotas;

namespace Lert.Domain.Tests.Rotas;

public class RotaVectorTests
{
    public static TheoryData<string> Rows => [.. RotaVectorFile.Check(Text).Rows.Select(row => row.Id)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void E2_a_boundary_comes_out_as_written(string id) => Assert.Empty(RotaVectorFile.Check(Text).Rows.Single(row => row.Id == id).Differences);

    [Fact]
    public void Every_row_of_the_file_is_checked() => Assert.Equal(26, Rows.Count);

    [Theory]
    [InlineData("r002,", ",62,", ",63,", "expect_hours")]
    [InlineData("r013,", "2026-03-08T10:00:00Z,2026", "2026-03-08T10:30:00Z,2026", "expect_start")]
    [InlineData("r020,", "2027-03-31T16:00:00Z", "2027-03-28T16:00:00Z", "expect_end")]
    [InlineData("r023,", "overlap", "gap", "expect_error")]
    [InlineData("r001,", "weekly Fri", "weekly Freitag", "rule")]
    [InlineData("r001,", "America/Los_Angeles", "America/Atlantis", "zone")]
    [InlineData("r001,", "2026-01-05,2026", "yesterday,2026", "from")]
    public void A_doctored_row_fails_in_the_doctored_column(string row, string right, string wrong, string column)
    {
        var lines = Text.Split('\n');
        var at = Array.FindIndex(lines, line => line.StartsWith(row, StringComparison.Ordinal));
        Assert.Contains(right, lines[at], StringComparison.Ordinal);
        lines[at] = lines[at].Replace(right, wrong, StringComparison.Ordinal);

        var report = RotaVectorFile.Check(string.Join('\n', lines));

        Assert.Equal(column, Assert.Single(Assert.Single(report.Rows, failed => !failed.Passed).Differences).Column);
    }

    [Fact]
    public void A_file_of_another_kind_is_one_clear_problem() =>
        Assert.Contains("is not that of a rota", RotaVectorFile.Check("id,colour\n1,red\n").Problem, StringComparison.Ordinal);

    private static string Text { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "vectors-rota.csv"));
}

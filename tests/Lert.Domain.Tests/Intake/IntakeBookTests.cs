using Lert.Domain.Intake;
using Lert.Domain.Legal;
using Lert.Grains.Cases;

namespace Lert.Domain.Tests.Intake;

/// <summary>The kinds as data: a file that is not whole is not loaded, and says all that it lacks.</summary>
public class IntakeBookTests
{
    [Fact]
    public void Every_kind_is_there_and_stands_on_regimes_that_exist()
    {
        Assert.Equal(Enum.GetValues<CaseKind>().Where(kind => kind != default).Order(), IntakeBook.BuiltIn.Kinds.Select(kind => kind.Kind).Order());
        Assert.All(
            IntakeBook.BuiltIn.Kinds.SelectMany(kind => kind.Bases.Keys).Except([IntakeBook.NoRegime, IntakeBook.AnyKeep, IntakeBook.OwnReport]),
            regime => Assert.True(RegimeBook.BuiltIn.TryGet(regime, out _), regime));
    }

    [Fact]
    public void Every_cell_has_its_source() =>
        Assert.All(IntakeBook.BuiltIn.Processes.SelectMany(process => process.Cells.Values), cell => Assert.False(string.IsNullOrWhiteSpace(cell.Source)));

    [Theory]
    [InlineData("\"answer\": \"scope.keep-only\"", "\"answer\": \"perhaps\"", "the answer is 'yes' or the code of a refusal, not 'perhaps'")]
    [InlineData("\"issuing_authority\"", "\"issuer\"", "there is no field 'issuer'")]
    [InlineData("\"us-warrant\": \"warrant\"", "\"us-warrant\": \"warrants\"", "there is no process 'warrants'")]
    [InlineData("\"id\": \"copo\"", "\"id\": \"copy\"", "kind 'copo' is missing")]
    [InlineData("\"approvers\": 2", "\"approvers\": 0", "approvers lie from 1 to 5")]
    [InlineData("\"regions\": [\"us\"]", "\"regions\": []", "exactly one has no regions")]
    [InlineData("\"source\": \"18 U.S.C. § 2703(a)\"", "\"source\": \"\"", "'source' is missing")]
    [InlineData("\"agreements\":", "\"agreement\":", "not as expected")]
    [InlineData("\"country\": \"\"", "\"country\": \"FR\"", "exactly one entry has no country")]
    [InlineData("\"country\": \"GB\"", "\"country\": \"Britain\"", "a country is two capital letters")]
    [InlineData("\"country\": \"GB\"", "\"country\": \"US\"", "stands there twice")]
    [InlineData("\"National Crime Agency\"", "\" \"", "'names' has at least one")]
    public void A_file_that_is_wrong_says_so(string right, string wrong, string complaint)
    {
        var (book, problems) = IntakeBook.Load(Text().Replace(right, wrong, StringComparison.Ordinal));
        Assert.Null(book);
        Assert.Contains(problems, problem => problem.Contains(complaint, StringComparison.Ordinal));
    }

    [Fact]
    public void All_problems_are_said_at_once() => Assert.True(
        IntakeBook.Load(Text().Replace("\"issuing_authority\"", "\"issuer\"", StringComparison.Ordinal).Replace("\"id\": \"copo\"", "\"id\": \"copy\"", StringComparison.Ordinal)).Problems.Length > 3);

    private static string Text()
    {
        using var stream = typeof(IntakeBook).Assembly.GetManifestResourceStream("Lert.Domain.Intake.request-kinds.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

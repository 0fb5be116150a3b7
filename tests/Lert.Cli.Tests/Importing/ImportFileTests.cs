using Lert.Cli.Demo.Checks;
using Lert.Cli.Import;

namespace Lert.Cli.Tests.Importing;

public class ImportFileTests
{
    [Fact]
    public void Everything_that_is_wrong_with_a_file_comes_at_once()
    {
        var file = ImportFile.Parse(
        [
            """{"id":"a","do":"case.open","region":"us"}""",
            "not json",
            "[1,2]",
            "",
            """{"do":"hold.burn","at":"yesterday","colour":"red"}""",
            """{"id":"a","do":"case.close","case":"a"}""",
            """{"id":"b","do":"hold.place","case":"nowhere","account":"us-1"}""",
        ]);

        Assert.Equal("a", Assert.Single(file.Lines).Id);
        Assert.Equal([2, 3, 5, 5, 5, 5, 6, 7], file.Problems.Select(problem => problem.Number));
        Assert.Contains(file.Problems, problem => problem.Problem.Contains("is 'hold.burn'", StringComparison.Ordinal));
        Assert.Contains(file.Problems, problem => problem.Problem.Contains("\"colour\" is no field", StringComparison.Ordinal));
        Assert.Contains(file.Problems, problem => problem.Problem.Contains("stands in line 1 already", StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_keeps_its_request_id_and_a_corrected_line_gets_another()
    {
        string Id(string text) => Requests.RequestId(ImportFile.Parse([text]).Lines[0]);
        const string Line = """{"id":"a","do":"case.open","region":"us"}""";

        Assert.Equal(Id(Line), Id($"  {Line} "));
        Assert.NotEqual(Id(Line), Id(Line.Replace("\"us\"", "\"uk\"", StringComparison.Ordinal)));
        Assert.Matches("^[A-Za-z0-9._-]{1,64}$", Id(Line));
    }

    [Fact]
    public void The_samples_are_many_fictional_and_of_every_kind()
    {
        var file = ImportFile.Read(Lert.Golden("requests.jsonl"));

        Assert.Empty(file.Problems);
        Assert.True(file.Lines.Count >= 300);
        Assert.Equal(Requests.Verbs.Order(), file.Lines.Select(line => line.Do).Distinct().Order());
        Assert.Equal(
            ["br-15-2", "ca-487012", "ca-487012-foreign", "ca-487013", "coe-16", "coe-29", "eu-epoc-pr", "eu-tco-6", "in-3-1-g", "uk-osa-66", "us-2703f", "us-cybertip"],
            file.Lines.Where(line => line is { Do: "case.open", Expect: "ok" }).Select(line => line.String("regime")).Distinct().Order());
        Assert.All(file.Lines.Select(line => line.String("officer")).Where(officer => officer?.Contains('@', StringComparison.Ordinal) == true), officer => Assert.EndsWith(".example>", officer));
        Assert.True(file.Lines.Select(line => line.Expect).Distinct().Count() >= 20, "Refusals of every sort.");
        Assert.Contains(ExpectedHold.From(file.Lines), hold => hold.StaysLocked);
    }

    [Fact]
    public void The_samples_come_in_the_order_of_their_instants()
    {
        var instants = ImportFile.Read(Lert.Golden("requests.jsonl")).Lines.Select(line => line.At!.Value).ToArray();

        Assert.Equal(instants.Order(), instants);
    }
}

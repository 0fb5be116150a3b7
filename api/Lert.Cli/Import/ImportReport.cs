using System.Text.Json;
using Lert.Cli.Output;
using Spectre.Console.Rendering;

namespace Lert.Cli.Import;

/// <summary>What an import did, as a whole and line by line.</summary>
internal sealed record ImportReport(string File, IReadOnlyList<LineResult> Results, TimeSpan Took)
{
    public int Ok => Results.Count(result => result.AsExpected && result.Line.Expect == ImportLine.Ok);

    public int RefusedAsExpected => Results.Count(result => result.AsExpected && result.Line.Expect != ImportLine.Ok);

    public IReadOnlyList<LineResult> Failed { get; } = [.. Results.Where(result => !result.AsExpected)];

    public int Retries => Results.Sum(result => result.Retries);

    public string Json() => JsonSerializer.Serialize(
        new
        {
            File,
            Lines = Results.Count,
            Ok,
            RefusedAsExpected,
            Failed = Failed.Count,
            Retries,
            Seconds = Math.Round(Took.TotalSeconds, 3),
            Results = Results.Select(result => new
            {
                Line = result.Line.Number,
                result.Line.Id,
                result.Line.Do,
                RequestId = Requests.RequestId(result.Line),
                result.Line.Expect,
                result.Code,
                result.AsExpected,
                result.Repeated,
                result.Message,
                result.Violations,
                result.CaseId,
                result.HoldIds,
                result.Retries,
                Milliseconds = Math.Round(result.Took.TotalMilliseconds, 1),
            }),
        },
        JsonText.Indented);

    /// <summary>What was asked, and how often it was done and refused.</summary>
    public IRenderable Table()
    {
        var table = Sheets.Rows("!REQUEST", "!LINES", "!DONE", "!REFUSED AS EXPECTED", "!FAILED");
        foreach (var verb in Results.GroupBy(result => result.Line.Do).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var (done, refused) = (verb.Count(result => result.AsExpected && result.Line.Expect == ImportLine.Ok), verb.Count(result => result.AsExpected && result.Line.Expect != ImportLine.Ok));
            table.Row(verb.Key, $"{verb.Count()}", $"{done}", $"{refused}", $"{verb.Count() - done - refused}");
        }

        return table.Row("all", $"{Results.Count}", $"{Ok}", $"{RefusedAsExpected}", $"{Failed.Count}");
    }

    /// <summary>One line that did not go as it should: where, what, why, and every wrong field.</summary>
    public static IEnumerable<string> Lines(LineResult failed)
    {
        var expected = failed.Line.Expect == ImportLine.Ok ? "" : $" (expected {failed.Line.Expect})";
        yield return $"line {failed.Line.Number} ({failed.Line.Id}) {failed.Line.Do}: {failed.Code}{expected}{(failed.Message.Length > 0 ? $": {failed.Message}" : "")}";
        foreach (var violation in failed.Violations)
        {
            yield return $"    {violation.Field}: {violation.Description}";
        }
    }
}

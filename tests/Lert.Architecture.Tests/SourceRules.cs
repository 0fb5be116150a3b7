using System.Text.RegularExpressions;

namespace Lert.Architecture.Tests;

/// <summary>Rules about sources that no analyzer has. Each takes a path and a text, so that a test can feed it a doctored one.</summary>
internal static partial class SourceRules
{
    private static readonly string[] Roots = ["silo/Lert.Silo/", "api/Lert.Cli/"];

    /// <summary>No <c>#if</c> outside <c>compat/</c>: no product file knows which stack it is on.</summary>
    public static IEnumerable<string> Conditions(string path, string text) =>
        Repository.IsIn(path, "compat") ? [] : Lines(path, text, line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal) || line.TrimStart().StartsWith("#elif", StringComparison.Ordinal));

    /// <summary>No folder and no type is a drawer for whatever has no name. In <c>compat/</c> the genuine packages have named them.</summary>
    public static IEnumerable<string> Drawers(string path, string text) => Repository.IsIn(path, "compat") ? [] :
    [
        .. path[..^Path.GetExtension(path).Length].Split('/').Where(part => Drawer().IsMatch(part)).Select(part => $"{path}: {part}"),
        .. Lines(path, text, line => DrawerType().IsMatch(line)),
    ];

    /// <summary>Serilog is named in the roots only.</summary>
    public static IEnumerable<string> Loggers(string path, string text) =>
        Roots.Any(root => path.StartsWith(root, StringComparison.Ordinal)) ? [] : Lines(path, text, line => SerilogName().IsMatch(line));

    /// <summary>The number of an event in the log is its name for whoever counts or silences it: no two events of the product have the same.</summary>
    public static IEnumerable<string> SharedEventIds(IEnumerable<(string Path, string Text)> sources) =>
        from found in sources.Where(source => !Repository.IsIn(source.Path, "compat")).SelectMany(source => EventId().Matches(source.Text).Select(match => (match.Groups[1].Value, source.Path)))
        group found.Path by found.Value into alike
        where alike.Count() > 1
        select $"{alike.Key}: {string.Join(", ", alike)}";

    /// <summary>Every suppression in an .editorconfig has a comment above it, or above the unbroken run of suppressions that it stands in.</summary>
    public static IEnumerable<string> Unexplained(string path, string text)
    {
        var explained = false;
        var number = 0;
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            number++;
            if (line.StartsWith('#'))
            {
                explained = true;
            }
            else if (!Suppression().IsMatch(line))
            {
                explained = false;
            }
            else if (!explained)
            {
                yield return $"{path}:{number}: {line}";
            }
        }
    }

    /// <summary>A project keeps the gates that Directory.Build gives it.</summary>
    public static IEnumerable<string> OpenGates(ProjectFile project) =>
        from property in project.Properties
        where property is { Key: "SkipGates", Value: "true" }
            or { Key: "TreatWarningsAsErrors", Value: not "true" }
            or { Key: "AnalysisLevel", Value: not "latest-all" }
            or { Key: "Nullable", Value: not "enable" }
            or { Key: "RunAnalyzers" or "RunAnalyzersDuringBuild" or "EnableNETAnalyzers", Value: "false" }
            or { Key: "WarningsNotAsErrors" }
        select $"{project.Name}: {property.Key} = {property.Value}";

    private static IEnumerable<string> Lines(string path, string text, Func<string, bool> isWrong) =>
        text.Split('\n').Select((line, i) => (line, i)).Where(numbered => isWrong(numbered.line)).Select(numbered => $"{path}:{numbered.i + 1}: {numbered.line.Trim()}");

    [GeneratedRegex(@"\[LoggerMessage\((?:EventId = )?(\d+)")]
    private static partial Regex EventId();

    [GeneratedRegex("^([A-Za-z.]*[a-z.])?(Common|Utils?|Helpers?|Managers?)$")]
    private static partial Regex Drawer();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\s+(\w*[a-z])?(Common|Utils?|Helpers?|Manager)\b")]
    private static partial Regex DrawerType();

    [GeneratedRegex(@"\b(using|global::)\s*(static\s+)?Serilog\b|\bSerilog\.\w")]
    private static partial Regex SerilogName();

    [GeneratedRegex(@"^dotnet_(diagnostic|analyzer_diagnostic)\..*severity\s*=\s*(none|silent|suggestion)")]
    private static partial Regex Suppression();
}

using System.Reflection;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Lert.Deploy.Tests;

/// <summary>What the sources say of settings and metrics, read as text: what is deployed is held to it.</summary>
internal static partial class Sources
{
    private static readonly string Root =
        typeof(Sources).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryRoot").Value!;

    /// <summary>Every setting that a silo knows: <c>Lert:Pumps:PollInterval</c>.</summary>
    public static IReadOnlySet<string> Settings { get; } = Code("silo", "api/Lert.Api")
        .SelectMany(text => SectionName().Matches(text).SelectMany(section => Property().Matches(text).Select(property => $"{section.Groups[1].Value}:{property.Groups[1].Value}")))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Every metric as Prometheus names its series.</summary>
    public static IReadOnlySet<string> Metrics { get; } = Code("silo", "grains")
        .SelectMany(text => Instrument().Matches(text))
        .SelectMany(found => Series(found.Groups["kind"].Value, found.Groups["name"].Value, found.Groups["unit"].Value))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Those that are there from the first scrape on, with what they count up to then: nothing.</summary>
    public static IReadOnlySet<string> FromZero { get; } = Code("silo", "grains")
        .SelectMany(text => Instrument().Matches(text)).Where(found => found.Groups["kind"].Value == "ObservableCounter")
        .SelectMany(found => Series(found.Groups["kind"].Value, found.Groups["name"].Value, found.Groups["unit"].Value))
        .ToHashSet(StringComparer.Ordinal);

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string Text(string path) => File.ReadAllText(PathOf(path));

    /// <summary>All documents of a YAML file, anchors resolved.</summary>
    public static IReadOnlyList<Node> Yaml(string path)
    {
        var parser = new YamlDotNet.Core.MergingParser(new YamlDotNet.Core.Parser(new StringReader(Text(path))));
        var reader = new DeserializerBuilder().Build();
        var documents = new List<Node>();
        _ = parser.Current ?? (parser.MoveNext() ? parser.Current : null);
        if (parser.Current is YamlDotNet.Core.Events.StreamStart)
        {
            parser.MoveNext();
        }

        while (parser.Current is YamlDotNet.Core.Events.DocumentStart)
        {
            documents.Add(new Node(reader.Deserialize(parser), path));
        }

        return documents;
    }

    private static IEnumerable<string> Series(string kind, string name, string unit)
    {
        var family = name.Replace('.', '_') + (unit == "s" ? "_seconds" : "");
        return kind switch
        {
            "Counter" or "ObservableCounter" => [$"{family}_total"],
            "Histogram" => [$"{family}_bucket", $"{family}_count", $"{family}_sum"],
            _ => [family],
        };
    }

    private static IEnumerable<string> Code(params string[] rooms) => rooms
        .SelectMany(room => Directory.EnumerateFiles(PathOf(room), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    [GeneratedRegex("""const string Section = "(Lert(?::\w+)+)";""")]
    private static partial Regex SectionName();

    [GeneratedRegex("""public [\w?<>\[\]]+ (\w+) \{ get; (?:set|init|\})""")]
    private static partial Regex Property();

    [GeneratedRegex("""Create(?<kind>Counter|Histogram|ObservableGauge|ObservableCounter|UpDownCounter)(?:<\w+>)?\(\s*"(?<name>lert\.[a-z.]+)"(?:, "(?<unit>s)")?(?:, [^"]*?, "(?<unit>s)")?""")]
    private static partial Regex Instrument();
}

/// <summary>A node of a YAML document, walked by path. What is missing is said with the file and the path.</summary>
internal sealed class Node(object? value, string path)
{
    public Node this[string key] => Find(key) ?? throw new KeyNotFoundException($"{path} has no {key}.");

    public IEnumerable<Node> Items => value is IEnumerable<object?> many ? many.Select((one, i) => new Node(one, $"{path}[{i}]")) : [];

    public IEnumerable<(string Key, Node Value)> Pairs =>
        value is IDictionary<object, object?> map ? map.Select(pair => ($"{pair.Key}", new Node(pair.Value, $"{path}/{pair.Key}"))) : [];

    public Node? Find(string key) => value is IDictionary<object, object?> map && map.TryGetValue(key, out var found) ? new Node(found, $"{path}/{key}") : null;

    public int Number => int.Parse($"{value}", System.Globalization.CultureInfo.InvariantCulture);

    public override string ToString() => $"{value}";
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Lert.Silo.Tests.Telemetry;

/// <summary>One scrape, read by the rules of the Prometheus text format 0.0.4: a parser that refuses what Prometheus would.</summary>
internal sealed partial class Scrape
{
    private readonly Dictionary<string, string> _types = [];

    public List<(string Name, Dictionary<string, string> Labels, double Value)> Samples { get; } = [];

    /// <summary>Names of families, such as <c>lert_store_commit_duration_seconds</c>, with their type.</summary>
    public IReadOnlyDictionary<string, string> Families => _types;

    public static Scrape Parse(string text)
    {
        var scrape = new Scrape();
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var words = line.Split(' ');
                Assert.Equal(4, words.Length);
                Assert.Contains(words[3], new[] { "counter", "gauge", "histogram", "summary", "untyped" });
                Assert.True(scrape._types.TryAdd(words[2], words[3]), $"{words[2]} is declared twice.");
            }
            else if (!line.StartsWith('#'))
            {
                scrape.Read(line);
            }
        }

        scrape.CheckHistograms();
        return scrape;
    }

    public double Sum(string name, params (string Label, string Value)[] where) =>
        Samples.Where(sample => sample.Name == name && where.All(pair => sample.Labels.GetValueOrDefault(pair.Label) == pair.Value)).Sum(sample => sample.Value);

    private void Read(string line)
    {
        var match = Sample().Match(line);
        Assert.True(match.Success, $"Prometheus would not read: {line}");
        var labels = Label().Matches(match.Groups["labels"].Value).ToDictionary(label => label.Groups[1].Value, label => label.Groups[2].Value);
        var value = match.Groups["value"].Value;
        var name = match.Groups["name"].Value;
        Assert.True(_types.ContainsKey(name) || _types.ContainsKey(Suffix().Replace(name, "")), $"{name} has no type.");
        Samples.Add((name, labels, value switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            "NaN" => double.NaN,
            _ => double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture),
        }));
    }

    /// <summary>Buckets only grow, and the last one is the count.</summary>
    private void CheckHistograms()
    {
        foreach (var family in _types.Where(type => type.Value == "histogram").Select(type => type.Key))
        {
            foreach (var series in Samples.Where(sample => sample.Name == $"{family}_bucket").GroupBy(sample => Key(sample.Labels)))
            {
                var counts = series.Select(sample => sample.Value).ToArray();
                Assert.Equal(counts.Order(), counts);
                Assert.Equal("+Inf", series.Last().Labels["le"]);
                Assert.Equal(counts[^1], Samples.Single(sample => sample.Name == $"{family}_count" && Key(sample.Labels) == series.Key).Value);
            }
        }
    }

    private static string Key(Dictionary<string, string> labels) =>
        string.Join(',', labels.Where(label => label.Key != "le").OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?<labels>(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\.)*",?)*)\})? (?<value>\S+)(?: -?\d+)?$""")]
    private static partial Regex Sample();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)",?""")]
    private static partial Regex Label();

    [GeneratedRegex("_(bucket|sum|count|total|created)$")]
    private static partial Regex Suffix();
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lert.Deploy.Tests;

/// <summary>A panel or an alarm on a metric that does not exist is silent for ever: every name is held to the code.</summary>
public sealed partial class MetricTests
{
    [Fact]
    public void Every_metric_of_the_dashboard_is_there()
    {
        using var dashboard = JsonDocument.Parse(Sources.Text("deploy/grafana/lert.json"));
        var expressions = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!).ToArray();
        Assert.InRange(expressions.Length, 20, 100);
        Assert.Empty(expressions.SelectMany(Unknown));
    }

    [Fact]
    public void Every_metric_of_an_alarm_is_there_and_its_paragraph_too()
    {
        var headings = Heading().Matches(Sources.Text("docs/operations.md")).Select(found => Slug(found.Groups[1].Value)).ToHashSet();
        Assert.NotEmpty(Alarms);
        foreach (var rule in Alarms)
        {
            Assert.Empty(Unknown($"{rule["expr"]}"));
            Assert.Contains($"{rule["labels"]["severity"]}", new[] { "page", "ticket" });
            var runbook = $"{rule["annotations"]["runbook"]}".Split('#');
            Assert.Equal("docs/operations.md", runbook[0]);
            Assert.True(headings.Contains(runbook[1]), $"{rule["alert"]} names the paragraph {runbook[1]}, which is not there.");
        }
    }

    /// <summary>To Prometheus a series that first appears as 1 has not increased: one wall, one lost row would wake nobody.</summary>
    [Fact]
    public void What_an_alarm_waits_an_increase_of_is_there_before_it_increases()
    {
        var increasing = Alarms.SelectMany(rule => Increase().Matches($"{rule["expr"]}").Select(found => found.Groups[1].Value)).ToArray();
        Assert.InRange(increasing.Length, 3, 20);
        Assert.Empty(increasing.Except(Sources.FromZero));
    }

    /// <summary>A comparison with a series that nobody sends is no alarm.</summary>
    [Fact]
    public void Somebody_is_woken_when_no_silo_says_anything_any_more() =>
        Assert.Contains(Alarms, rule => $"{rule["labels"]["severity"]}" == "page" && ($"{rule["expr"]}".Contains("or vector(0)", StringComparison.Ordinal) || $"{rule["expr"]}".Contains("absent(", StringComparison.Ordinal)));

    [Fact]
    public void Every_metric_is_on_the_dashboard_or_in_an_alarm()
    {
        var shown = Sources.Text("deploy/grafana/lert.json") + Sources.Text("deploy/prometheus/alerts.yaml");
        var families = Sources.Metrics.Select(name => Suffix().Replace(name, "")).Distinct();
        Assert.All(families, family => Assert.Contains(family, shown, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sum(rate(lert_store_commit_duration_seconds_count[1m]))", 0)]
    [InlineData("sum(rate(lert_commits_total[1m])) / lert_pumps_slots", 1)]
    [InlineData("lert_holds_released", 1)]
    public void The_gate_bites_a_metric_that_is_none(string expression, int unknown) => Assert.Equal(unknown, Unknown(expression).Count());

    private static IReadOnlyList<Node> Alarms { get; } = [.. Sources.Yaml("deploy/prometheus/alerts.yaml").Single()["groups"].Items.SelectMany(group => group["rules"].Items)];

    private static IEnumerable<string> Unknown(string expression) =>
        MetricName().Matches(expression).Select(found => found.Value).Where(name => !Sources.Metrics.Contains(name));

    private static string Slug(string heading) => heading.Trim().ToLowerInvariant().Replace(".", "", StringComparison.Ordinal).Replace(' ', '-');

    [GeneratedRegex(@"increase\((lert_[a-z_]+)")]
    private static partial Regex Increase();

    [GeneratedRegex(@"\blert_[a-z_]+")]
    private static partial Regex MetricName();

    [GeneratedRegex("^#{2,3} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("_(bucket|count|sum|total)$")]
    private static partial Regex Suffix();
}

using System.Text.RegularExpressions;
using Lert.Silo;
using Lert.Silo.Configuration;

namespace Lert.Deploy.Tests;

/// <summary>What each sample gives a silo is enough for its start, by the silo's own judgement; only the files of that other machine are missing here.</summary>
public sealed partial class SampleStartTests
{
    private const string Connection = "Host=10.0.0.5;Database=lert;Username=lert;Password=x";

    [Theory]
    [InlineData("systemd")]
    [InlineData("compose")]
    [InlineData("kubernetes")]
    public void A_silo_starts_with_what_the_sample_gives_it(string sample)
    {
        var given = Given(sample);
        Assert.NotEmpty(given);
        Assert.DoesNotContain(Problems(given), problem => !problem.Contains(": there is no file '/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("systemd")]
    [InlineData("compose")]
    [InlineData("kubernetes")]
    public void What_a_sample_leaves_out_is_found(string sample)
    {
        var given = Given(sample);
        given.Remove("Lert:Identity:Audience");
        Assert.Contains(Problems(given), problem => problem.Contains("Lert:Identity:Audience is required", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Given(string sample)
    {
        var image = ImageSettings().Matches(Sources.Text("deploy/docker/Dockerfile")).Select(found => (found.Groups[1].Value, found.Groups[2].Value));
        var given = sample switch
        {
            "systemd" => UnitSettings().Matches(Sources.Text("deploy/systemd/silo.env")).Select(found => (found.Groups[1].Value, found.Groups[2].Value)),
            "compose" => [.. image, .. OfCompose()],
            _ => [.. image, .. OfKubernetes()],
        };
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Lert:Store:Postgres"] = Connection };
        foreach (var (name, value) in given)
        {
            settings[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        return settings;
    }

    // What Compose puts in from the environment of whoever calls it.
    private static IEnumerable<(string, string)> OfCompose() => Assert.Single(Sources.Yaml("deploy/docker/compose.yaml"))["services"]["silo-1"]["environment"].Pairs
        .Select(pair => (pair.Key, FromOutside().Replace($"{pair.Value}", "https://login.example")));

    private static IEnumerable<(string, string)> OfKubernetes()
    {
        var documents = Sources.Yaml("deploy/kubernetes/silo.yaml");
        var map = documents.Single(document => $"{document["kind"]}" == "ConfigMap")["data"].Pairs.Select(pair => (pair.Key, $"{pair.Value}"));
        var container = Assert.Single(documents.Single(document => $"{document["kind"]}" == "StatefulSet")["spec"]["template"]["spec"]["containers"].Items);
        return [.. map, .. container["env"].Items.Where(item => $"{item["name"]}" != "Lert__Store__Postgres").Select(item => ($"{item["name"]}", "10.0.0.7"))];
    }

    private static IReadOnlyList<string> Problems(Dictionary<string, string> settings)
    {
        try
        {
            _ = SiloHost.Build(["--environment=Production", .. settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
            return [];
        }
        catch (SettingsException wrong)
        {
            return wrong.Problems;
        }
    }

    [GeneratedRegex(@"\$\{\w+:.*?\}")]
    private static partial Regex FromOutside();

    [GeneratedRegex(@"^(Lert__\w+)=(.*)$", RegexOptions.Multiline)]
    private static partial Regex UnitSettings();

    [GeneratedRegex(@"\b(Lert__\w+)=(\S+)")]
    private static partial Regex ImageSettings();
}

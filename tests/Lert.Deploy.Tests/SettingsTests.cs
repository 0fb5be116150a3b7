using System.Text.RegularExpressions;

namespace Lert.Deploy.Tests;

/// <summary>A setting that is misspelt in a manifest ends the start of a silo; here it ends the build.</summary>
public sealed partial class SettingsTests
{
    public static TheoryData<string> Files =>
    [
        "deploy/systemd/silo.env", "deploy/docker/compose.yaml", "deploy/docker/Dockerfile", "deploy/kubernetes/silo.yaml", "eng/cluster",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_setting_that_is_given_is_one(string file)
    {
        var given = ByEnvironment().Matches(Sources.Text(file)).Select(found => found.Value.Replace("__", ":", StringComparison.Ordinal)).Distinct().ToArray();
        Assert.NotEmpty(given);
        Assert.Empty(given.Except(Sources.Settings));
    }

    [Fact]
    public void The_settings_that_the_runbook_names_are_there()
    {
        var named = InText().Matches(Sources.Text("docs/operations.md")).Select(found => found.Value).Distinct().ToArray();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Sources.Settings));
    }

    [Fact]
    public void The_runbook_names_every_setting()
    {
        var text = Sources.Text("docs/operations.md");
        var rows = text.Split('\n').Where(line => line.Contains("`Lert:", StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(Sources.Settings, setting =>
        {
            var (section, name) = (setting[..setting.LastIndexOf(':')], setting[(setting.LastIndexOf(':') + 1)..]);
            return !rows.Any(row => row.Contains($"`{section}:", StringComparison.Ordinal) && (row.Contains($":{name}`", StringComparison.Ordinal) || row.Contains($"`{name}`", StringComparison.Ordinal)));
        });
    }

    [Theory]
    [InlineData("Lert:Store:Path", true)]
    [InlineData("Lert:Listen:Url", true)]
    [InlineData("Lert:Pumps:PollIntervall", false)]
    public void The_gate_bites_a_setting_that_is_none(string setting, bool known) => Assert.Equal(known, Sources.Settings.Contains(setting));

    [GeneratedRegex(@"\bLert__\w+?__[A-Za-z]+")]
    private static partial Regex ByEnvironment();

    [GeneratedRegex(@"\bLert(:[A-Z]\w+){2,3}")]
    private static partial Regex InText();
}

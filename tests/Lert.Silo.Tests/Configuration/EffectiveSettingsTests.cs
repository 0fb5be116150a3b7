using Lert.Silo.Configuration;
using Lert.Silo.Tests.Running;

namespace Lert.Silo.Tests.Configuration;

/// <summary>The log says once what the silo runs with, and no secret.</summary>
public sealed class EffectiveSettingsTests
{
    [Fact]
    public async Task The_settings_in_force_are_logged_once_with_their_defaults()
    {
        await using var silo = await SiloUnderTest.StartAsync("--Lert:Pumps:MaxInFlight=77");

        var said = Assert.Single(silo.Log.Lines, line => line.Id.Id == 3 && line.Text.StartsWith("Settings in force", StringComparison.Ordinal)).Text;

        Assert.Contains("Lert:Pumps:MaxInFlight=77", said, StringComparison.Ordinal);
        Assert.Contains("Lert:Pumps:PollInterval=00:00:01", said, StringComparison.Ordinal);
        Assert.Contains("Lert:Api:Regions=us,uk,ie,sg", said, StringComparison.Ordinal);
        Assert.Contains($"Lert:Store:Path={silo.Folder.StoreFile}", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_names_its_region_has_no_other()
    {
        await using var silo = await SiloUnderTest.StartAsync("--Lert:Api:Regions:0=ie");

        var said = Assert.Single(silo.Log.Lines, line => line.Id.Id == 3 && line.Text.StartsWith("Settings in force", StringComparison.Ordinal)).Text;
        Assert.Matches("Lert:Api:Regions=ie(?!,[a-z])", said);
    }

    [Theory]
    [InlineData("ClientSecret", "hunter2", "***")]
    [InlineData("ConnectionString", "Host=db;Password=hunter2", "***")]
    [InlineData("Postgres", "Host=db;Username=lert;Password='hun;ter2';Port=1", "Host=db;Username=lert;Password=***;Port=1")]
    [InlineData("Postgres", "Host=db; PWD = hunter2", "Host=db; PWD=***")]
    [InlineData("AccessToken", "hunter2", "***")]
    [InlineData("Authority", "https://someone:hunter2@issuer.example/", "https://***@issuer.example/")]
    [InlineData("Authority", "https://issuer.example/", "https://issuer.example/")]
    public void What_could_be_a_secret_is_not_shown(string name, string value, string shown) => Assert.Equal(shown, EffectiveSettings.Show(name, value));
}

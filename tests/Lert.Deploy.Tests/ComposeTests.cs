namespace Lert.Deploy.Tests;

/// <summary>Three silos that do not stand in each other's way, and stop in time.</summary>
public sealed class ComposeTests
{
    private static readonly Node File = Assert.Single(Sources.Yaml("deploy/docker/compose.yaml"));

    private static readonly (string Key, Node Value)[] Silos = [.. File["services"].Pairs.Where(service => service.Key.StartsWith("silo-", StringComparison.Ordinal))];

    [Fact]
    public void There_are_three_silos_each_with_an_address_ports_and_a_volume_of_its_own()
    {
        Assert.Equal(3, Silos.Length);
        foreach (var (name, silo) in Silos)
        {
            Assert.Equal($"{silo["environment"]["Lert__Cluster__Address"]}", $"{silo["networks"]["cell"]["ipv4_address"]}");
            Assert.Equal($"{name}:/var/lib/lert", $"{Assert.Single(silo["volumes"].Items)}");
        }

        Assert.Equal(3, Silos.Select(silo => $"{silo.Value["environment"]["Lert__Cluster__Address"]}").Distinct().Count());
        var ports = Silos.SelectMany(silo => silo.Value["ports"].Items).Select(port => $"{port}"[..$"{port}".LastIndexOf(':')]).ToArray();
        Assert.Equal(ports.Distinct(), ports);
    }

    [Fact]
    public void A_silo_waits_for_the_database_comes_back_and_has_time_to_drain()
    {
        foreach (var (_, silo) in Silos)
        {
            Assert.Equal("service_healthy", $"{silo["depends_on"]["postgres"]["condition"]}");
            Assert.Equal("always", $"{silo["restart"]}");
            Assert.InRange(int.Parse($"{silo["stop_grace_period"]}".TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture), 25, 120);
        }
    }

    [Fact]
    public void What_is_named_is_declared()
    {
        var volumes = File["volumes"].Pairs.Select(pair => pair.Key).ToHashSet();
        Assert.All(Silos, silo => Assert.Contains(silo.Key, volumes));
        var secrets = File["secrets"].Pairs.Select(pair => pair.Key).ToHashSet();
        Assert.All(Silos.SelectMany(silo => silo.Value["secrets"].Items), secret => Assert.Contains($"{secret["source"]}", secrets));
    }

    [Fact]
    public void No_password_stands_in_the_file() => Assert.DoesNotContain("Password=", string.Join('\n', Sources.Text("deploy/docker/compose.yaml").Split('\n').Where(line => !line.StartsWith('#'))), StringComparison.Ordinal);
}

namespace Orleans.Contract.Tests;

// On the genuine stack there is nothing of ours to compare.
[Trait("Stack", "compat")]
public sealed class ContractTests
{
    private static readonly string Genuine = Path.Combine(AppContext.BaseDirectory, "genuine", "Orleans.Core.Abstractions.dll");

    [Fact]
    public void Every_public_member_of_the_abstractions_is_a_genuine_one()
    {
        Assert.Empty(ContractComparison.Differences(Ours(), Theirs()));
    }

    [Fact]
    public void Types_listed_as_living_elsewhere_do()
    {
        Assert.Empty(ContractComparison.StaleExceptions(Ours(), Theirs()));
    }

    [Fact]
    public void The_surface_that_is_compared_is_not_empty()
    {
        Assert.True(Ours().Types.Count > 40, $"only {Ours().Types.Count} types were read");
        Assert.Contains("Orleans.Grain", Theirs().Types.Keys);
        Assert.True(Theirs().Types["Orleans.IGrainFactory"].Count > 10);
    }

    [Fact]
    public void The_genuine_assembly_is_read_from_the_package_and_not_from_ours()
    {
        Assert.NotEqual(File.ReadAllBytes(Genuine), File.ReadAllBytes(OurPath()));
        Assert.Contains("Orleans.Runtime.SiloAddress", Theirs().Types.Keys);
    }

    internal static PublicSurface Theirs() => Read(Genuine);

    private static PublicSurface Ours() => Read(OurPath());

    private static string OurPath() => typeof(Grain).Assembly.Location;

    private static PublicSurface Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        return PublicSurface.Read(file);
    }
}

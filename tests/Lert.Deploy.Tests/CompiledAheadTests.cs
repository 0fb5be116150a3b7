using System.Reflection.PortableExecutable;

namespace Lert.Deploy.Tests;

/// <summary>A silo that has just started is needed at once, so what is deployed has its code in it.</summary>
public sealed class CompiledAheadTests
{
    [Theory]
    [InlineData("Lert.Silo", true)]
    [InlineData("Lert.Grains", true)]
    [InlineData("Lert.Store", true)]
    [InlineData("Npgsql", true)]
    [InlineData("MailKit", false)]
    public void A_release_build_of_the_silo_is_compiled_ahead_but_for_what_is_seldom_used(string assembly, bool isAhead)
    {
        using var image = new PEReader(File.OpenRead(Sources.PathOf($"silo/Lert.Silo/bin/Release/net10.0/{assembly}.dll")));
        Assert.Equal(isAhead, image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0);
    }
}

using Lert.Cli.Demo;

namespace Lert.Cli.Tests;

/// <summary>An image and a package put the two programs side by side, and who verifies a copy there need not say so.</summary>
public sealed class InstalledSiloTests
{
    [Fact]
    public void The_silo_beside_the_client_is_found_without_being_named()
    {
        var opt = Directory.CreateTempSubdirectory("lert-installed-").FullName;
        try
        {
            var (cli, silo) = (Path.Combine(opt, "cli"), Path.Combine(opt, "silo"));
            _ = Directory.CreateDirectory(cli);
            _ = Directory.CreateDirectory(silo);
            Assert.ThrowsAny<Exception>(() => SiloProcess.Find(null, cli));

            File.WriteAllText(Path.Combine(silo, "Lert.Silo.dll"), "");
            Assert.Equal(Path.Combine(silo, "Lert.Silo.dll"), SiloProcess.Find(null, cli + Path.DirectorySeparatorChar));
        }
        finally
        {
            Directory.Delete(opt, recursive: true);
        }
    }
}

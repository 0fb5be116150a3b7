using System.Globalization;

namespace Lert.Chaos.Upgrades;

/// <summary>Which build replaces which, and under what load.</summary>
internal sealed record UpgradeSettings
{
    private const string Usage = "chaos upgrade --old LERT.SILO.DLL --arming LERT.CHAOS.ARMING.DLL [--seed S] [--clients N] [--armed N] [--keep]";

    /// <summary>The silo of the earlier release.</summary>
    public required string Old { get; init; }

    /// <summary>What writes holds as the earlier release writes them.</summary>
    public required string Arming { get; init; }

    /// <summary>The silo of this tree.</summary>
    public string New { get; init; } = Path.Combine(Cluster.Repository.Root, "silo", "Lert.Silo", "bin", "Release", "net10.0", "Lert.Silo.dll");

    public required int Seed { get; init; }

    /// <summary>Callers of holds, and as many people who work on cases.</summary>
    public int Clients { get; init; } = 5;

    /// <summary>Holds that fall due while silos come and go.</summary>
    public int Armed { get; init; } = 240;

    public bool Keep { get; init; }

    /// <param name="args">What follows the verb.</param>
    /// <param name="seed">Where none is named.</param>
    public static (UpgradeSettings? Settings, string? Problem) Read(IReadOnlyList<string> args, int seed)
    {
        var settings = new UpgradeSettings { Old = "", Arming = "", Seed = seed };
        for (var i = 0; i < args.Count; i++)
        {
            var value = i + 1 < args.Count ? args[i + 1] : "";
            switch (args[i])
            {
                case "--keep":
                    settings = settings with { Keep = true };
                    continue;
                case "--old" when File.Exists(value):
                    settings = settings with { Old = Path.GetFullPath(value) };
                    break;
                case "--arming" when File.Exists(value):
                    settings = settings with { Arming = Path.GetFullPath(value) };
                    break;
                case "--seed" when Number(value, int.MaxValue) is { } given:
                    settings = settings with { Seed = given };
                    break;
                case "--clients" when Number(value, 100) is { } clients:
                    settings = settings with { Clients = clients };
                    break;
                case "--armed" when Number(value, 10_000) is { } armed:
                    settings = settings with { Armed = armed };
                    break;
                default:
                    return (null, $"'{args[i]} {value}'. {Usage}");
            }

            i++;
        }

        return settings.Old.Length == 0 || settings.Arming.Length == 0 ? (null, $"Both builds are needed. {Usage}")
            : !File.Exists(settings.New) ? (null, $"There is no {settings.New}: build silo/Lert.Silo first.")
            : (settings, null);
    }

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most ? value : null;
}

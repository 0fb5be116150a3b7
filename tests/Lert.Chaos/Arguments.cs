using System.Globalization;

namespace Lert.Chaos;

/// <summary>What the command line asks for.</summary>
internal static class Arguments
{
    private const string Usage = "chaos [--minutes N | --seconds N | --short] [--seed S] [--store postgres|sqlite] [--silos N] [--loopback] [--weaken NAME] [--keep]";

    /// <summary>A long run is made of stretches: each starts afresh, so that its history stays small enough to judge.</summary>
    private static readonly TimeSpan Stretch = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan ShortStretch = TimeSpan.FromSeconds(35);
    private const int ShortSeeds = 3;

    /// <param name="seed">Where none is named.</param>
    public static (IReadOnlyList<RunSettings> Plan, string? Problem) Read(IReadOnlyList<string> args, int seed)
    {
        var settings = new RunSettings { Seed = seed };
        var (length, isShort) = ((TimeSpan?)null, false);
        for (var i = 0; i < args.Count; i++)
        {
            var value = i + 1 < args.Count ? args[i + 1] : "";
            switch (args[i])
            {
                case "--short":
                    isShort = true;
                    continue;
                case "--loopback":
                    settings = settings with { OnLoopback = true };
                    continue;
                case "--keep":
                    settings = settings with { Keep = true };
                    continue;
                case "--minutes" when Number(value, 1, 1_440) is { } minutes:
                    length = TimeSpan.FromMinutes(minutes);
                    break;
                case "--seconds" when Number(value, 10, 3_600) is { } seconds:
                    length = TimeSpan.FromSeconds(seconds);
                    break;
                case "--seed" when Number(value, 0, int.MaxValue) is { } given:
                    settings = settings with { Seed = given };
                    break;
                case "--silos" when Number(value, 1, 3) is { } silos:
                    settings = settings with { Silos = silos };
                    break;
                case "--store" when value is "postgres" or "sqlite":
                    settings = value == "sqlite" ? settings with { Store = StoreKind.Sqlite, Silos = 1, OnLoopback = true } : settings;
                    break;
                case "--weaken" when value is "cas" or "command-ids" or "wakes" or "protection":
                    settings = settings with { Weaken = value };
                    break;
                default:
                    return ([], $"'{args[i]} {value}'. {Usage}");
            }

            i++;
        }

        return isShort && length is not null
            ? ([], $"--short has a length of its own. {Usage}")
            : (isShort ? Stretches(settings, ShortStretch, ShortSeeds) : Divide(settings, length ?? settings.Length), null);
    }

    /// <summary>What gives this one run again.</summary>
    public static IEnumerable<string> Again(RunSettings settings) =>
    [
        "--seed", $"{settings.Seed}", "--seconds", $"{settings.Length.TotalSeconds}",
        .. settings.Store == StoreKind.Sqlite ? ["--store", "sqlite"] : new[] { "--silos", $"{settings.Silos}" },
        .. settings is { OnLoopback: true, Store: StoreKind.Postgres } ? ["--loopback"] : Array.Empty<string>(),
        .. settings.Weaken is { } weaken ? ["--weaken", weaken] : Array.Empty<string>(),
    ];

    private static RunSettings[] Divide(RunSettings settings, TimeSpan length)
    {
        var stretches = (int)Math.Ceiling(length / Stretch);
        // Whole seconds, so that one of them can be asked for again.
        return Stretches(settings, TimeSpan.FromSeconds(Math.Floor(length.TotalSeconds / stretches)), stretches);
    }

    private static RunSettings[] Stretches(RunSettings settings, TimeSpan length, int count) =>
        [.. Enumerable.Range(0, count).Select(number => settings with { Seed = settings.Seed + number, Length = length, Armed = (int)(length.TotalSeconds * 5) })];

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null;
}

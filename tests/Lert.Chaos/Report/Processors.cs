using System.Globalization;

namespace Lert.Chaos.Report;

/// <summary>What the machine's processors have done since it started. One that sleeps is woken at once even where many wait, so oversleeping alone does not tell a busy machine.</summary>
internal readonly record struct Processors(long Idle, long Total)
{
    public static Processors Read() => Parse(File.ReadLines("/proc/stat").First());

    /// <param name="line">Such as <c>cpu 1 2 3 4 5 6 7 8 9 10</c>: the fourth is idle, and the last two are in the first two already. Waiting for a disk is no idleness.</param>
    public static Processors Parse(string line)
    {
        long[] spent = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(word => long.Parse(word, CultureInfo.InvariantCulture))];
        return new(spent[3], spent.Sum());
    }

    /// <summary>Which part of them had nothing to do.</summary>
    public double IdleSince(Processors before) => Total > before.Total ? (double)(Idle - before.Idle) / (Total - before.Total) : 0;
}

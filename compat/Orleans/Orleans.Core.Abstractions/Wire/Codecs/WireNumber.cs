using System.Numerics;

namespace Orleans.Compat;

/// <summary>Numbers that were written as larger ones.</summary>
internal static class WireNumber
{
    internal static T Narrow<T>(ulong value, ulong most)
        where T : INumberBase<T> => value <= most ? T.CreateTruncating(value) : throw new WireFormatException($"The number {value} is more than {most}.");

    internal static long Narrow(long value, long least, long most) =>
        value >= least && value <= most ? value : throw new WireFormatException($"The number {value} is not between {least} and {most}.");
}

namespace Lert.Grains;

/// <summary>Who acts where no person does: timers, messages of other actors, packers and couriers. A token with such a subject is refused.</summary>
public static class Machinery
{
    private const string Prefix = "system:";

    public const string Timer = $"{Prefix}timer";

    /// <summary>Another actor, or a part of the silo.</summary>
    public static string Of(string source) => $"{Prefix}{source}";

    public static bool Is(string by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.StartsWith(Prefix, StringComparison.Ordinal);
    }
}

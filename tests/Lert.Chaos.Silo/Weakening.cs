namespace Lert.Chaos.Silo;

/// <summary>A promise that is taken out on purpose, to show that its absence is found. The names are what <c>--weaken</c> takes.</summary>
internal static class Weakening
{
    /// <summary>A commit that lost against another one is written over it.</summary>
    public const string CompareAndSet = "cas";

    /// <summary>A command that was done is done again when it is asked again.</summary>
    public const string CommandIds = "command-ids";

    /// <summary>A timer is taken off the list when it is read, and not when its effect is committed.</summary>
    public const string Wakes = "wakes";

    /// <summary>The account lets go before the release is committed.</summary>
    public const string Protection = "protection";

    public static IReadOnlyList<string> All { get; } = [CompareAndSet, CommandIds, Wakes, Protection];
}

using System.Collections.Immutable;
using System.Globalization;

namespace Lert.Silo.Backup;

/// <summary>What was read, and everything in it that cannot be.</summary>
internal sealed record BackupReport
{
    public long Cases { get; init; }

    public long Accounts { get; init; }

    /// <summary>Locked ones among them.</summary>
    public long ActiveHolds { get; init; }

    public long ReleasedHolds { get; init; }

    /// <summary>Lines of the journal.</summary>
    public long Entries { get; init; }

    /// <summary>Actors that wait for an instant.</summary>
    public long Timers { get; init; }

    public DateTimeOffset? NextTimer { get; init; }

    /// <summary>In the outbox.</summary>
    public long Messages { get; init; }

    public ImmutableArray<string> Problems { get; init; } = [];

    public bool Verified => Problems.IsEmpty;

    public IEnumerable<string> Lines()
    {
        yield return Say($"cases      {Cases:N0}");
        yield return Say($"accounts   {Accounts:N0}");
        yield return Say($"holds      {ActiveHolds + ReleasedHolds:N0}: {ActiveHolds:N0} active, {ReleasedHolds:N0} released, none twice");
        yield return Say($"journal    {Entries:N0} entries");
        yield return Say($"timers     {Timers:N0}{(NextTimer is { } next ? $", the earliest at {next.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC" : "")}");
        yield return Say($"outbox     {Messages:N0} messages");
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

// Genuine home: Orleans.Core.
using System.Globalization;
using Orleans.Runtime;

namespace Orleans;

/// <summary>One row of the membership table: one life of one silo. Times are UTC.</summary>
public sealed class MembershipEntry : ISpanFormattable
{
    public SiloAddress SiloAddress { get; set; } = null!;

    public SiloStatus Status { get; set; }

    /// <summary>Who suspects it of being dead, and since when; null or empty if nobody does.</summary>
    public List<Tuple<SiloAddress, DateTime>>? SuspectTimes { get; set; }

    /// <summary>The port for clients; 0 if it takes none.</summary>
    public int ProxyPort { get; set; }

    public string? HostName { get; set; }

    public string? SiloName { get; set; }

    public string? RoleName { get; set; }

    public int UpdateZone { get; set; }

    public int FaultZone { get; set; }

    public DateTime StartTime { get; set; }

    public DateTime IAmAliveTime { get; set; }

    public void AddSuspector(SiloAddress suspectingSilo, DateTime suspectingTime) => (SuspectTimes ??= []).Add(Tuple.Create(suspectingSilo, suspectingTime));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{SiloAddress} {SiloName} {Status}");

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite(CultureInfo.InvariantCulture, $"{SiloAddress} {SiloName} {Status}", out charsWritten);
}

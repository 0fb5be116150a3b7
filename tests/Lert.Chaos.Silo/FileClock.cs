using System.Globalization;

namespace Lert.Chaos.Silo;

/// <summary>The machine's clock, moved by as many seconds as stand in a file; what has elapsed stays what it was.</summary>
internal sealed class FileClock(TimeProvider machine, string file) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow().AddSeconds(double.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture));

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);
}

using System.ComponentModel;

namespace Orleans.Compat;

/// <summary>The ticks and, in the two highest bits, whether they are local time or UTC.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateTimeCodec : IWireCodec<DateTime>
{
    private const int KindShift = 62;
    private const ulong TicksMask = (1ul << KindShift) - 1;

    public static WireKind Kind => WireKind.Fixed64;

    public static bool IsDefault(DateTime value) => value.Ticks == 0 && value.Kind == DateTimeKind.Unspecified;

    public static void Write(WireWriter writer, DateTime value) => writer.WriteFixed64((ulong)value.Ticks | ((ulong)value.Kind << KindShift));

    public static DateTime Read(ref WireReader reader)
    {
        ulong value = reader.ReadFixed64();
        var kind = (DateTimeKind)(value >> KindShift);
        return kind <= DateTimeKind.Local && (value & TicksMask) <= (ulong)DateTime.MaxValue.Ticks
            ? new((long)(value & TicksMask), kind)
            : throw new WireFormatException("A date and time is beyond the calendar.");
    }
}

/// <summary>The ticks of the clock on the wall, then the offset in minutes unless it is none.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateTimeOffsetCodec : IWireCodec<DateTimeOffset>
{
    private const long MaxOffsetMinutes = 14 * 60;

    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(DateTimeOffset value) => value.Ticks == 0 && value.Offset == TimeSpan.Zero;

    public static void Write(WireWriter writer, DateTimeOffset value)
    {
        int begin = writer.Begin();
        writer.WriteFixed64((ulong)value.Ticks);
        if (value.TotalOffsetMinutes != 0)
        {
            writer.WriteZigZag(value.TotalOffsetMinutes);
        }

        writer.End(begin);
    }

    public static DateTimeOffset Read(ref WireReader reader)
    {
        int outer = reader.Begin();
        ulong ticks = reader.ReadFixed64();
        long minutes = reader.Remaining > 0 ? WireNumber.Narrow(reader.ReadZigZag(), -MaxOffsetMinutes, MaxOffsetMinutes) : 0;
        reader.End(outer);
        return ticks <= (ulong)DateTime.MaxValue.Ticks && IsWithin((long)ticks - (minutes * TimeSpan.TicksPerMinute))
            ? new((long)ticks, TimeSpan.FromMinutes(minutes))
            : throw new WireFormatException("An instant is beyond the calendar.");
    }

    private static bool IsWithin(long utcTicks) => utcTicks >= 0 && utcTicks <= DateTime.MaxValue.Ticks;
}

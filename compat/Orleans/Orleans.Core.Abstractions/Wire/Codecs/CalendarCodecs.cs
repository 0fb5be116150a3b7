using System.ComponentModel;

namespace Orleans.Compat;

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TimeSpanCodec : IWireCodec<TimeSpan>
{
    public static WireKind Kind => WireKind.Varint;

    public static bool IsDefault(TimeSpan value) => value == TimeSpan.Zero;

    public static void Write(WireWriter writer, TimeSpan value) => writer.WriteZigZag(value.Ticks);

    public static TimeSpan Read(ref WireReader reader) => new(reader.ReadZigZag());
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateOnlyCodec : IWireCodec<DateOnly>
{
    public static WireKind Kind => WireKind.Varint;

    public static bool IsDefault(DateOnly value) => value == default;

    public static void Write(WireWriter writer, DateOnly value) => writer.WriteVarint((uint)value.DayNumber);

    public static DateOnly Read(ref WireReader reader) => DateOnly.FromDayNumber(WireNumber.Narrow<int>(reader.ReadVarint(), (ulong)DateOnly.MaxValue.DayNumber));
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TimeOnlyCodec : IWireCodec<TimeOnly>
{
    public static WireKind Kind => WireKind.Varint;

    public static bool IsDefault(TimeOnly value) => value == default;

    public static void Write(WireWriter writer, TimeOnly value) => writer.WriteVarint((ulong)value.Ticks);

    public static TimeOnly Read(ref WireReader reader) => new(WireNumber.Narrow<long>(reader.ReadVarint(), (ulong)TimeOnly.MaxValue.Ticks));
}

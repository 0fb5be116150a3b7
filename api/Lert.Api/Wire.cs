using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Lert.Api;

/// <summary>Values as the protos write them.</summary>
internal static class Wire
{
    public static Timestamp ToProto(this DateTimeOffset instant) => Timestamp.FromDateTimeOffset(instant);

    public static Timestamp? ToProto(this DateTimeOffset? instant) => instant is { } known ? Timestamp.FromDateTimeOffset(known) : null;

    /// <summary><c>2026-04-15</c>; empty when there is none.</summary>
    public static string ToProto(this DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    public static string ToProto(this DateOnly day) => ToProto((DateOnly?)day);

    /// <summary>A version as an etag.</summary>
    public static string ToEtag(this long version) => version.ToString(CultureInfo.InvariantCulture);
}

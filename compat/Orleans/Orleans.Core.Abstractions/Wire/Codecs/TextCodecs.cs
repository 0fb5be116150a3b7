using System.ComponentModel;
using System.Net;

namespace Orleans.Compat;

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StringCodec : IWireCodec<string>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(string value) => value is null;

    public static void Write(WireWriter writer, string value) => writer.WriteString(value);

    public static string Read(ref WireReader reader) => reader.ReadString();
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UriCodec : IWireCodec<Uri>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(Uri value) => value is null;

    public static void Write(WireWriter writer, Uri value) => writer.WriteString(value.OriginalString);

    public static Uri Read(ref WireReader reader) => Uri.TryCreate(reader.ReadString(), UriKind.RelativeOrAbsolute, out Uri? uri) ? uri : throw new WireFormatException("A text is no URI.");
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct VersionCodec : IWireCodec<Version>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(Version value) => value is null;

    public static void Write(WireWriter writer, Version value) => writer.WriteString(value.ToString());

    public static Version Read(ref WireReader reader) => Version.TryParse(reader.ReadString(), out Version? version) ? version : throw new WireFormatException("A text is no version.");
}

/// <summary>As text, which keeps the scope of an IPv6 address.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct IPAddressCodec : IWireCodec<IPAddress>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(IPAddress value) => value is null;

    public static void Write(WireWriter writer, IPAddress value) => writer.WriteString(value.ToString());

    public static IPAddress Read(ref WireReader reader) => IPAddress.TryParse(reader.ReadString(), out IPAddress? address) ? address : throw new WireFormatException("A text is no address.");
}

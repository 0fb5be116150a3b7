using System.Buffers.Binary;
using System.Buffers.Text;
using Lert.Api.Input;

namespace Lert.Api.Watching;

/// <summary>Where a watch goes on: a version byte, one for what is watched, and the position in the feed.</summary>
internal static class ResumeToken
{
    public const byte Holds = (byte)'h';
    public const byte Accounts = (byte)'a';
    public const byte Pages = (byte)'p';

    private const byte Version = 1;
    private const int Length = 2 + sizeof(long);

    public static string Write(byte watched, long position)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Version;
        bytes[1] = watched;
        BinaryPrimitives.WriteInt64BigEndian(bytes[2..], position);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Where to begin: null is now.</summary>
    public static long? Start(this RequestCheck check, byte watched, string token, bool fromStart)
    {
        const string Field = "resume_token";
        if (token.Length == 0)
        {
            return fromStart ? 0 : null;
        }

        if (fromStart)
        {
            check.Add(Field, "cannot stand together with from_start");
            return null;
        }

        Span<byte> bytes = stackalloc byte[Length];
        if (token.Length != Base64Url.GetEncodedLength(Length) || !Base64Url.TryDecodeFromChars(token, bytes, out var written) || written != Length
            || bytes[0] != Version || BinaryPrimitives.ReadInt64BigEndian(bytes[2..]) is not (>= 0 and var position))
        {
            check.Add(Field, "is no resume token");
            return null;
        }

        if (bytes[1] != watched)
        {
            check.Add(Field, "belongs to another watch");
            return null;
        }

        return position;
    }
}

using System.ComponentModel;

namespace Orleans.Compat;

/// <summary>What a message may not exceed. Whoever writes and whoever reads hold to the same, so nothing is sent that cannot be read.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WireLimits
{
    /// <summary>Bytes in one writer's buffer.</summary>
    public const int Bytes = 64 << 20;

    /// <summary>Messages and collections inside each other.</summary>
    public const int Depth = 64;

    /// <summary>Elements of all the collections of one message together.</summary>
    public const int Elements = 1 << 20;
}

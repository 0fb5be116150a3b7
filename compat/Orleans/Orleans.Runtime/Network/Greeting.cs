using Orleans.Compat;

namespace Orleans.Runtime.Network;

/// <summary>What a connection is for. Numbers are permanent.</summary>
internal enum ConnectionPurpose : byte
{
    /// <summary>Calls of the silo that connects, and their answers.</summary>
    Calls = 1,

    /// <summary>Probes and views: apart from the calls, so that these never delay them.</summary>
    Control = 2,

    /// <summary>Calls of a client.</summary>
    Client = 3,
}

/// <summary>How two sides begin: who connects says who it is and whom it expects, and who is connected to says who it is and whether that will do.</summary>
/// <param name="Cluster">Both must be of the same.</param>
/// <param name="From">The silo that connects; none for a client.</param>
/// <param name="To">The life of the silo that is expected; none if any will do.</param>
internal sealed record Greeting(ConnectionPurpose Purpose, string Cluster, SiloAddress? From, SiloAddress? To)
{
    /// <summary>Of the frames. It changes only when silos of two releases can no longer understand each other's.</summary>
    internal const uint Version = 1;

    /// <summary>The oldest version that is still understood: that of the release before.</summary>
    private const uint OldestVersion = 1;

    private const uint Magic = 0x5452454C;

    /// <summary>With its length, ready to be sent.</summary>
    internal byte[] Frame()
    {
        using var writer = new WireWriter();
        int length = writer.ReserveFixed32();
        writer.WriteRaw([(byte)FrameKind.Hello]);
        writer.WriteFixed32(Magic);
        writer.WriteVarint(Version);
        writer.WriteVarint(OldestVersion);
        writer.WriteVarint((byte)Purpose);
        writer.WriteString(Cluster);
        writer.WriteString(From?.ToParsableString() ?? "");
        writer.WriteString(To?.ToParsableString() ?? "");
        writer.Patch(length, (uint)writer.Length - sizeof(uint));
        return writer.Written.ToArray();
    }

    /// <exception cref="WireFormatException">This is no silo's greeting.</exception>
    internal static Greeting Read(ReadOnlySpan<byte> frame)
    {
        var reader = new WireReader(frame);
        if (reader.ReadRaw(1)[0] != (byte)FrameKind.Hello || reader.ReadFixed32() != Magic)
        {
            throw new WireFormatException("Who connected is no silo and no client of one.");
        }

        ulong version = reader.ReadVarint();
        ulong oldest = reader.ReadVarint();
        if (version < OldestVersion || oldest > Version)
        {
            throw new WireFormatException($"Who connected speaks the versions {oldest} to {version} of the protocol, this silo {OldestVersion} to {Version}.");
        }

        var purpose = (ConnectionPurpose)reader.ReadVarint();
        if (!Enum.IsDefined(purpose))
        {
            throw new WireFormatException($"Who connected wants something unknown: {(byte)purpose}.");
        }

        return new(purpose, reader.ReadString(), ReadAddress(ref reader), ReadAddress(ref reader));
    }

    private static SiloAddress? ReadAddress(ref WireReader reader)
    {
        string text = reader.ReadString();
        return text.Length == 0 ? null : SiloAddress.TryParse(text, null, out SiloAddress? address) ? address : throw new WireFormatException($"'{text}' is not the address of a silo.");
    }
}

/// <summary>The answer to a greeting.</summary>
/// <param name="Silo">Who answers.</param>
/// <param name="Refusal">Why the connection will not be; null if it will.</param>
/// <param name="Grains">For clients: the grain type behind each interface that has just one.</param>
internal sealed record Reception(SiloAddress Silo, string? Refusal, IReadOnlyList<KeyValuePair<string, string>> Grains)
{
    internal void Write(WireWriter writer)
    {
        writer.WriteRaw([(byte)FrameKind.Welcome]);
        writer.WriteVarint(Greeting.Version);
        writer.WriteString(Silo.ToParsableString());
        writer.WriteString(Refusal ?? "");
        writer.WriteCount(Grains.Count);
        foreach ((string contract, string grainType) in Grains)
        {
            writer.WriteString(contract);
            writer.WriteString(grainType);
        }
    }

    /// <exception cref="WireFormatException">This is no silo's answer.</exception>
    internal static Reception Read(ReadOnlySpan<byte> frame)
    {
        var reader = new WireReader(frame);
        if (reader.ReadRaw(1)[0] != (byte)FrameKind.Welcome)
        {
            throw new WireFormatException("What answered is no silo.");
        }

        reader.ReadVarint();
        SiloAddress silo = SiloAddress.TryParse(reader.ReadString(), null, out SiloAddress? address) ? address : throw new WireFormatException("What answered does not say who it is.");
        string refusal = reader.ReadString();
        var grains = new List<KeyValuePair<string, string>>();
        for (int left = reader.ReadCount(); left > 0; left--)
        {
            grains.Add(new(reader.ReadString(), reader.ReadString()));
        }

        return new(silo, refusal.Length == 0 ? null : refusal, grains);
    }
}

/// <summary>The other side is there, but the connection will not be: for the reason given.</summary>
internal sealed class ConnectionRefusedException(string message, SiloAddress silo) : Exception(message)
{
    /// <summary>Who answered.</summary>
    internal SiloAddress Silo { get; } = silo;
}

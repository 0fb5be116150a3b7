using Orleans.Compat;
using Orleans.Runtime.Network;

namespace Orleans.Runtime.Membership;

/// <summary>Answers the probes of another silo, and follows up what it says of views.</summary>
internal sealed class ControlServer(Connection connection, IClusterMembershipService membership)
{
    internal void Receive(ReadOnlySpan<byte> frame)
    {
        var reader = new WireReader(frame);
        switch ((FrameKind)reader.ReadRaw(1)[0])
        {
            case FrameKind.Ping:
                connection.TrySend(Scratch.Numbered(FrameKind.Pong, reader.ReadVarint()));
                break;
            case FrameKind.View:
                _ = SeeAsync(reader.ReadVarint());
                break;
            case FrameKind.Goodbye:
                break;
            default:
                throw new WireFormatException($"A frame of kind {frame[0]} has no business here.");
        }
    }

    private async Task SeeAsync(ulong view)
    {
        try
        {
            await membership.Refresh(new((long)view));
        }
#pragma warning disable CA1031 // The table is away: the view comes with the next reading, and the other side waits no longer than it likes.
        catch (Exception)
#pragma warning restore CA1031
        {
            return;
        }

        connection.TrySend(Scratch.Numbered(FrameKind.ViewSeen, view));
    }
}

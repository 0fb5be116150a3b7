using System.Net;
using System.Net.Sockets;

namespace Lert.Silo.Paging;

/// <summary>
/// Keeps requests that leave the house from coming back in. It judges the address that is connected to and not the name: a name may resolve to another address
/// with every question.
/// </summary>
internal static class NetworkGuard
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/127", "64:ff9b:1::/48", "100::/64", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        ]).Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork Relayed = IPNetwork.Parse("2002::/16");

    /// <summary>Whether an address is one of the public network. An IPv4 address inside an IPv6 one is judged as what it is.</summary>
    public static bool IsPublic(IPAddress address) => Inner(address) is var inner && !NotPublic.Any(network => network.Contains(inner));

    /// <summary>Connects to the public addresses of a host only.</summary>
    /// <exception cref="AddressRefusedException">It has none.</exception>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, Func<string, bool> allows, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host.Host, cancellationToken);
        IPAddress[] good = allows(host.Host.Trim('[', ']')) ? addresses : [.. addresses.Where(IsPublic)];
        if (good.Length == 0)
        {
            throw new AddressRefusedException(addresses.Length == 0 ? "The host has no address." : "The host has no address on the public network.");
        }

#pragma warning disable CA2000 // The stream owns it, and what fails before is disposed below.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            await socket.ConnectAsync(good, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static IPAddress Inner(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
            : Translated.Contains(address) ? new IPAddress(bytes.AsSpan(12, 4))
            : Relayed.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4))
            // A zone is no part of what is judged.
            : new IPAddress(bytes);
    }
}

/// <summary>The other side lies where nothing is sent to. The message is one sentence and names no address.</summary>
internal sealed class AddressRefusedException(string message) : IOException(message);

using System.Net;

namespace Lert.Chaos.Network;

/// <summary>The network that the cluster runs in. On a machine that allows it every member has a network namespace of its own; otherwise all share the loopback.</summary>
internal abstract class TestNetwork : IAsyncDisposable
{
    public const int Silos = 3;

    /// <summary>Whether packets can be cut, lost and delayed.</summary>
    public abstract bool HasFaults { get; }

    /// <summary>One sentence for the head of the report.</summary>
    public abstract string Description { get; }

    /// <summary>Numbered from 1.</summary>
    public abstract Place Silo(int number);

    public abstract Place Database { get; }

    /// <summary>Where the clients call from: this process.</summary>
    public abstract Place Clients { get; }

    /// <summary>The address of this process at which the silos reach the database: what stands between them is cut here.</summary>
    public abstract Place DatabaseGate { get; }

    /// <summary>What happens to packets from one to the other; the way back is another link.</summary>
    public abstract void Set(IPAddress from, IPAddress to, Link link);

    /// <summary>How many packets from one to the other were cut, lost or held up so far.</summary>
    public abstract long Touched(IPAddress from, IPAddress to);

    /// <summary>Makes every link whole.</summary>
    public abstract void Heal();

    public abstract ValueTask DisposeAsync();
}

/// <summary>Everything on the loopback: processes die and the database too, but the network is whole.</summary>
/// <param name="reason">Why it is no network of namespaces.</param>
internal sealed class Loopback(string reason) : TestNetwork
{
    private static readonly Place Here = new("here", IPAddress.Loopback, []);

    public override bool HasFaults => false;

    public override string Description => $"loopback, WITHOUT network faults: {reason}";

    public override Place Silo(int number) => Here with { Name = $"s{number}" };

    public override Place Database => Here with { Name = "db" };

    public override Place Clients => Here with { Name = "clients" };

    public override Place DatabaseGate => Here with { Name = "gate" };

    public override void Set(IPAddress from, IPAddress to, Link link) => throw new NotSupportedException("The loopback has no links to cut.");

    public override long Touched(IPAddress from, IPAddress to) => 0;

    public override void Heal()
    {
    }

    public override ValueTask DisposeAsync() => default;
}

using System.Collections.Concurrent;
using Orleans.Compat;
using Orleans.Runtime.Catalog;
using Orleans.Runtime.Turns;

namespace Orleans.Runtime.Network;

/// <summary>The other silos, seen from the calls of this one: who has which grain, and the ways there.</summary>
internal sealed class SiloNetwork(SiloRuntime runtime, ILocalSiloDetails self, IClusterMembershipService membership, Connector connector) : ICallLinkOwner
{
    /// <summary>
    /// A call that arrives where its grain is not is passed on, in the belief that its sender's view was old; a second time in a row nobody knows better,
    /// and it goes back to its caller.
    /// </summary>
    private const int MaxHops = 2;

    private static readonly TimeSpan RerouteDelay = TimeSpan.FromMilliseconds(20);
    /// <summary>How long a silo that leaves, and those that it leaves, wait for each other's last words.</summary>
    internal static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<SiloAddress, CallLink> _links = new();
    private readonly ConcurrentDictionary<InboundCalls, byte> _inbound = new();
    private volatile View _view = new(new PlacementView(ClusterMembershipSnapshot.Empty), SiloAddress.Zero);

    public WireContracts Contracts => runtime.Contracts;

    internal PlacementView Placement => _view.Placement;

    /// <summary>Calls from elsewhere that are not answered.</summary>
    internal int RunningInbound => _inbound.Keys.Sum(calls => calls.Running);

    /// <summary>Whether everyone who calls here has sent his last call.</summary>
    internal bool IsForsaken => _inbound.Keys.All(calls => calls.IsFinished);

    /// <summary>Calls to elsewhere that are not answered.</summary>
    internal int WaitingOutbound => _links.Values.Sum(link => link.Waiting);

    internal bool IsCurrent(RemoteRoute route) => ReferenceEquals(route.Placement, _view.Placement);

    /// <summary>Where a grain is if not here: null if it is, and for grains that are everywhere.</summary>
    internal RemoteRoute? FindRemote(GrainId grain)
    {
        View view = _view;
        int owner = view.Placement.IndexOfOwner(grain);
        return owner < 0 || view.Routes[owner] is not { } route || runtime.Catalog.IsEverywhere(grain) ? null : route;
    }

    /// <summary>Whether an activation still belongs here.</summary>
    internal bool IsOwn(GrainId grain) => FindRemote(grain) is null;

    internal void Send(GrainCall call, RemoteRoute route, int hops) => LinkTo(route.Silo).Send(call, hops, route.Placement.View.Version);

    /// <summary>Takes over a newer view: from here on calls go by it, and the ways to and from the dead end.</summary>
    internal void Follow(ClusterMembershipSnapshot view)
    {
        _view = new(new PlacementView(view), self.SiloAddress);
        foreach ((SiloAddress silo, CallLink link) in _links)
        {
            if (view.GetSiloStatus(silo) is SiloStatus.Dead or SiloStatus.None)
            {
                _ = EndAsync(link);
            }
        }

        foreach (InboundCalls calls in _inbound.Keys)
        {
            if (calls.From is { } silo && view.GetSiloStatus(silo) == SiloStatus.Dead)
            {
                calls.Close(new SiloUnavailableException($"{silo} was declared dead"));
            }
        }

        EndForeign();
    }

    /// <summary>Ends the activations that belong elsewhere. Their running calls finish first; those that wait go there.</summary>
    internal void EndForeign()
    {
        if (_view.Placement.Silos.Count == 0)
        {
            return;
        }

        foreach (Activation activation in runtime.Catalog.All())
        {
            if (!IsOwn(activation.GrainId))
            {
                activation.Deactivate(new DeactivationReason(DeactivationReasonCode.RuntimeRequested, "The grain belongs to another silo now."));
            }
        }
    }

    /// <summary>A call from elsewhere.</summary>
    internal void Receive(GrainCall call, InboundCall origin, KnownGrain callee, MembershipVersion sendersView)
    {
        if (runtime.Gate == SiloGate.Closed)
        {
            origin.RefuseHere(_view.Placement.View.Version, $"{self.SiloAddress} takes no calls.");
        }
        else if (callee.LastTarget is Activation { HasEnded: false } last)
        {
            Calls.CallRouter.Deliver(call, last);
        }
        else if (FindRemote(callee.Id) is not { } route)
        {
            DeliverHere(call, origin, callee);
        }
        else if (sendersView > _view.Placement.View.Version)
        {
            _ = ReceiveWithNewerViewAsync(call, origin, callee, sendersView);
        }
        else if (origin.Hops >= MaxHops)
        {
            origin.RefuseHere(_view.Placement.View.Version, $"{callee.Id} is not at {self.SiloAddress}.");
        }
        else
        {
            Send(call, route, origin.FromClient ? 0 : origin.Hops + 1);
        }
    }

    /// <summary>Sends an item of a stream to every other active silo; completes when it is in the queues there. A silo that is lost meanwhile has lost its subscriptions too.</summary>
    internal Task PublishAsync(StreamItemFrame head, Action<WireWriter> write)
    {
        SiloAddress[] others = [.. _view.Placement.Silos.Where(silo => !silo.Equals(self.SiloAddress))];
        if (others.Length == 0)
        {
            return Task.CompletedTask;
        }

        using var writer = new WireWriter();
        write(writer);
        List<Task> taken = [];
        foreach (SiloAddress silo in others)
        {
            taken.Add(LinkTo(silo).PublishAsync(head, writer.Written));
        }

        return Task.WhenAll(taken);
    }

    internal void Add(InboundCalls calls) => _inbound.TryAdd(calls, 0);

    internal void Remove(InboundCalls calls) => _inbound.TryRemove(calls, out _);

    /// <summary>Ends all ways, at once. What waits for an answer fails.</summary>
    internal void Abort(Exception why)
    {
        foreach (CallLink link in _links.Values)
        {
            link.Connection.Close(why);
        }
    }

    public void NotThere(GrainCall call, MembershipVersion view, string reason) => _ = RerouteAsync(call, view, reason);

    public void Ended(CallLink link) => _links.TryRemove(new(link.Peer, link));

    private void DeliverHere(GrainCall call, InboundCall origin, KnownGrain callee)
    {
        if (runtime.Gate != SiloGate.Open)
        {
            origin.RefuseHere(_view.Placement.View.Version, $"{self.SiloAddress} is stopping.");
            return;
        }

        Activation target;
        try
        {
            target = runtime.Catalog.Resolve(callee.Id, out bool isOnly);
            callee.LastTarget = isOnly ? target : null;
        }
        catch (ArgumentException unknown)
        {
            origin.Refuse(call, unknown);
            return;
        }

        Calls.CallRouter.Deliver(call, target);
    }

    private CallLink LinkTo(SiloAddress silo)
    {
        while (true)
        {
            if (_links.TryGetValue(silo, out CallLink? link))
            {
                if (!link.Connection.IsClosed)
                {
                    return link;
                }

                Ended(link);
            }

            var connection = new Connection(connector.MaxFrame);
            link = new(silo, connection, this);
            if (_links.TryAdd(silo, link))
            {
                connector.Connect(silo, ConnectionPurpose.Calls, connection, link.Receive);
                return link;
            }

            connection.Dispose();
        }
    }

    private async Task EndAsync(CallLink link)
    {
        if (link.IsLeaving)
        {
            // It left as planned: its last answers may still be under way, and behind them it ends the connection itself.
            await Task.WhenAny(link.Connection.Closed, Task.Delay(FarewellPatience, runtime.Clock));
        }

        link.Connection.Close(new SiloUnavailableException($"{link.Peer} was declared dead"));
    }

    private async Task ReceiveWithNewerViewAsync(GrainCall call, InboundCall origin, KnownGrain callee, MembershipVersion sendersView)
    {
        try
        {
            await membership.Refresh(sendersView);
        }
#pragma warning disable CA1031 // Whatever keeps the view old: the caller hears of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            origin.RefuseHere(_view.Placement.View.Version, $"{self.SiloAddress} could not read the newer view {sendersView}: {exception.Message}");
            return;
        }

        // Apart: from here on it may run, and must not be called one that did not.
        Receive(call, origin, callee, MembershipVersion.MinValue);
    }

    // It did not run, so sending it again is no repetition.
    private async Task RerouteAsync(GrainCall call, MembershipVersion view, string reason)
    {
        try
        {
            await Task.Delay(RerouteDelay, runtime.Clock);
            await membership.Refresh(view);
            runtime.Forward(call);
        }
#pragma warning disable CA1031 // Whatever keeps it from being sent on is its failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Remote.Refuse(call, new OrleansMessageRejectionException($"{call} did not run: {reason} It could not be sent elsewhere: {exception.Message}", exception));
        }
    }

    private sealed class View(PlacementView placement, SiloAddress self)
    {
        internal PlacementView Placement { get; } = placement;

        /// <summary>Along <see cref="PlacementView.Silos"/>; null for this silo.</summary>
        internal RemoteRoute?[] Routes { get; } = [.. placement.Silos.Select(silo => silo.Equals(self) ? null : new RemoteRoute(placement, silo))];
    }
}

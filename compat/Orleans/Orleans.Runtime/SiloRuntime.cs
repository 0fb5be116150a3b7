using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Compat;
using Orleans.Configuration;
using Orleans.Providers.Streams;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Catalog;
using Orleans.Runtime.Hosting;
using Orleans.Runtime.Network;
using Orleans.Streams;

namespace Orleans.Runtime;

/// <summary>The parts of one silo, put together. Activations reach everything they need through it.</summary>
internal sealed class SiloRuntime : IDisposable
{
    private readonly CallRouter _router;
    private readonly GrainClassMap _classes;
    private volatile SiloGate _gate = SiloGate.Closed;

    public SiloRuntime(
        IServiceProvider services,
        Clocks clocks,
        IOptions<SiloMessagingOptions> messaging,
        IOptions<GrainCollectionOptions> collection,
        ILogger<SiloRuntime> logger)
    {
        OptionsChecks.ThrowIfInvalid(messaging.Value, collection.Value);
        IReadOnlyList<GrainManifest> manifests = ManifestReader.Read();
        var classes = new GrainClassMap(manifests.SelectMany(manifest => manifest.Classes));
        _classes = classes;
        Services = services;
        Clock = clocks.Machine;
        Collection = collection.Value;
        Logger = logger;
        _router = new(this);
        Contracts = new(manifests, _router);
        References = new(_router, classes, manifests.SelectMany(manifest => manifest.Interfaces));
        GrainFactory = new ClusterClient(References, services);
        Catalog = new(this, classes);
        PendingCalls = new(clocks.Machine, messaging.Value.ResponseTimeout);
        Timeouts = new(PendingCalls, clocks.Machine, messaging.Value.ResponseTimeout);
        IdleCollector = new(Catalog, clocks, collection.Value);
    }

    internal IServiceProvider Services { get; }

    /// <summary>The machine's time. The grains' own is with their timers.</summary>
    internal TimeProvider Clock { get; }

    internal GrainCollectionOptions Collection { get; }

    internal ILogger Logger { get; }

    internal GrainRouter Router => _router;

    /// <summary>What can be read of calls from elsewhere.</summary>
    internal WireContracts Contracts { get; }

    /// <summary>The other silos; none for a silo by itself.</summary>
    internal SiloNetwork? Network { get; set; }

    internal bool WasDeclaredDead { get; set; }

    internal GrainReferences References { get; }

    internal ClusterClient GrainFactory { get; }

    internal ActivationCatalog Catalog { get; }

    internal PendingCalls PendingCalls { get; }

    internal ResponseTimeouts Timeouts { get; }

    internal IdleCollector IdleCollector { get; }

    /// <summary>The silo's filters, in order of registration. Resolved late: they may themselves ask for a grain factory.</summary>
    internal IReadOnlyList<IIncomingGrainCallFilter> Filters => field ??= [.. Services.GetServices<IIncomingGrainCallFilter>()];

    internal SiloGate Gate
    {
        get => _gate;
        set => _gate = value;
    }

    public void Dispose()
    {
        Timeouts.Dispose();
        IdleCollector.Dispose();
    }

    internal bool IsOpenTo(GrainCall call) => _gate == SiloGate.Open || (_gate == SiloGate.Draining && call.Source is not null);

    internal void Forward(GrainCall call, bool wasServing = false) => _router.Forward(call, wasServing);

    internal GrainReference ReferTo(GrainClass grainClass, GrainId grainId) => References.Refer(grainClass, grainId);

    /// <summary>A call from elsewhere.</summary>
    internal void Receive(GrainCall call, InboundCall origin, KnownGrain callee, MembershipVersion sendersView) => Network!.Receive(call, origin, callee, sendersView);

    /// <summary>An item of a stream from elsewhere, for the subscriptions here. Never fails.</summary>
    internal Task TakeStreamItemAsync(StreamItemFrame head, byte[] item) =>
        Services.GetKeyedService<IStreamProvider>(head.Provider) is MemoryStreamProvider streams ? streams.TakeAsync(head, item) : Task.CompletedTask;

    /// <summary>For clients, which have the interfaces and not the classes: the grain type behind the name of each interface that has just one.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> DescribeGrains() =>
        [.. _classes.OfInterfaces().Select(pair => KeyValuePair.Create(References.NameOf(pair.Key), pair.Value.ToString()))];

    /// <summary>The call's caller has to wait: from here on it can time out.</summary>
    internal void AwaitAnswer(GrainCall call)
    {
        if (call.IsOneWay || call.Proxy is null)
        {
            return;
        }

        PendingCall pending = call.MakePending();
        if (pending.List is null && !pending.IsAnswered)
        {
            PendingCalls.Add(pending);
        }
    }
}

/// <summary>Whose calls the silo takes.</summary>
internal enum SiloGate
{
    Closed,

    Open,

    /// <summary>Stopping: only those of grains that have to finish.</summary>
    Draining,
}

using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Compat;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime.Catalog;

/// <summary>What the runtime knows of a grain class, read from its attributes once at the start.</summary>
internal sealed class GrainClass
{
    private readonly ObjectFactory _create;

    internal GrainClass(GrainClassEntry entry)
    {
        Type = entry.Class;
        GrainType = GrainType.Create(entry.GrainType);
        Interfaces = entry.Interfaces;
        IsReentrant = Type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        MayInterleave = Type.GetCustomAttribute<MayInterleaveAttribute>(inherit: true) is { } attribute ? Predicate(attribute.CallbackMethodName) : null;
        MaxLocalWorkers = (Type.GetCustomAttribute<PlacementAttribute>(inherit: true)?.PlacementStrategy as StatelessWorkerPlacement)?.MaxLocalWorkers;
        FiltersItself = typeof(IIncomingGrainCallFilter).IsAssignableFrom(Type);
        _create = ActivatorUtilities.CreateFactory(Type, []);
    }

    internal Type Type { get; }

    internal GrainType GrainType { get; }

    internal IReadOnlyList<Type> Interfaces { get; }

    internal bool IsReentrant { get; }

    internal Func<IInvokable, bool>? MayInterleave { get; }

    /// <summary>How many activations share a key, for stateless workers; none for ordinary grains.</summary>
    internal int? MaxLocalWorkers { get; }

    internal bool FiltersItself { get; }

    internal object Create(IServiceProvider services) => _create(services, null);

    private Func<IInvokable, bool> Predicate(string name)
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;
        MethodInfo method = Type.GetMethod(name, Static, [typeof(IInvokable)])
            ?? throw new OrleansConfigurationException($"[MayInterleave] of {Type} names {name}: there is no static bool {name}(IInvokable).");
        return method.CreateDelegate<Func<IInvokable, bool>>();
    }
}

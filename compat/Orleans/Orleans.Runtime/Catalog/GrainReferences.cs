using System.Collections.Concurrent;
using System.Collections.Frozen;
using Orleans.Compat;

namespace Orleans.Runtime.Catalog;

/// <summary>Makes references: from an interface and a key, or from an interface and a whole id.</summary>
internal sealed class GrainReferences(GrainRouter router, IGrainTypes classes, IEnumerable<GrainInterfaceEntry> interfaces)
{
    private readonly FrozenDictionary<Type, GrainInterfaceEntry> _interfaces = interfaces.ToFrozenDictionary(entry => entry.Interface);
    private readonly ConcurrentDictionary<Type, (GrainInterfaceEntry Interface, GrainType Type)> _bindings = new();

    internal GrainProxy Refer(Type interfaceType, IdSpan key, string? prefix)
    {
        (GrainInterfaceEntry Interface, GrainType Type) binding = string.IsNullOrEmpty(prefix)
            ? _bindings.GetOrAdd(interfaceType, Bind)
            : (Entry(interfaceType), classes.Implementing(interfaceType, prefix));
        return binding.Interface.CreateProxy(router, GrainId.Create(binding.Type, key));
    }

    internal GrainProxy Refer(Type interfaceType, GrainId grainId) => Entry(interfaceType).CreateProxy(router, grainId);

    /// <summary>A reference to a grain by its class alone, through the first of its interfaces.</summary>
    internal GrainProxy Refer(GrainClass grainClass, GrainId grainId) => Refer(grainClass.Interfaces[0], grainId);

    /// <summary>The permanent name of a grain interface.</summary>
    internal string NameOf(Type interfaceType) => Entry(interfaceType).Name;

    private (GrainInterfaceEntry Interface, GrainType Type) Bind(Type interfaceType) => (Entry(interfaceType), classes.Implementing(interfaceType, null));

    private GrainInterfaceEntry Entry(Type interfaceType) =>
        _interfaces.GetValueOrDefault(interfaceType)
        ?? throw new ArgumentException($"{interfaceType} is not a grain interface, or its assembly was compiled without the generator.");
}

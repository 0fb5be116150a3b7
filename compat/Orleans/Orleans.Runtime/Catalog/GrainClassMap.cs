using System.Collections.Frozen;
using Orleans.Compat;

namespace Orleans.Runtime.Catalog;

/// <summary>Which class answers for which grain type, and for which interface.</summary>
internal sealed class GrainClassMap : IGrainTypes
{
    private readonly FrozenDictionary<GrainType, GrainClass> _byType;
    private readonly FrozenDictionary<Type, GrainClass[]> _byInterface;

    internal GrainClassMap(IEnumerable<GrainClassEntry> entries)
    {
        GrainClass[] classes = [.. entries.Select(entry => new GrainClass(entry))];
        if (classes.GroupBy(grainClass => grainClass.GrainType).FirstOrDefault(group => group.Count() > 1) is { } clash)
        {
            throw new OrleansConfigurationException($"Several classes have the grain type {clash.Key}: {string.Join(", ", clash.Select(grainClass => grainClass.Type))}. [GrainType] tells them apart.");
        }

        _byType = classes.ToFrozenDictionary(grainClass => grainClass.GrainType);
        _byInterface = classes
            .SelectMany(grainClass => grainClass.Interfaces.Select(type => (Interface: type, Class: grainClass)))
            .GroupBy(pair => pair.Interface, pair => pair.Class)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    internal GrainClass? Find(GrainType type) => _byType.GetValueOrDefault(type);

    internal GrainClass Get(GrainType type) =>
        Find(type) ?? throw new ArgumentException($"No grain class has the type {type}.");

    /// <summary>The grain type behind each interface that has just one.</summary>
    internal IEnumerable<KeyValuePair<Type, GrainType>> OfInterfaces() =>
        _byInterface.Where(pair => pair.Value.Length == 1).Select(pair => KeyValuePair.Create(pair.Key, pair.Value[0].GrainType));

    GrainType IGrainTypes.Implementing(Type interfaceType, string? prefix) => Implementing(interfaceType, prefix).GrainType;

    /// <summary>The one class that implements an interface, of those whose name begins with the prefix if there is one.</summary>
    internal GrainClass Implementing(Type interfaceType, string? prefix)
    {
        GrainClass[] candidates = _byInterface.GetValueOrDefault(interfaceType, []);
        if (!string.IsNullOrEmpty(prefix))
        {
            candidates = [.. candidates.Where(candidate => candidate.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal))];
        }

        return candidates.Length switch
        {
            1 => candidates[0],
            0 => throw new ArgumentException($"Could not find an implementation for interface {interfaceType}."),
            _ => throw new ArgumentException($"Several classes implement {interfaceType}: {string.Join(", ", candidates.Select(candidate => candidate.Type))}."),
        };
    }
}

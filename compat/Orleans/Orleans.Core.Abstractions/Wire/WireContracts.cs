using System.Collections.Frozen;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;

namespace Orleans.Compat;

/// <summary>What this process can read: the methods of its grain interfaces by number, and its contract types by alias.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WireContracts
{
    private readonly FrozenDictionary<ulong, Func<GrainCall>> _calls;
    private readonly FrozenDictionary<string, Type> _interfaces;
    private readonly FrozenDictionary<string, WireExceptionType> _exceptions;
    private readonly GrainRouter _router;

    /// <exception cref="OrleansConfigurationException">Two methods, interfaces or types share a number or a name.</exception>
    public WireContracts(IEnumerable<GrainManifest> manifests, GrainRouter router)
    {
        GrainManifest[] all = [.. manifests];
        GrainInterfaceEntry[] interfaces = [.. all.SelectMany(manifest => manifest.Interfaces)];
        _router = router;
        _calls = Unique(interfaces.SelectMany(entry => entry.Calls), call => call.Method.WireId, call => call.Method.FullName).ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Create);
        _interfaces = Unique(interfaces, entry => entry.Name, entry => entry.Interface.FullName!).ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Interface);
        _exceptions = Unique(all.SelectMany(manifest => manifest.Exceptions), type => type.Alias, type => type.Type.FullName!).ToFrozenDictionary();
    }

    /// <summary>An empty call of the method with this number, ready for its arguments; false if no interface here has such a method.</summary>
    public bool TryCreate(ulong wireId, [NotNullWhen(true)] out GrainCall? call)
    {
        call = _calls.TryGetValue(wireId, out Func<GrainCall>? create) ? create() : null;
        return call is not null;
    }

    internal WireExceptionType? ExceptionType(string alias) => _exceptions.GetValueOrDefault(alias);

    /// <summary>A reference to a grain: through <typeparamref name="T"/> or, if that is no more than a marker, through the interface of that name.</summary>
    internal T Refer<T>(GrainId grainId, string interfaceName)
        where T : class
    {
        Type? type = _interfaces.GetValueOrDefault(interfaceName);
        if (type is null || !type.IsAssignableTo(typeof(T)))
        {
            type = _interfaces.Values.Contains(typeof(T)) ? typeof(T) : throw new WireFormatException($"The reference to {grainId} goes through '{interfaceName}', which is not known here.");
        }

        return (T)_router.Refer(type, grainId);
    }

    private static Dictionary<TKey, TEntry> Unique<TKey, TEntry>(IEnumerable<TEntry> entries, Func<TEntry, TKey> key, Func<TEntry, string> name)
        where TKey : notnull
    {
        Dictionary<TKey, TEntry> unique = [];
        foreach (TEntry entry in entries)
        {
            if (!unique.TryAdd(key(entry), entry))
            {
                throw new OrleansConfigurationException($"'{name(unique[key(entry)])}' and '{name(entry)}' are both {key(entry)} on the wire. An [Alias] of its own tells one from the other.");
            }
        }

        return unique;
    }
}

using System.Collections;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Which health checks speak for which service name.</summary>
public sealed class GrpcHealthChecksOptions
{
    /// <summary>The empty name, the server as a whole, has all checks unless mapped otherwise.</summary>
    public ServiceMappingCollection Services { get; } = [];

    /// <summary>When true, Check answers with the last published result instead of running the checks.</summary>
    public bool UseHealthChecksCache { get; set; }

    /// <summary>When true, watches stay open while the host stops.</summary>
    public bool SuppressCompletionOnShutdown { get; set; }
}

/// <summary>A registered check, to choose by.</summary>
public sealed class HealthCheckMapContext(string name, IEnumerable<string> tags)
{
    public string Name { get; } = name;

    public IEnumerable<string> Tags { get; } = tags;
}

/// <summary>One service name and the checks that count for it.</summary>
public sealed class ServiceMapping(string name, Func<HealthCheckMapContext, bool> predicate)
{
    public string Name { get; } = name;

    public Func<HealthCheckMapContext, bool>? HealthCheckPredicate { get; } = predicate;
}

public sealed class ServiceMappingCollection : IEnumerable<ServiceMapping>
{
    private readonly Dictionary<string, ServiceMapping> _mappings = new(StringComparer.Ordinal);

    /// <summary>Replaces an earlier mapping of the same name.</summary>
    public void Map(string name, Func<HealthCheckMapContext, bool> predicate) => Add(new ServiceMapping(name, predicate));

    public void Add(ServiceMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        _mappings[mapping.Name] = mapping;
    }

    public void Clear() => _mappings.Clear();

    public IEnumerator<ServiceMapping> GetEnumerator() => _mappings.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal ServiceMapping? Find(string name) => _mappings.GetValueOrDefault(name);
}

using System.ComponentModel;
using System.Reflection;

namespace Orleans.Compat;

/// <summary>How a method of a grain interface may share its activation with others, and whether it answers.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum GrainMethodOptions
{
    None = 0,
    AlwaysInterleave = 1,
    ReadOnly = 2,
    OneWay = 4,
}

/// <summary>What the generator knows of one method of a grain interface. One instance per method and process.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GrainMethod
{
    private readonly Type[] _parameters;
    private MethodInfo? _info;

    /// <summary>A method of the runtime's own, which never leaves its silo.</summary>
    internal GrainMethod(Type declaringInterface, string name, GrainMethodOptions options, TimeSpan? responseTimeout)
        : this(declaringInterface, declaringInterface, name, 0, options, responseTimeout)
    {
    }

    public GrainMethod(Type throughInterface, Type declaringInterface, string name, ulong wireId, GrainMethodOptions options, TimeSpan? responseTimeout, params Type[] parameters)
    {
        Interface = throughInterface;
        DeclaringInterface = declaringInterface;
        WireId = wireId;
        Name = name;
        FullName = $"{declaringInterface.Name}.{name}";
        Options = options;
        ResponseTimeout = responseTimeout;
        _parameters = parameters;
    }

    /// <summary>The interface of the reference that is called: the declaring one, or one that inherits it.</summary>
    public Type Interface { get; }

    public Type DeclaringInterface { get; }

    /// <summary>The method's permanent number: a hash of the interface's name, its own name, and its parameters' types. An [Alias] on any of them stands in for its name.</summary>
    public ulong WireId { get; }

    public string Name { get; }

    /// <summary>Interface and method, for people: <c>IHoldGrain.Extend</c>.</summary>
    public string FullName { get; }

    public GrainMethodOptions Options { get; }

    /// <summary>In place of the configured timeout, if the method or its interface says so.</summary>
    public TimeSpan? ResponseTimeout { get; }

    /// <summary>The reflected method: for call filters only, looked up when one asks.</summary>
    public MethodInfo Info => _info ??= DeclaringInterface.GetMethod(Name, _parameters)
        ?? throw new InvalidOperationException($"{FullName} is gone: its contract was compiled against another version.");
}

using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>A call of a grain, as a filter sees it.</summary>
public interface IGrainCallContext
{
    IInvokable Request { get; }

    /// <summary>The grain instance.</summary>
    object Grain { get; }

    /// <summary>Who called: the grain whose turn made the call, or none for a client.</summary>
    GrainId? SourceId { get; }

    GrainId TargetId { get; }

    GrainInterfaceType InterfaceType { get; }

    string InterfaceName { get; }

    string MethodName { get; }

    MethodInfo InterfaceMethod { get; }

    /// <summary>What the call returns; readable after <see cref="Invoke"/>. A filter may replace it.</summary>
    object? Result { get; set; }

    /// <summary>Runs the next filter or, after the last, the grain's method.</summary>
    Task Invoke();
}

/// <summary>A call on the side of the grain that is called.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    IGrainContext TargetContext { get; }

    MethodInfo ImplementationMethod { get; }
}

/// <summary>Stands around every call of every grain (registered as a service) or of one (implemented by its class).</summary>
public interface IIncomingGrainCallFilter
{
    Task Invoke(IIncomingGrainCallContext context);
}

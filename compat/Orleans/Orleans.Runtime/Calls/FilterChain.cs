using System.Reflection;
using Orleans.Compat;
using Orleans.Runtime.Turns;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime.Calls;

/// <summary>The filters around one call: those of the silo in order of registration, then the grain's own, then its method.</summary>
internal sealed class FilterChain(IReadOnlyList<IIncomingGrainCallFilter> filters, Activation activation, GrainCall call) : IFilterChain, IIncomingGrainCallContext
{
    private int _next;

    public IInvokable Request => call;

    public object Grain => activation.GrainInstance!;

    public IGrainContext TargetContext => activation;

    public GrainId? SourceId => call.CallerId;

    public GrainId TargetId => activation.GrainId;

    public GrainInterfaceType InterfaceType => activation.Refer(call.Descriptor.Interface).InterfaceType;

    public string InterfaceName => call.GetInterfaceName();

    public string MethodName => call.GetMethodName();

    public MethodInfo InterfaceMethod => call.GetMethod();

    public MethodInfo ImplementationMethod
    {
        get
        {
            InterfaceMapping map = Grain.GetType().GetInterfaceMap(InterfaceMethod.DeclaringType!);
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, InterfaceMethod)];
        }
    }

    public object? Result { get; set; }

    public async Task Invoke()
    {
        int position = _next++;
        if (position < filters.Count)
        {
            await filters[position].Invoke(this);
        }
        else if (position == filters.Count && Grain is IIncomingGrainCallFilter own)
        {
            await own.Invoke(this);
        }
        else
        {
            Result = await call.StartBoxed(Grain);
        }
    }

    public async Task<object?> InvokeAsync()
    {
        await Invoke();
        return Result;
    }
}

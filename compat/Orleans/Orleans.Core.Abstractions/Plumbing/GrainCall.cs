using System.Collections.Immutable;
using System.ComponentModel;
using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.Compat;

/// <summary>One call of one grain: its arguments (in the generated class), where it comes from, and its answer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GrainCall : MailboxItem, IInvokable
{
    public abstract GrainMethod Descriptor { get; }

    /// <summary>The token that the grain's method sees; cancelled in a turn of the grain.</summary>
    public CancellationToken Token => Pending?.CalleeToken ?? default;

    /// <summary>The reference through which the call was made; none for a timer's tick.</summary>
    internal GrainProxy? Proxy { get; set; }

    /// <summary>The activation whose turn made the call; none for a client.</summary>
    internal ActivationContext? Source { get; set; }

    /// <summary>The activation where the call waits or runs.</summary>
    internal ActivationContext? Target { get; set; }

    /// <summary>Where the call came from, if it was made in another process.</summary>
    internal CallOrigin? Origin { get; set; }

    internal ImmutableDictionary<string, object>? Context { get; set; }

    /// <summary>The link back, while the call is in a list that it may leave from the middle.</summary>
    internal GrainCall? Previous { get; set; }

    /// <summary>How often the call was handed from an ended activation to the next.</summary>
    internal int Forwards { get; set; }

    /// <summary>Present as soon as the caller has to wait.</summary>
    internal abstract PendingCall? Pending { get; }

    /// <summary>What the caller handed in for the method's cancellation token.</summary>
    internal CancellationToken CallerToken { get; set; }

    internal GrainId CalleeId => Proxy?.GrainId ?? Origin?.CalleeId ?? Target!.GrainId;

    /// <summary>None for a client.</summary>
    internal GrainId? CallerId => Source?.GrainId ?? Origin?.CallerId;

    /// <summary>It belongs to its activation, and to no other.</summary>
    internal bool IsTick => Proxy is null && Origin is null;

    internal bool IsOneWay => (Descriptor.Options & GrainMethodOptions.OneWay) != 0;

    /// <summary>A call of the application's: call filters see it. Ticks and deliveries are the runtime's own.</summary>
    internal virtual bool IsGrainMethod => true;

    /// <summary>Whether it may run on another silo. The runtime's own calls hold what only this process has.</summary>
    internal bool MayTravel => IsGrainMethod;

    /// <summary>Whether it keeps the activation from being collected as idle.</summary>
    internal virtual bool CountsAsUse => true;

    /// <summary>Whether the method has returned and its task is done.</summary>
    internal abstract bool IsDone { get; }

    /// <summary>The failure of a done call, if it failed.</summary>
    internal abstract Exception? Failure { get; }

    /// <summary>Writes the arguments, as a message without its length.</summary>
    /// <exception cref="WireFormatException">An argument holds what cannot travel.</exception>
    public virtual void WriteArguments(WireWriter writer) => throw new WireFormatException($"{Descriptor.FullName} belongs to its silo and does not travel.");

    /// <summary>Fills an empty call with the arguments that the rest of the message holds.</summary>
    /// <exception cref="WireFormatException">They are not what this method takes.</exception>
    public void ReadArguments(ref WireReader reader)
    {
        try
        {
            ReadArgumentFields(ref reader);
        }
        catch (Exception exception) when (exception is not (WireFormatException or OutOfMemoryException))
        {
            throw new WireFormatException($"An argument of {Descriptor.FullName} refuses its content: {exception.Message}", exception);
        }
    }

    /// <summary>Writes what a done call came to, a value or a failure, as a message without its length.</summary>
    public abstract void WriteOutcome(WireWriter writer);

    /// <summary>Answers the caller with the outcome that the rest of the message holds.</summary>
    /// <exception cref="WireFormatException">It is no outcome of this method. The caller has no answer yet.</exception>
    public abstract void ReadOutcome(ref WireReader reader);

    public virtual int GetArgumentCount() => 0;

    public virtual object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    public string GetMethodName() => Descriptor.Name;

    public string GetInterfaceName() => Descriptor.DeclaringInterface.FullName!;

    public MethodInfo GetMethod() => Descriptor.Info;

    public Type GetInterfaceType() => Descriptor.DeclaringInterface;

    public override string ToString() => $"{CalleeId} {Descriptor.FullName}";

    protected virtual void ReadArgumentFields(ref WireReader reader) => throw new WireFormatException($"{Descriptor.FullName} belongs to its silo and does not travel.");

    /// <summary>Hands the outcome of a done call to its caller, wherever he is.</summary>
    internal void Complete()
    {
        if (Origin is { } origin)
        {
            origin.Answer(this);
        }
        else
        {
            Answer();
        }
    }

    /// <summary>Ends the call without running it, wherever its caller is.</summary>
    internal void Reject(Exception reason)
    {
        if (Origin is { } origin)
        {
            origin.Refuse(this, reason);
        }
        else
        {
            Refuse(reason);
        }
    }

    /// <summary>Passes over a call whose caller no longer waits.</summary>
    internal void Forget()
    {
        Pending?.CloseCalleeToken();
        Origin?.Forget(this);
    }

    /// <summary>Calls the grain's method. Everything it throws ends up in the call.</summary>
    internal abstract void Start(object grain);

    /// <summary>Runs the method behind the filters. Everything they throw ends up in the call.</summary>
    internal abstract void StartFiltered(IFilterChain filters);

    /// <summary>Calls the grain's method for the last filter, and boxes its result.</summary>
    internal abstract Task<object?> StartBoxed(object grain);

    /// <summary>Runs <paramref name="continuation"/> in a turn of the current activation when the method's task is done.</summary>
    internal abstract void WhenDone(Action continuation);

    /// <summary>From here on the caller waits.</summary>
    internal abstract PendingCall MakePending();

    /// <summary>Hands the outcome of a done call to the caller who waits, if he still does.</summary>
    internal abstract void Answer();

    /// <summary>Ends the call without running it. Harmless when the caller has an answer.</summary>
    internal abstract void Refuse(Exception reason);
}

/// <summary>The filters around one call, ending in the grain's method.</summary>
internal interface IFilterChain
{
    Task<object?> InvokeAsync();
}

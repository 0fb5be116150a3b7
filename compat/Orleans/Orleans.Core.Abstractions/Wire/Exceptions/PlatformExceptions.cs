using System.Collections.Frozen;
using Orleans.Runtime;

namespace Orleans.Compat;

/// <summary>The exceptions of the base library and of the runtime that come back as what they were, by their full names.</summary>
internal static class PlatformExceptions
{
    private static readonly WireExceptionType[] All =
    [
        Of<Exception>((message, inner) => new(message, inner)),
        Of<ArithmeticException>((message, inner) => new(message, inner)),
        Of<DivideByZeroException>((message, inner) => new(message, inner)),
        Of<OverflowException>((message, inner) => new(message, inner)),
        Of<FormatException>((message, inner) => new(message, inner)),
        Of<IndexOutOfRangeException>((message, inner) => new(message, inner)),
        Of<InvalidCastException>((message, inner) => new(message, inner)),
        Of<InvalidOperationException>((message, inner) => new(message, inner)),
        Of<KeyNotFoundException>((message, inner) => new(message, inner)),
        Of<NotImplementedException>((message, inner) => new(message, inner)),
        Of<NotSupportedException>((message, inner) => new(message, inner)),
        Of<NullReferenceException>((message, inner) => new(message, inner)),
        Of<OperationCanceledException>((message, inner) => new(message, inner)),
        Of<TaskCanceledException>((message, inner) => new(message, inner)),
        Of<TimeoutException>((message, inner) => new(message, inner)),
        Of<UnauthorizedAccessException>((message, inner) => new(message, inner)),
        Of<IOException>((message, inner) => new(message, inner)),
        Of<WireFormatException>((message, inner) => inner is null ? new(message) : new(message, inner)),
        Of<OrleansException>((message, inner) => inner is null ? new(message) : new(message, inner)),
        Of<OrleansMessageRejectionException>((message, inner) => inner is null ? new(message) : new(message, inner)),
        Of<SiloUnavailableException>((message, inner) => inner is null ? new(message) : new(message, inner)),
        Of<OrleansConfigurationException>((message, inner) => inner is null ? new(message) : new(message, inner)),
        Of<GrainReferenceNotBoundException>((message, _) => new(message)),
        new ArgumentExceptionType<ArgumentException>(static (message, parameter, inner) => new(message, parameter, inner)),
        new ArgumentExceptionType<ArgumentNullException>(static (message, parameter, inner) => inner is null ? new(parameter, message) : new(message, inner)),
        new ArgumentOutOfRangeExceptionType(),
        new ObjectDisposedExceptionType(),
        new AggregateExceptionType(),
    ];

    internal static FrozenDictionary<Type, WireExceptionType> ByType { get; } = All.ToFrozenDictionary(type => type.Type);

    internal static FrozenDictionary<string, WireExceptionType> ByAlias { get; } = All.ToFrozenDictionary(type => type.Alias);

    private static PlainExceptionType<T> Of<T>(Func<string, Exception?, T> create)
        where T : Exception => new(create);
}

/// <summary>A message and a cause, and nothing else.</summary>
internal sealed class PlainExceptionType<T>(Func<string, Exception?, T> create) : WireExceptionType(typeof(T), typeof(T).FullName!)
    where T : Exception
{
    public override void WriteMembers(WireWriter writer, Exception exception)
    {
        // There are none.
    }

    public override Exception Create(ref WireReader members, string message, Exception? inner) => create(message, inner);
}

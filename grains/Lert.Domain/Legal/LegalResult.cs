using System.Diagnostics.CodeAnalysis;

namespace Lert.Domain.Legal;

/// <summary>A value or a refusal, never both and never neither.</summary>
public sealed record LegalResult<T>
    where T : class
{
    internal LegalResult(T? value, LegalError? error)
    {
        Value = value;
        Error = error;
    }

    /// <summary>Null exactly where there is an <see cref="Error"/>.</summary>
    public T? Value { get; }

    public LegalError? Error { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsComputed => Value is not null;

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out LegalError? error)
    {
        value = Value;
        error = Error;
        return IsComputed;
    }
}

/// <summary>The two ways to make a <see cref="LegalResult{T}"/>.</summary>
public static class LegalResult
{
    public static LegalResult<T> Computed<T>(T value)
        where T : class => new(value, error: null);

    public static LegalResult<T> Refused<T>(LegalError error)
        where T : class => new(value: null, error);

    public static LegalResult<T> Refused<T>(string code, string message)
        where T : class => new(value: null, new LegalError(code, message));
}

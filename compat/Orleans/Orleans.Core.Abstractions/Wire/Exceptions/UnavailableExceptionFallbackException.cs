// Genuine home: Orleans.Serialization.
namespace Orleans.Serialization;

/// <summary>Stands for an exception from another process whose type is not known here. Its message, its causes and its stack are the original's.</summary>
public sealed class UnavailableExceptionFallbackException : Exception
{
    public UnavailableExceptionFallbackException()
    {
    }

    public UnavailableExceptionFallbackException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal UnavailableExceptionFallbackException(string message, Exception? innerException, string exceptionType)
        : base(message, innerException) => ExceptionType = exceptionType;

    /// <summary>The full name of the original's type.</summary>
    public string ExceptionType { get; } = "";

    public override string ToString() => $"{ExceptionType}: {base.ToString()}";
}

namespace Orleans.Compat;

/// <summary>What a call came to: nothing or field 0, the value; or field 1, the failure.</summary>
internal static class WireOutcome
{
    private const uint FailureId = 1;

    /// <summary>Writes why a task that is done did not succeed.</summary>
    internal static void WriteFailure(WireWriter writer, Task done)
    {
        Exception failure;
        try
        {
            done.GetAwaiter().GetResult();
            throw new InvalidOperationException("The call did not fail.");
        }
#pragma warning disable CA1031 // Whatever the method threw is the caller's.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
        }

        WriteFailure(writer, failure);
    }

    /// <summary>The failure, if the message begins with one; else nothing is read.</summary>
    internal static Exception? ReadFailure(ref WireReader reader)
    {
        WireReader ahead = reader;
        return ahead.TryReadField(out uint id, out WireKind kind) && id == FailureId && kind == WireKind.Bytes ? WireExceptions.Read(ref ahead) : null;
    }

    /// <summary>A task that fails, or is cancelled, as if the exception had been thrown here.</summary>
    internal static async Task<T> Rethrow<T>(Exception failure)
    {
        await Task.CompletedTask;
        throw failure;
    }

    internal static void WriteFailure(WireWriter writer, Exception failure)
    {
        writer.WriteTag(FailureId, WireKind.Bytes);
        WireExceptions.Write(writer, failure);
    }
}

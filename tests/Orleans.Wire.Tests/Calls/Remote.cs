using Orleans.Compat;

namespace Orleans.Wire.Tests.Calls;

/// <summary>A call as it goes to another silo and back: every hop through bytes, in one process and without a network.</summary>
internal static class Remote
{
    /// <summary>Sends a call of the interface's method, with these arguments, and gives its answer to the caller.</summary>
    public static async Task<object?> Call<TGrain>(TGrain grain, string method, Action<GrainCall> arguments)
        where TGrain : notnull
    {
        GrainCallEntry entry = Manifests.Own.Interfaces.SelectMany(one => one.Calls).Single(call => call.Method.Name == method);
        GrainCall caller = entry.Create();
        arguments(caller);
        caller.MakePending();

        using var request = new WireWriter();
        caller.WriteArguments(request);
        Assert.True(Manifests.Contracts.TryCreate(entry.Method.WireId, out GrainCall? callee));
        Read(callee, request.Written, isOutcome: false);
        callee.Start(grain);
        var done = new TaskCompletionSource();
        if (callee.IsDone)
        {
            done.SetResult();
        }
        else
        {
            callee.WhenDone(done.SetResult);
        }

        await done.Task.WaitAsync(TimeSpan.FromSeconds(30));
        using var reply = new WireWriter();
        callee.WriteOutcome(reply);
        Read(caller, reply.Written, isOutcome: true);
        Task outcome = (Task)caller.GetType().BaseType!.GetProperty("Outcome", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(caller)!;
        Assert.True(outcome.IsCompleted);
        await outcome;
        return outcome.GetType().GetProperty("Result")?.GetValue(outcome);
    }

    /// <summary>Sets the arguments of a generated call, in order.</summary>
    public static Action<GrainCall> With(params object?[] arguments) => call =>
    {
        System.Reflection.FieldInfo[] fields = [.. call.GetType().GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic).Where(field => field.Name.StartsWith('a')).OrderBy(field => field.Name, StringComparer.Ordinal)];
        Assert.Equal(fields.Length, arguments.Length);
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i].SetValue(call, arguments[i]);
        }
    };

    private static void Read(GrainCall call, ReadOnlySpan<byte> bytes, bool isOutcome)
    {
        var reader = new WireReader(bytes, Manifests.Contracts);
        if (isOutcome)
        {
            call.ReadOutcome(ref reader);
        }
        else
        {
            call.ReadArguments(ref reader);
        }
    }
}

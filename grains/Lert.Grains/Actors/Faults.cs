using Lert.Store;

namespace Lert.Grains.Actors;

/// <summary>What breaks in the store, in words that callers of a grain know.</summary>
internal static class Faults
{
    public static async Task<T> Translate<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception broken) when (Fault(broken) is { } fault)
        {
            throw fault;
        }
    }

    public static Task Translate(Func<Task> action) => Translate(async () =>
    {
        await action();
        return true;
    });

    private static ActorFaultException? Fault(Exception broken) => broken switch
    {
        StoreUnavailableException => new(FaultKind.Unavailable, broken.Message, TimeSpan.FromSeconds(1), broken),
        CommitOutcomeUnknownException => new(FaultKind.OutcomeUnknown, broken.Message, TimeSpan.FromSeconds(1), broken),
        StoreBusyException busy => new(FaultKind.Busy, busy.Message, busy.RetryAfter, busy),
        // A silo of the newer release may be the next to be asked.
        NewerReleaseException => new(FaultKind.NewerRelease, broken.Message, TimeSpan.FromSeconds(5), broken),
        DataLossException => new(FaultKind.DataLoss, broken.Message, null, broken),
        // Nothing that callers send is read here: it was stored, by another version or not as it stands.
        System.Text.Json.JsonException => new(FaultKind.DataLoss, "What is stored does not read.", null, broken),
        _ => null,
    };
}

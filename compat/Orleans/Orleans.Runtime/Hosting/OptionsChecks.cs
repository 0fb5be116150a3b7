using Orleans.Configuration;

namespace Orleans.Runtime.Hosting;

/// <summary>Options that make no working silo are refused at its start, all at once.</summary>
internal static class OptionsChecks
{
    internal static void ThrowIfInvalid(SiloMessagingOptions messaging, GrainCollectionOptions collection)
    {
        List<string> problems = [];
        RequirePositive(messaging.ResponseTimeout, "SiloMessagingOptions.ResponseTimeout", problems);
        RequirePositive(collection.CollectionQuantum, "GrainCollectionOptions.CollectionQuantum", problems);
        RequirePositive(collection.ActivationTimeout, "GrainCollectionOptions.ActivationTimeout", problems);
        RequirePositive(collection.DeactivationTimeout, "GrainCollectionOptions.DeactivationTimeout", problems);
        if (collection.CollectionAge < collection.CollectionQuantum)
        {
            problems.Add($"GrainCollectionOptions.CollectionAge is {collection.CollectionAge}: it must be at least CollectionQuantum, which is {collection.CollectionQuantum}.");
        }

        if (problems.Count > 0)
        {
            throw new OrleansConfigurationException(string.Join(" ", problems));
        }
    }

    private static void RequirePositive(TimeSpan value, string name, List<string> problems)
    {
        if (value <= TimeSpan.Zero)
        {
            problems.Add($"{name} is {value}: it must be above 0.");
        }
    }
}

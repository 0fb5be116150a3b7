using Orleans.Configuration;

namespace Orleans.Runtime.Hosting;

/// <summary>Options that make no working silo are refused at its start, all at once.</summary>
internal static class OptionsChecks
{
    internal static void ThrowIfInvalid(SiloMessagingOptions messaging, GrainCollectionOptions collection)
    {
        List<string> problems = [];
        RequirePositive(messaging.ResponseTimeout, "SiloMessagingOptions.ResponseTimeout", problems);
        if (messaging.MaxMessageBodySize is < 1024 or > Compat.WireLimits.Bytes)
        {
            problems.Add($"SiloMessagingOptions.MaxMessageBodySize is {messaging.MaxMessageBodySize}: from 1024 to {Compat.WireLimits.Bytes} bytes are possible.");
        }

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

    internal static void ThrowIfInvalid(ClusterMembershipOptions membership, EndpointOptions endpoint)
    {
        List<string> problems = [];
        RequirePositive(membership.ProbeTimeout, "ClusterMembershipOptions.ProbeTimeout", problems);
        RequirePositive(membership.DeathVoteExpirationTimeout, "ClusterMembershipOptions.DeathVoteExpirationTimeout", problems);
        RequirePositive(membership.TableRefreshTimeout, "ClusterMembershipOptions.TableRefreshTimeout", problems);
        RequirePositive(membership.IAmAliveTablePublishTimeout, "ClusterMembershipOptions.IAmAliveTablePublishTimeout", problems);
        RequirePositive(membership.MaxJoinAttemptTime, "ClusterMembershipOptions.MaxJoinAttemptTime", problems);
        RequirePositive(membership.NumMissedProbesLimit, "ClusterMembershipOptions.NumMissedProbesLimit", problems);
        RequirePositive(membership.NumProbedSilos, "ClusterMembershipOptions.NumProbedSilos", problems);
        RequirePositive(membership.NumVotesForDeathDeclaration, "ClusterMembershipOptions.NumVotesForDeathDeclaration", problems);
        RequirePositive(membership.NumMissedTableIAmAliveLimit, "ClusterMembershipOptions.NumMissedTableIAmAliveLimit", problems);
        if (endpoint.SiloPort is < 0 or > ushort.MaxValue)
        {
            problems.Add($"EndpointOptions.SiloPort is {endpoint.SiloPort}: ports are 0 to {ushort.MaxValue}.");
        }

        if (endpoint.AdvertisedIPAddress.Equals(System.Net.IPAddress.Any) || endpoint.AdvertisedIPAddress.Equals(System.Net.IPAddress.IPv6Any))
        {
            problems.Add($"EndpointOptions.AdvertisedIPAddress is {endpoint.AdvertisedIPAddress}: others cannot connect to that.");
        }

        if (problems.Count > 0)
        {
            throw new OrleansConfigurationException(string.Join(" ", problems));
        }
    }

    private static void RequirePositive(int value, string name, List<string> problems)
    {
        if (value <= 0)
        {
            problems.Add($"{name} is {value}: it must be above 0.");
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

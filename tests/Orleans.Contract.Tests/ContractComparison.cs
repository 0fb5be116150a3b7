namespace Orleans.Contract.Tests;

/// <summary>
/// Compares what our assembly shows with what the genuine one shows. Ours may lack types and members: it has only what the product uses.
/// It may have nothing else, and what it has must be the same.
/// </summary>
internal static class ContractComparison
{
    /// <summary>Our own plumbing: public because generated code needs it, and no part of Orleans.</summary>
    private const string Plumbing = "Orleans.Compat.";

    /// <summary>Types whose genuine home is another assembly, which cannot be had alone.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["Orleans.GenerateSerializerAttribute"] = "Orleans.Serialization.Abstractions",
        ["Orleans.IdAttribute"] = "Orleans.Serialization.Abstractions",
        ["Orleans.AliasAttribute"] = "Orleans.Serialization.Abstractions",
        ["Orleans.ImmutableAttribute"] = "Orleans.Serialization.Abstractions",
        ["Orleans.ResponseTimeoutAttribute"] = "Orleans.Serialization.Abstractions",
        ["Orleans.Serialization.Invocation.IInvokable"] = "Orleans.Serialization",
        ["Orleans.Serialization.UnavailableExceptionFallbackException"] = "Orleans.Serialization",
        ["Orleans.IClusterClient"] = "Orleans.Core",
        ["Orleans.IMembershipTable"] = "Orleans.Core",
        ["Orleans.MembershipEntry"] = "Orleans.Core",
        ["Orleans.MembershipTableData"] = "Orleans.Core",
        ["Orleans.TableVersion"] = "Orleans.Core",
        ["Orleans.Runtime.SiloStatus"] = "Orleans.Core",
    };

    /// <summary>Interfaces that the product implements: a member that ours lacked would be missing in the product.</summary>
    private static readonly string[] ImplementedByTheProduct =
    [
        "Orleans.IIncomingGrainCallFilter",
        "Orleans.ILifecycleObserver",
        "Orleans.ILifecycleParticipant`1",
        "Orleans.IGrainBase",
        "Orleans.IGrainWithStringKey",
        "Orleans.IGrainWithGuidKey",
        "Orleans.IGrainWithIntegerKey",
    ];

    internal static IReadOnlyList<string> Differences(PublicSurface ours, PublicSurface genuine) =>
        [.. ours.Types.Where(type => !type.Key.StartsWith(Plumbing, StringComparison.Ordinal) && !Elsewhere.ContainsKey(type.Key)).SelectMany(type => Differences(type.Key, type.Value, genuine))];

    /// <summary>Entries of the list above that the genuine assembly has after all, or that ours does not have.</summary>
    internal static IReadOnlyList<string> StaleExceptions(PublicSurface ours, PublicSurface genuine) =>
        [.. Elsewhere.Keys.Where(type => genuine.Types.ContainsKey(type) || !ours.Types.ContainsKey(type))];

    private static IEnumerable<string> Differences(string type, IReadOnlySet<string> lines, PublicSurface genuine)
    {
        if (!genuine.Types.TryGetValue(type, out var theirs))
        {
            return [$"{type}: the genuine assembly has no such type"];
        }

        IEnumerable<string> extra = lines.Where(line => !theirs.Contains(line)).Select(line => $"{type}: only ours has {line}");
        IEnumerable<string> missing = theirs
            .Where(line => !lines.Contains(line) && (IsHeader(line) || ImplementedByTheProduct.Contains(type)))
            .Select(line => $"{type}: only the genuine one has {line}");
        return extra.Concat(missing);
    }

    // What a type is may not differ in either direction; of what it has, ours may have less.
    private static bool IsHeader(string line) =>
        line.StartsWith("type ", StringComparison.Ordinal) || line.StartsWith("base ", StringComparison.Ordinal) || line.StartsWith("usage ", StringComparison.Ordinal);
}

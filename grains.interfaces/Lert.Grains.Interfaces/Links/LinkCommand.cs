using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lert.Grains.Requesters;
using Orleans.Concurrency;

namespace Lert.Grains.Links;

/// <summary>What a link can be asked to do. A link is one thing that cases may have in common: an agency's number, or an account.</summary>
[GenerateSerializer, Immutable, Alias("lert.link-command")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(NoteCase), "link.note-case.v1")]
[JsonDerivedType(typeof(Tick), "link.tick.v1")]
public abstract record LinkCommand
{
    private LinkCommand()
    {
    }

    /// <summary>From a case: it has that. It hears of the others that have it.</summary>
    /// <param name="IsRestricted">Others are not told of it.</param>
    /// <param name="Holding">Cases that hold the account; read by the grain when it decides.</param>
    [GenerateSerializer, Immutable, Alias("lert.link.note-case")]
    public sealed record NoteCase(
        [property: Id(0)] LinkGround Ground,
        [property: Id(1)] string What,
        [property: Id(2)] string CaseId,
        [property: Id(3)] bool IsRestricted,
        [property: Id(4)] ImmutableArray<string>? Holding = null) : LinkCommand;

    [GenerateSerializer, Immutable, Alias("lert.link.tick")]
    public sealed record Tick : LinkCommand;
}

/// <summary>A link as lists see it.</summary>
[GenerateSerializer, Immutable, Alias("lert.link-view")]
public sealed record LinkView([property: Id(0)] string LinkId, [property: Id(1)] long Version, [property: Id(2)] LinkGround Ground, [property: Id(3)] int Cases);

/// <summary>One thing that cases may have in common. Its key is <see cref="LinkKey"/>'s. It answers to messages alone.</summary>
public interface ILinkGrain : IActorGrain
{
    [ReadOnly]
    Task<LinkView?> Get();
}

/// <summary>Keys of links, <c>us-k-…</c>: they follow from what is in common.</summary>
public static class LinkKey
{
    public static string ReferenceOf(string region, string agency, string reference) =>
        $"{region}-k-{ActorKey.Digest($"reference\0{RequesterKey.AgencyOf(region, agency)}\0{RequesterKey.AgencyOf(region, reference)}")}";

    public static string AccountOf(string region, string account) => $"{region}-k-{ActorKey.Digest($"account\0{account}")}";
}

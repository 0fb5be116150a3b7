using System.Collections.Frozen;
using System.Collections.Immutable;
using Grpc.Core;
using Lert.Api.Errors;
using Lert.Grains;

namespace Lert.Api.Identity;

/// <summary>Who calls, once the gate has let them in.</summary>
/// <param name="Subject">The token's <c>sub</c>: what the journal names.</param>
/// <param name="Roles">Of <see cref="Identity.Roles"/>; others grant nothing.</param>
/// <param name="Regions">Home regions of this cell that the caller may see.</param>
internal sealed record Caller(string Subject, FrozenSet<string> Roles, ImmutableArray<string> Regions, Cell Cell)
{
    public bool MaySee(string key) => Regions.Contains(ActorKey.RegionOf(key), StringComparer.Ordinal);

    /// <summary>Whether that responder is this caller: the key's subject is the token's, in lower case.</summary>
    public bool IsResponder(string key) =>
        string.Equals(key, ActorKey.ResponderOf(ActorKey.RegionOf(key), Subject.ToLowerInvariant()), StringComparison.Ordinal);

    /// <summary>The caller of this call. A call that did not pass the gate has none, and goes no further.</summary>
    public static Caller Of(ServerCallContext context) =>
        context.GetHttpContext().Features.Get<Caller>()
        ?? throw new ApiError(EdgeCodes.TokenMissing, "A bearer token is required.").ToException();
}

/// <summary>The regions that this cell is home to.</summary>
internal sealed record Cell(ImmutableArray<string> Regions)
{
    /// <summary>For keys at which nothing is.</summary>
    public string AnyRegion => Regions[0];
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Lert.Api.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;

namespace Lert.Api.Identity;

/// <summary>From a token that verifies to a caller, and whether that caller may call a method; or the reason why not.</summary>
internal static partial class Admission
{
    private const string RolesClaim = "roles";
    private const string RegionsClaim = "regions";
    private const string SubjectClaim = "sub";

    /// <summary>The journal's own actors; no token may speak for them.</summary>
    private const string SystemPrefix = "system:";

    public static (Caller? Caller, ApiError? Error) Identify(AuthenticateResult token, Cell cell)
    {
        if (token.Principal is not { } principal)
        {
            return (null, Explain(token.Failure));
        }

        var subject = principal.FindFirstValue(SubjectClaim) ?? "";
        if (!SubjectShape().IsMatch(subject) || subject.StartsWith(SystemPrefix, StringComparison.Ordinal))
        {
            return (null, new ApiError(EdgeCodes.TokenInvalid, "The token names no proper subject: 1 to 128 printable characters, and not of the system."));
        }

        var named = Values(principal, RolesClaim).Where(role => Roles.All.Contains(role)).ToFrozenSet(StringComparer.Ordinal);
        if (MethodRoles.ConflictIn(named) is { } conflict)
        {
            return (null, new ApiError(EdgeCodes.ConflictingRoles, $"The role '{conflict}' must be the only one in a token.") with
            {
                Metadata = ImmutableDictionary<string, string>.Empty.Add("role", conflict),
            });
        }

        var regions = Values(principal, RegionsClaim).Intersect(cell.Regions, StringComparer.Ordinal);
        return (new Caller(subject, named, [.. regions.Order(StringComparer.Ordinal)], cell), null);
    }

    /// <param name="method">The full name of the gRPC method, or null for what only needs an identity.</param>
    public static ApiError? Admit(Caller caller, string? method) => method is not null && !MethodRoles.AllowedFor(method).Overlaps(caller.Roles)
        ? new ApiError(EdgeCodes.RoleMissing, "None of the token's roles may call this method.")
        : null;

    private static ApiError Explain(Exception? failure) => failure switch
    {
        null => new(EdgeCodes.TokenMissing, "A bearer token is required."),
        SecurityTokenExpiredException => new(EdgeCodes.TokenExpired, "The token has expired."),
        _ => new(EdgeCodes.TokenInvalid, "The token is not good here."),
    };

    private static IEnumerable<string> Values(ClaimsPrincipal principal, string claim) => principal.FindAll(claim).Select(found => found.Value);

    [GeneratedRegex(@"\A[^\p{C}\s](?:[^\p{C}]{0,126}[^\p{C}\s])?\z")]
    private static partial Regex SubjectShape();
}

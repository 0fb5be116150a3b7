using System.Collections.Concurrent;
using Lert.Api.Identity;

namespace Lert.Cli.Import;

/// <summary>In development: a token for whomever a line names, <c>role</c> or <c>role:name</c>, who sees every region of the samples.</summary>
internal sealed class Impersonation(DevelopmentKey key, TimeProvider clock)
{
    /// <summary>The cells of the samples: accounts of the Americas' users lie in us, of the EEA's in ie, of others outside the UK in sg.</summary>
    public static readonly string[] Regions = ["us", "uk", "ie", "sg"];

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, string> _tokens = new(StringComparer.Ordinal);

    public string? TokenFor(string? who) => who is null ? null : _tokens.GetOrAdd(who, Mint);

    private string Mint(string who)
    {
        var (role, name) = who.Split(':', 2) switch
        {
            [var only] => (only, only),
            [var first, var second] => (first, second),
            _ => (who, who),
        };
        return key.Mint(name, [role], Regions, clock.GetUtcNow(), Lifetime);
    }
}

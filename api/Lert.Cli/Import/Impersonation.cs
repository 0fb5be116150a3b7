using System.Collections.Concurrent;
using Lert.Api.Identity;

namespace Lert.Cli.Import;

/// <summary>In development: a token for whomever a line names, <c>role</c> or <c>role:name</c>, who sees every region of the samples.</summary>
internal sealed class Impersonation(DevelopmentKey key, TimeProvider clock)
{
    /// <summary>The regions that requests of the samples come from.</summary>
    public static readonly string[] Regions = ["us", "eu", "gb", "ca", "in", "br"];

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

using System.Collections.Immutable;
using Lert.Api.Cases;
using Lert.Api.Input;
using Lert.Grains.Notices;

namespace Lert.Api.Notices;

/// <summary>What a request says of an order of silence, or of whose users were told.</summary>
internal static class NoticeReading
{
    /// <summary>Of what binds us to nothing.</summary>
    public static SilenceTerm NoTerm { get; } = new(null, SilenceLength.Unspecified, null, null, null);

    public static SilenceTerm Term(this RequestCheck check, string field, V1.SilenceTerm? term)
    {
        var said = term ?? new V1.SilenceTerm();
        check.OneOf($"{field}.length", said.Length);
        return new SilenceTerm(
            check.Instant($"{field}.from", said.From),
            (SilenceLength)said.Length,
            said.Days == 0 ? null : said.Days,
            check.OptionalDate($"{field}.until", said.Until),
            check.Optional($"{field}.zone", said.Zone, Limits.Code));
    }

    public static ImmutableArray<string> AccountIds(this RequestCheck check, string field, IReadOnlyList<string> accounts)
    {
        if (accounts.Count > Limits.Accounts)
        {
            check.Add(field, $"names {accounts.Count} accounts; at most {Limits.Accounts} fit into one request");
            return [];
        }

        return [.. accounts.Select((account, i) => check.Account($"{field}[{i}]", account))];
    }
}

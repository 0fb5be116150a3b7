using System.Collections.Immutable;
using Lert.Api.Input;
using Lert.Grains.Journal;

namespace Lert.Api.Lists;

/// <summary>One page of a list, as a caller asks for it.</summary>
/// <param name="Name">The list's, which its page tokens are bound to.</param>
internal sealed record ListAsked(string Name, Filter Filter, ListQuery Query)
{
    /// <summary>The token of the page after; empty when this is the last.</summary>
    public string NextPageToken(string? nextKey) => nextKey is null ? "" : PageToken.Write(Name, Filter, nextKey);
}

internal static class ListQuestions
{
    /// <summary>Reads what a list is asked for; what is wrong is a violation. A field that the list does not take stands in no filter and asks for nothing.</summary>
    /// <param name="fields">The fields of this list.</param>
    public static ListAsked List<TStatus>(
        this RequestCheck check, ImmutableArray<string> regions, string name, string filterText, string pageToken, int pageSize, params ReadOnlySpan<string> fields)
        where TStatus : struct, Enum
    {
        var filter = check.Filter<TStatus>(filterText, fields);
        return new(name, filter, new ListQuery(
            regions,
            [.. filter.Statuses<TStatus>()],
            filter.Value(FilterFields.Account),
            filter.Value(FilterFields.Case),
            filter.Value(FilterFields.Regime),
            filter.Instant(FilterFields.DueBefore),
            check.PageKey(pageToken, name, filter),
            check.PageSize(pageSize)));
    }
}

using System.Collections.Immutable;
using System.Globalization;

namespace Lert.Api.Lists;

/// <summary>A parsed filter: fields with their values, and one spelling for all that mean the same.</summary>
internal sealed class Filter
{
    private readonly SortedDictionary<string, ImmutableArray<string>> _conditions;

    public Filter(SortedDictionary<string, ImmutableArray<string>> conditions) => _conditions = conditions;

    /// <summary>The same text for filters that mean the same, however they are written. A page token is bound to it.</summary>
    public string Canonical => string.Join(
        '\n', _conditions.Select(condition => $"{condition.Key} {string.Join(' ', condition.Value.Order(StringComparer.Ordinal).Select(value => $"{value.Length}:{value}"))}"));

    public IEnumerable<string> Fields => _conditions.Keys;

    public ImmutableArray<string> Values(string field) => _conditions.GetValueOrDefault(field, []);

    public string? Value(string field) => Values(field) is [var value] ? value : null;

    /// <summary>An instant that was checked when the filter was read.</summary>
    public DateTimeOffset? Instant(string field) => Value(field) is { } text ? ParseInstant(text) : null;

    /// <summary>RFC 3339 with a zone, or null.</summary>
    public static DateTimeOffset? ParseInstant(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var instant)
        && (text.EndsWith('Z') || text[^6] is '+' or '-')
            ? instant
            : null;
}

using System.Text.Json;
using Lert.Api.Input;
using Lert.Grains.Cases;

namespace Lert.Api.Lists;

/// <summary>Which fields a list can be filtered by, and what each takes.</summary>
internal static class FilterFields
{
    public const string Status = "status";
    public const string Account = "account";
    public const string Case = "case";
    public const string Regime = "regime";
    public const string DueBefore = "due_before";
    public const string KindField = "kind";
    public const string Desk = "desk";
    public const string Assignee = "assignee";
    public const string LeadQueue = "lead_queue";
    public const string Unassigned = "unassigned";
    public const string NoticeDue = "notice_due";

    private const string Field = "filter";

    /// <summary>Reads a filter; a wrong one is a violation and reads as none.</summary>
    /// <param name="fields">The fields of this list.</param>
    public static Filter Filter<TStatus>(this RequestCheck check, string text, params ReadOnlySpan<string> fields)
        where TStatus : struct, Enum
    {
        Filter? filter = null;
        if (text.Length > Limits.Filter)
        {
            check.Add(Field, $"is longer than {Limits.Filter} characters");
        }
        else
        {
            try
            {
                filter = FilterParser.Parse(text);
            }
            catch (FilterException malformed)
            {
                check.Add(Field, malformed.Message);
            }
        }

        if (filter is not null && Complaint<TStatus>(filter, fields) is { } complaint)
        {
            check.Add(Field, complaint);
            filter = null;
        }

        return filter ?? new Filter([]);
    }

    /// <summary>The names under which the store knows these statuses.</summary>
    public static IEnumerable<string> Statuses<TStatus>(this Filter filter)
        where TStatus : struct, Enum =>
        filter.Values(Status).Select(wire => Known<TStatus>().First(status => Wire(status) == wire).ToString());

    /// <summary>The kind of a case; null where the filter names none.</summary>
    public static CaseKind? Kind(this Filter filter) => filter.Value(KindField) is { } wire ? Known<CaseKind>().First(kind => Wire(kind) == wire) : null;

    /// <summary>A yes or no; null where the filter does not ask.</summary>
    public static bool? Flag(this Filter filter, string field) => filter.Value(field) is { } wire ? wire == "TRUE" : null;

    private static string? Complaint<TStatus>(Filter filter, ReadOnlySpan<string> fields)
        where TStatus : struct, Enum
    {
        foreach (var field in filter.Fields)
        {
            if (!fields.Contains(field))
            {
                return $"'{field}' is no field of this list; there are {string.Join(", ", fields.ToArray())}";
            }

            if (field != Status && filter.Values(field).Length != 1)
            {
                return $"'{field}' takes one value";
            }
        }

        var known = Known<TStatus>().Select(Wire).ToList();
        if (filter.Values(Status).FirstOrDefault(status => !known.Contains(status)) is { } unknown)
        {
            return $"'{unknown}' is no status; there are {string.Join(", ", known)}";
        }

        if (filter.Value(KindField) is { } kind && Known<CaseKind>().All(value => Wire(value) != kind))
        {
            return $"'{kind}' is no kind; there are {string.Join(", ", Known<CaseKind>().Select(Wire))}";
        }

        foreach (var field in (ReadOnlySpan<string>)[LeadQueue, Unassigned, NoticeDue])
        {
            if (filter.Value(field) is { } flag && flag is not ("TRUE" or "FALSE"))
            {
                return $"'{field}' takes TRUE or FALSE";
            }
        }

        return filter.Value(DueBefore) is { } due && !(Lists.Filter.ParseInstant(due) is { } instant && instant >= Limits.Earliest && instant < Limits.Latest)
            ? $"due_before takes an instant such as \"2027-01-01T00:00:00Z\", from {Limits.Earliest:yyyy-MM-dd} to {Limits.Latest:yyyy-MM-dd}"
            : null;
    }

    private static IEnumerable<TStatus> Known<TStatus>()
        where TStatus : struct, Enum => Enum.GetValues<TStatus>().Where(status => !EqualityComparer<TStatus>.Default.Equals(status, default));

    /// <summary>As the proto spells it, without its prefix: <c>LEGAL_REVIEW</c>.</summary>
    private static string Wire<TValue>(TValue value)
        where TValue : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}

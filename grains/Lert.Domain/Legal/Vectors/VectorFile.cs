using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Lert.Domain.Legal.Vectors;

/// <summary>
/// Checks worked examples, written by people, against the clock: a file of periods (one regime and one trigger a row) or of unions (several holds on one
/// account a row). Counsel can write their own.
/// </summary>
public static class VectorFile
{
    private static readonly (ImmutableArray<string> Columns, Func<RegimeBook, FrozenDictionary<string, string>, IEnumerable<VectorDifference>> Check)[] Kinds =
    [
        (PeriodVector.Columns, PeriodVector.Check),
        (UnionVector.Columns, UnionVector.Check),
    ];

    /// <summary>Checks a whole file. The header says which kind it is; its columns may stand in any order.</summary>
    public static VectorReport Check(RegimeBook book, string csv)
    {
        ImmutableArray<CsvRecord> records;
        try
        {
            records = CsvText.Read(csv);
        }
        catch (FormatException broken)
        {
            return new VectorReport([], broken.Message);
        }

        if (records is not [var header, .. var rows])
        {
            return new VectorReport([], "the file is empty");
        }

        var kind = Kinds.FirstOrDefault(kind => kind.Columns.Order(StringComparer.Ordinal).SequenceEqual(header.Fields.Order(StringComparer.Ordinal)));
        if (kind.Check is null)
        {
            return new VectorReport([], $"line {header.Line}: {WhyNoHeader(header.Fields)}");
        }

        return rows.IsEmpty
            ? new VectorReport([], "there is a header, and no row to check")
            : new VectorReport([.. rows.Select(row => CheckRow(book, header.Fields, row, kind.Check))], Problem: null);
    }

    // A header that is nearly right is told what it lacks; any other is told what there could be.
    private static string WhyNoHeader(ImmutableArray<string> header)
    {
        var nearest = Kinds.Select(kind => kind.Columns).MaxBy(columns => columns.Intersect(header, StringComparer.Ordinal).Count());
        string[] faults =
        [
            .. nearest.Except(header, StringComparer.Ordinal).Select(column => $"'{column}' is missing"),
            .. header.Except(nearest, StringComparer.Ordinal).Select(column => $"there is no column {Words.Quote(column)}"),
            .. header.GroupBy(column => column, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => $"{Words.Quote(same.Key)} stands there twice"),
        ];
        return nearest.Intersect(header, StringComparer.Ordinal).Count() >= 3
            ? $"in the header, {string.Join(", ", faults)}"
            : "the header is neither that of periods (id,regime,trigger,…) nor that of unions (id,holds,account_kept_until,…)";
    }

    private static VectorRow CheckRow(
        RegimeBook book, ImmutableArray<string> header, CsvRecord row, Func<RegimeBook, FrozenDictionary<string, string>, IEnumerable<VectorDifference>> check)
    {
        if (row.Fields.Length != header.Length)
        {
            return new VectorRow(row.Fields[0], row.Line, "", [new VectorDifference("fields", Words.Count(header.Length, "field"), Words.Count(row.Fields.Length, "field"))]);
        }

        var fields = header.Zip(row.Fields).ToFrozenDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return new VectorRow(fields["id"], row.Line, fields["note"], [.. check(book, fields)]);
    }

    internal static IEnumerable<VectorDifference> Differences(FrozenDictionary<string, string> expected, params (string Column, string? Got)[] results) =>
        from result in results
        let got = result.Got ?? ""
        where expected[result.Column] != got
        select new VectorDifference(result.Column, expected[result.Column], got);
}

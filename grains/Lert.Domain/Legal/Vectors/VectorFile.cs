using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Lert.Domain.Legal.Vectors;

/// <summary>
/// Checks worked examples, written by people, against the clock: a file of periods (one regime and one trigger a row) or of unions (several holds on one
/// account a row). Counsel can write their own.
/// </summary>
public static class VectorFile
{
    /// <summary>Checks a whole file. The header says which kind it is; its columns may stand in any order.</summary>
    public static VectorReport Check(RegimeBook book, string csv) => Check(
        csv,
        "the header is neither that of periods (id,regime,trigger,…) nor that of unions (id,holds,account_kept_until,…)",
        new VectorKind(PeriodVector.Columns, row => PeriodVector.Check(book, row)),
        new VectorKind(UnionVector.Columns, row => UnionVector.Check(book, row)));

    /// <param name="csv">The whole file.</param>
    /// <param name="otherwise">What to say of a header that is of no kind.</param>
    /// <param name="kinds">What it may be.</param>
    internal static VectorReport Check(string csv, string otherwise, params ReadOnlySpan<VectorKind> kinds)
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

        ImmutableArray<VectorKind> known = [.. kinds];
        var kind = known.FirstOrDefault(kind => kind.Columns.Order(StringComparer.Ordinal).SequenceEqual(header.Fields.Order(StringComparer.Ordinal)));
        if (kind is null)
        {
            return new VectorReport([], $"line {header.Line}: {WhyNoHeader(header.Fields, known, otherwise)}");
        }

        return rows.IsEmpty
            ? new VectorReport([], "there is a header, and no row to check")
            : new VectorReport([.. rows.Select(row => CheckRow(header.Fields, row, kind))], Problem: null);
    }

    // A header that is nearly right is told what it lacks; any other is told what there could be.
    private static string WhyNoHeader(ImmutableArray<string> header, ImmutableArray<VectorKind> kinds, string otherwise)
    {
        var nearest = kinds.Select(kind => kind.Columns).MaxBy(columns => columns.Intersect(header, StringComparer.Ordinal).Count());
        string[] faults =
        [
            .. nearest.Except(header, StringComparer.Ordinal).Select(column => $"'{column}' is missing"),
            .. header.Except(nearest, StringComparer.Ordinal).Select(column => $"there is no column {Words.Quote(column)}"),
            .. header.GroupBy(column => column, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => $"{Words.Quote(same.Key)} stands there twice"),
        ];
        return nearest.Intersect(header, StringComparer.Ordinal).Count() >= 3
            ? $"in the header, {string.Join(", ", faults)}"
            : otherwise;
    }

    private static VectorRow CheckRow(ImmutableArray<string> header, CsvRecord row, VectorKind kind)
    {
        if (row.Fields.Length != header.Length)
        {
            return new VectorRow(row.Fields[0], row.Line, "", [new VectorDifference("fields", Words.Count(header.Length, "field"), Words.Count(row.Fields.Length, "field"))]);
        }

        var fields = header.Zip(row.Fields).ToFrozenDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return new VectorRow(fields["id"], row.Line, fields["note"], [.. kind.Check(fields)]);
    }

    internal static IEnumerable<VectorDifference> Differences(FrozenDictionary<string, string> expected, params (string Column, string? Got)[] results) =>
        from result in results
        let got = result.Got ?? ""
        where expected[result.Column] != got
        select new VectorDifference(result.Column, expected[result.Column], got);
}

/// <summary>A kind of file: its columns, and how a row of it is checked.</summary>
internal sealed record VectorKind(ImmutableArray<string> Columns, Func<FrozenDictionary<string, string>, IEnumerable<VectorDifference>> Check);

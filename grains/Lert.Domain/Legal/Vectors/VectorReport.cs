using System.Collections.Immutable;

namespace Lert.Domain.Legal.Vectors;

/// <summary>What became of one file of worked examples: a verdict for each row, or the one reason why it is no such file.</summary>
/// <param name="Rows">In the order of the file; empty where there is a problem.</param>
/// <param name="Problem">Null where the file could be read.</param>
public sealed record VectorReport(ImmutableArray<VectorRow> Rows, string? Problem)
{
    public int Passed => Rows.Count(row => row.Passed);

    public int Failed => Rows.Length - Passed;
}

/// <summary>The verdict on one row.</summary>
/// <param name="Id">The row's own name.</param>
/// <param name="Line">Where it stands, counted from 1.</param>
/// <param name="Note">The trap that it sets.</param>
/// <param name="Differences">Empty where it passed.</param>
public sealed record VectorRow(string Id, int Line, string Note, ImmutableArray<VectorDifference> Differences)
{
    public bool Passed => Differences.IsEmpty;
}

/// <summary>One column that came out differently. An empty text means "none" or "does not apply".</summary>
public sealed record VectorDifference(string Column, string Expected, string Got);

using System.Collections.Immutable;
using System.Text;

namespace Lert.Domain.Legal;

/// <summary>Reads comma-separated text: one record a line, a field with a comma or a quote in double quotes, a quote doubled inside.</summary>
internal static class CsvText
{
    /// <summary>All records with their line numbers, counted from 1. Empty lines are left out. A byte order mark is passed over.</summary>
    /// <exception cref="FormatException">A quoted field is not closed, or something follows its closing quote; the message names the line.</exception>
    public static ImmutableArray<CsvRecord> Read(string text)
    {
        var records = ImmutableArray.CreateBuilder<CsvRecord>();
        var lines = text.TrimStart('\uFEFF').Split('\n');
        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1].TrimEnd('\r');
            if (line.Length > 0)
            {
                records.Add(new CsvRecord(number, Fields(line, number)));
            }
        }

        return records.ToImmutable();
    }

    private static ImmutableArray<string> Fields(string line, int number)
    {
        var fields = ImmutableArray.CreateBuilder<string>();
        for (var at = 0; at <= line.Length; at++)
        {
            fields.Add(at < line.Length && line[at] == '"' ? Quoted(line, ref at, number) : Plain(line, ref at));
        }

        return fields.ToImmutable();
    }

    private static string Plain(string line, ref int at)
    {
        var end = line.IndexOf(',', at);
        var field = end < 0 ? line[at..] : line[at..end];
        at += field.Length;
        return field;
    }

    // A field never spans lines here: none of these files has a reason to, and an open quote then is found on its own line.
    private static string Quoted(string line, ref int at, int number)
    {
        var field = new StringBuilder();
        for (at++; at < line.Length; at++)
        {
            if (line[at] != '"')
            {
                field.Append(line[at]);
            }
            else if (at + 1 < line.Length && line[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else
            {
                at++;
                return at == line.Length || line[at] == ','
                    ? field.ToString()
                    : throw new FormatException($"line {number}: after a closing quote there is a comma or the end of the line, not '{line[at]}'");
            }
        }

        throw new FormatException($"line {number}: a quoted field is not closed");
    }
}

/// <summary>One record and the line it stands on, counted from 1.</summary>
internal sealed record CsvRecord(int Line, ImmutableArray<string> Fields);

using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lert.Cli.Output;

/// <summary>The two shapes of a picture: many things with the same columns, and one thing with its fields.</summary>
internal static class Sheets
{
    /// <summary>Many things. The columns that must stay whole are marked by a leading <c>!</c>.</summary>
    public static Table Rows(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            var whole = column.StartsWith('!');
            var header = new TableColumn(new Text(column.TrimStart('!'), new Style(decoration: Decoration.Bold)));
            table.AddColumn(whole ? header.NoWrap() : header);
        }

        return table;
    }

    public static Table Row(this Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    /// <summary>One thing: its fields under each other; what has no value is left out.</summary>
    public static IRenderable Fields(params (string Name, string? Value)[] fields)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var (name, value) in fields.Where(field => !string.IsNullOrEmpty(field.Value)))
        {
            grid.AddRow(new Text(name, new Style(decoration: Decoration.Dim)), new Text(value!));
        }

        return grid;
    }
}

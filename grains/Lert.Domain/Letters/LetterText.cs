using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Lert.Grains.Letters;

namespace Lert.Domain.Letters;

/// <summary>A letter as it is read: plain, and as a page. Both say the same.</summary>
/// <param name="Plain">With a line feed at the end of each line.</param>
/// <param name="Html">A whole document, with its language and its direction. Nothing of a value is markup.</param>
internal sealed record LetterText(string Plain, string Html)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Puts the values where the template names them.</summary>
    /// <param name="fields">All but the date.</param>
    /// <param name="date">When it was signed off, or that it was not.</param>
    public static LetterText Of(LetterTemplate template, LetterWords words, IEnumerable<LetterField> fields, string date)
    {
        var values = fields.ToDictionary(field => field.Name, field => field.Values, StringComparer.Ordinal);
        values[LetterFields.Date] = [date];
        ImmutableArray<LetterBlock> filled = [.. template.Blocks.Select(block => Fill(block, values))];
        return new LetterText(Write(filled, words), Page(filled, words));
    }

    private static LetterBlock Fill(LetterBlock block, Dictionary<string, ImmutableArray<string>> values) => block switch
    {
        LetterBlock.Heading heading => heading with { Runs = Fill(heading.Runs, values) },
        LetterBlock.Paragraph paragraph => paragraph with { Runs = Fill(paragraph.Runs, values) },
        // An entry that is nothing but a field has one line for each of its values.
        LetterBlock.List list => list with
        {
            Entries =
            [
                .. list.Entries.SelectMany(entry => entry is [{ IsField: true } only]
                    ? values[only.Text].Select(value => ImmutableArray.Create(only with { Text = value }))
                    : [Fill(entry, values)]),
            ],
        },
        _ => throw new InvalidOperationException($"No rule for {block.GetType().Name}."),
    };

    private static ImmutableArray<LetterRun> Fill(ImmutableArray<LetterRun> runs, Dictionary<string, ImmutableArray<string>> values) =>
        [.. runs.Select(run => run.IsField ? run with { Text = values[run.Text][0] } : run)];

    private static string Write(ImmutableArray<LetterBlock> blocks, LetterWords words)
    {
        return string.Join('\n', blocks.Select(block => block switch
        {
            LetterBlock.Heading heading => $"{Line(heading.Runs)}\n",
            LetterBlock.Paragraph paragraph => $"{Line(paragraph.Runs)}\n",
            LetterBlock.List list => string.Concat(list.Entries.Select(entry => $"- {Line(entry)}\n")),
            _ => "",
        }));

        string Line(ImmutableArray<LetterRun> runs) => string.Concat(runs.Select(run => run.IsField ? words.Apart(run.Text) : run.Text));
    }

    private static string Page(ImmutableArray<LetterBlock> blocks, LetterWords words)
    {
        var page = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{words.Language}\" dir=\"{words.Direction}\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{Encoder.Encode(((LetterBlock.Heading)blocks[0]).Runs[0].Text)}</title>\n</head>\n<body>\n");
        foreach (var block in blocks)
        {
            page.Append(block switch
            {
                LetterBlock.Heading heading => $"<h{heading.Level}>{Line(heading.Runs)}</h{heading.Level}>\n",
                LetterBlock.Paragraph paragraph => $"<p>{Line(paragraph.Runs)}</p>\n",
                LetterBlock.List list => $"<ul>\n{string.Concat(list.Entries.Select(entry => $"<li>{Line(entry)}</li>\n"))}</ul>\n",
                _ => "",
            });
        }

        return page.Append("</body>\n</html>\n").ToString();

        static string Line(ImmutableArray<LetterRun> runs) => string.Concat(runs.Select(run =>
        {
            // A value keeps its own direction and does not turn that of its neighbours.
            var text = run.IsField ? $"<bdi>{Encoder.Encode(run.Text)}</bdi>" : Encoder.Encode(run.Text);
            return run.IsStrong ? $"<strong>{text}</strong>" : text;
        }));
    }
}

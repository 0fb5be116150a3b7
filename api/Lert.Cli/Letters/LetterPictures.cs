using System.Globalization;
using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console.Rendering;

namespace Lert.Cli.Letters;

internal static class LetterPictures
{
    public static IRenderable One(Letter letter) => Sheets.Fields(
        ("Letter", letter.LetterId),
        ("Case", letter.CaseId),
        ("Kind", $"{EnumWords.Of(letter.Kind)}, {letter.Language}"),
        ("About", letter.AboutId),
        ("Status", EnumWords.Of(letter.Status)),
        ("Template", Stamp(letter.Template)),
        ("Drafted", $"{Moments.Text(letter.DraftedAt)} by {letter.DraftedBy}"),
        ("Signed off", letter.SignedOffAt is null ? null : $"{Moments.Text(letter.SignedOffAt)} by {letter.SignedOffBy}"),
        ("Discarded", letter.DiscardedAt is null ? null : $"{Moments.Text(letter.DiscardedAt)} by {letter.DiscardedBy}: {letter.Ending}"),
        ("Text", letter.Text.TrimEnd('\n')),
        ("Etag", letter.Etag));

    public static IRenderable Many(IEnumerable<Letter> letters)
    {
        var table = Sheets.Rows("!LETTER", "!KIND", "!IN", "!STATUS", "!SINCE", "BY");
        foreach (var letter in letters)
        {
            var (at, by) = letter switch
            {
                { SignedOffAt: { } signed } => (signed, letter.SignedOffBy),
                { DiscardedAt: { } discarded } => (discarded, letter.DiscardedBy),
                _ => (letter.DraftedAt, letter.DraftedBy),
            };
            table.Row(letter.LetterId, EnumWords.Of(letter.Kind), letter.Language, EnumWords.Of(letter.Status), Moments.Minute(at), by);
        }

        return table;
    }

    public static IRenderable Templates(IEnumerable<LetterTemplate> templates)
    {
        var table = Sheets.Rows("!KIND", "!IN", "!REVIEWED", "TO BE GIVEN", "FILLED IN");
        foreach (var template in templates)
        {
            table.Row(
                EnumWords.Of(template.Kind),
                template.Language,
                Stamp(template.Stamp),
                string.Join(", ", template.Fields.Where(field => field.Given).Select(field => field.Day ? $"{field.Name} (a day)" : field.Name)),
                string.Join(", ", template.Fields.Where(field => !field.Given).Select(field => field.Name)));
        }

        return table;
    }

    private static string Stamp(TemplateStamp stamp) => string.Create(
        CultureInfo.InvariantCulture, $"edition {stamp.Version}, {(stamp.ReviewedBy.Length == 0 ? "NOT REVIEWED" : $"reviewed by {stamp.ReviewedBy} on {stamp.ReviewedOn}")}");
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lert.Domain.Letters;

/// <summary>
/// Markdown as far as a letter has any: headings, paragraphs, lists of one level, strong words, and fields in double braces. Everything else is a problem of the
/// template. Values are filled in after this, so what stands in one is never read as markup.
/// </summary>
internal static partial class LetterMarkup
{
    private static readonly MarkdownPipeline Plain = new MarkdownPipelineBuilder().Build();

    /// <param name="name">Of the template, for the problems.</param>
    public static ImmutableArray<LetterBlock> Read(string markdown, string name, ICollection<string> problems)
    {
        var blocks = ImmutableArray.CreateBuilder<LetterBlock>();
        foreach (var block in Markdown.Parse(markdown, Plain))
        {
            switch (block)
            {
                case HeadingBlock { Level: <= 2 } heading:
                    blocks.Add(new LetterBlock.Heading(heading.Level, Runs(heading.Inline, name, problems)));
                    break;
                case ParagraphBlock paragraph:
                    blocks.Add(new LetterBlock.Paragraph(Runs(paragraph.Inline, name, problems)));
                    break;
                case ListBlock { IsOrdered: false } list when list.All(item => item is ListItemBlock and [ParagraphBlock]):
                    blocks.Add(new LetterBlock.List([.. list.Cast<ListItemBlock>().Select(item => Runs(((ParagraphBlock)item[0]).Inline, name, problems))]));
                    break;
                default:
                    problems.Add($"{name}: a {block.GetType().Name} has no place in a letter, which is made of headings of two levels, paragraphs and lists of one level");
                    break;
            }
        }

        return blocks.DrainToImmutable();
    }

    private static ImmutableArray<LetterRun> Runs(ContainerInline? inline, string name, ICollection<string> problems)
    {
        // The parser cuts text where markup might have begun, so what it gives is put together again before fields are looked for.
        var pieces = new List<(string Text, bool IsStrong)>();
        Gather(inline, isStrong: false, pieces, name, problems);
        var runs = ImmutableArray.CreateBuilder<LetterRun>();
        for (var at = 0; at < pieces.Count;)
        {
            var strong = pieces[at].IsStrong;
            var text = string.Concat(pieces.Skip(at).TakeWhile(piece => piece.IsStrong == strong).Select(piece => piece.Text));
            at += pieces.Skip(at).TakeWhile(piece => piece.IsStrong == strong).Count();
            Split(text, strong, runs, name, problems);
        }

        return runs.DrainToImmutable();
    }

    private static void Gather(ContainerInline? inline, bool isStrong, List<(string Text, bool IsStrong)> pieces, string name, ICollection<string> problems)
    {
        foreach (var part in inline ?? Enumerable.Empty<Inline>())
        {
            switch (part)
            {
                case LiteralInline literal:
                    pieces.Add((literal.Content.ToString(), isStrong));
                    break;
                case LineBreakInline { IsHard: false }:
                    pieces.Add((" ", isStrong));
                    break;
                case EmphasisInline { DelimiterCount: 2 } strong:
                    Gather(strong, isStrong: true, pieces, name, problems);
                    break;
                default:
                    problems.Add($"{name}: a {part.GetType().Name} has no place in a letter, whose words are plain or strong");
                    break;
            }
        }
    }

    private static void Split(string text, bool isStrong, ImmutableArray<LetterRun>.Builder runs, string name, ICollection<string> problems)
    {
        var after = 0;
        foreach (Match field in Field().Matches(text))
        {
            Add(text[after..field.Index]);
            runs.Add(new LetterRun(field.Groups[1].Value, isStrong, IsField: true));
            after = field.Index + field.Length;
        }

        Add(text[after..]);

        void Add(string plain)
        {
            if (plain.Contains("{{", StringComparison.Ordinal) || plain.Contains("}}", StringComparison.Ordinal))
            {
                problems.Add($"{name}: '{plain.Trim()}' has braces that are no field");
            }

            if (plain.Length > 0)
            {
                runs.Add(new LetterRun(plain, isStrong, IsField: false));
            }
        }
    }

    [GeneratedRegex(@"\{\{([a-z][a-z0-9-]*)\}\}")]
    private static partial Regex Field();
}

/// <summary>A part of a letter.</summary>
internal abstract record LetterBlock
{
    private LetterBlock()
    {
    }

    public sealed record Heading(int Level, ImmutableArray<LetterRun> Runs) : LetterBlock;

    public sealed record Paragraph(ImmutableArray<LetterRun> Runs) : LetterBlock;

    public sealed record List(ImmutableArray<ImmutableArray<LetterRun>> Entries) : LetterBlock;
}

/// <summary>Words of the template, or the name of a field.</summary>
internal sealed record LetterRun(string Text, bool IsStrong, bool IsField);

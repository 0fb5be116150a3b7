using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using Lert.Cli.Output;
using Lert.Domain.Legal;

namespace Lert.Cli.Legal;

/// <summary>Which regimes and holidays to count by: the built-in edition, or the files of a deployment.</summary>
internal sealed class BookOptions
{
    // Read once, as the standard input can be read only once and the options are asked twice: to validate, and to compute.
    private (RegimeBook? Book, IReadOnlyList<string> Problems)? _loaded;

    public Option<string?> Regimes { get; } = new("--regimes-file")
    {
        Description = "count by this regimes file (JSON) and not by the built-in edition; needs --holidays-file",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<string?> Holidays { get; } = new("--holidays-file")
    {
        Description = "the holidays file (CSV) that belongs to it",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>The book to count by, or every problem with it.</summary>
    public bool TryLoad(SymbolResult parsed, [NotNullWhen(true)] out RegimeBook? book, out IReadOnlyList<string> problems)
    {
        _loaded ??= Load(parsed.GetValue(Regimes), parsed.GetValue(Holidays));
        (book, problems) = _loaded.Value;
        return book is not null;
    }

    private static (RegimeBook? Book, IReadOnlyList<string> Problems) Load(string? regimes, string? holidays)
    {
        if (regimes is null && holidays is null)
        {
            return (RegimeBook.BuiltIn, []);
        }

        if (regimes is null || holidays is null)
        {
            return (null, ["--regimes-file and --holidays-file belong together"]);
        }

        var texts = new[] { TextFile.Read(regimes), TextFile.Read(holidays) };
        if (texts.Select(text => text.Problem).OfType<string>().ToArray() is [_, ..] unreadable)
        {
            return (null, unreadable);
        }

        var loaded = RegimeBook.Load(texts[0].Text, texts[1].Text);
        return (loaded.Book, loaded.Problems);
    }
}

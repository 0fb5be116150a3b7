using System.Collections.Immutable;
using Lert.Domain.Intake;
using Lert.Domain.Legal;
using Lert.Domain.Notices;
using Lert.Domain.Playbooks;
using Lert.Domain.Requesters;
using Lert.Domain.Rulebooks;

namespace Lert.Silo.Rulebooks;

/// <summary>The law and the policy that this silo decides by, from its files or from the release.</summary>
internal sealed record Rulebook(RegimeBook Regimes, IntakeBook Intake, RequesterPolicy Requesters, NoticeBook Notices, PlaybookBook Playbooks)
{
    private static readonly ImmutableArray<string> NoRegimes = [IntakeBook.NoRegime, IntakeBook.AnyKeep, IntakeBook.OwnReport];

    /// <summary>A book, or a sentence for everything that is wrong with any of the files, with the setting that names it.</summary>
    public static Loaded<Rulebook> Load(RulebookOptions options)
    {
        var problems = new List<string>();
        var regimes = Read(nameof(options.Regimes), options.Regimes, problems);
        var holidays = Read(nameof(options.Holidays), options.Holidays, problems);
        var legal = regimes is null && holidays is null ? new(RegimeBook.BuiltIn, []) : RegimeBook.Load(regimes, holidays);
        Complain(regimes is null ? nameof(options.Holidays) : holidays is null ? nameof(options.Regimes) : $"{nameof(options.Regimes)} and {nameof(options.Holidays)}", legal.Problems, problems);
        var kinds = Load(nameof(options.RequestKinds), options.RequestKinds, IntakeBook.Load, () => IntakeBook.BuiltIn, problems);
        var policy = Load(nameof(options.RequesterPolicy), options.RequesterPolicy, RequesterPolicy.Load, () => RequesterPolicy.BuiltIn, problems);
        var notices = Load(nameof(options.Notices), options.Notices, NoticeBook.Load, () => NoticeBook.BuiltIn, problems);
        var playbooks = Load(nameof(options.Playbooks), options.Playbooks, PlaybookBook.Load, () => PlaybookBook.BuiltIn, problems);
        if (legal.Book is { } law && kinds is { } intake)
        {
            Complain(nameof(options.RequestKinds), WithoutRegime(intake, law), problems);
        }

        return problems.Count == 0 ? new(new Rulebook(legal.Book!, kinds!, policy!, notices!, playbooks!), []) : new(null, [.. problems]);
    }

    /// <summary>The book of that file, or of the release where the setting names none; null where it has problems.</summary>
    private static TBook? Load<TBook>(string setting, string? path, Func<string, Loaded<TBook>> load, Func<TBook> builtIn, List<string> problems)
        where TBook : class
    {
        var loaded = Read(setting, path, problems) is { } text ? load(text) : new(builtIn(), []);
        Complain(setting, loaded.Problems, problems);
        return loaded.Book;
    }

    /// <summary>Each kind stands on regimes that there are.</summary>
    private static IEnumerable<string> WithoutRegime(IntakeBook intake, RegimeBook law) =>
        from kind in intake.Kinds
        from basis in kind.Bases.Keys
        where !NoRegimes.Contains(basis) && !law.TryGet(basis, out _)
        orderby kind.Kind, basis
        select $"kind '{kind.Kind}' stands on the regime '{basis}', which is none";

    private static string? Read(string setting, string? path, List<string> problems)
    {
        if (string.IsNullOrEmpty(path))
        {
            return null;
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Complain(setting, [$"'{path}' cannot be read: {unreadable.Message}"], problems);
            return null;
        }
    }

    private static void Complain(string setting, IEnumerable<string> sentences, List<string> problems) =>
        problems.AddRange(sentences.Select(sentence => $"{RulebookOptions.Section}:{setting}: {sentence}{(sentence.EndsWith('.') ? "" : ".")}"));
}

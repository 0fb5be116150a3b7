using System.Collections.Immutable;
using Lert.Domain.Intake;
using Lert.Domain.Legal;
using Lert.Domain.Notices;
using Lert.Domain.Playbooks;
using Lert.Domain.Requesters;

namespace Lert.Silo.Rulebooks;

/// <summary>The law and the policy that this silo decides by, from its files or from the release.</summary>
internal sealed record Rulebook(RegimeBook Regimes, IntakeBook Intake, RequesterPolicy Requesters, NoticeBook Notices, PlaybookBook Playbooks)
{
    private static readonly ImmutableArray<string> NoRegimes = [IntakeBook.NoRegime, IntakeBook.AnyKeep, IntakeBook.OwnReport];

    /// <summary>A book, or a sentence for everything that is wrong with any of the files, with the setting that names it.</summary>
    public static LoadedRulebook Load(RulebookOptions options)
    {
        var problems = new List<string>();
        var regimes = Read(nameof(options.Regimes), options.Regimes, problems);
        var holidays = Read(nameof(options.Holidays), options.Holidays, problems);
        var legal = regimes is null && holidays is null ? new LoadedBook(RegimeBook.BuiltIn, []) : RegimeBook.Load(regimes, holidays);
        Complain(regimes is null ? nameof(options.Holidays) : holidays is null ? nameof(options.Regimes) : $"{nameof(options.Regimes)} and {nameof(options.Holidays)}", legal.Problems, problems);
        var kinds = Read(nameof(options.RequestKinds), options.RequestKinds, problems) is { } said ? IntakeBook.Load(said) : new LoadedIntake(IntakeBook.BuiltIn, []);
        Complain(nameof(options.RequestKinds), kinds.Problems, problems);
        var policy = Read(nameof(options.RequesterPolicy), options.RequesterPolicy, problems) is { } asked ? RequesterPolicy.Load(asked) : new LoadedRequesterPolicy(RequesterPolicy.BuiltIn, []);
        Complain(nameof(options.RequesterPolicy), policy.Problems, problems);
        var notices = Read(nameof(options.Notices), options.Notices, problems) is { } told ? NoticeBook.Load(told) : new LoadedNotices(NoticeBook.BuiltIn, []);
        Complain(nameof(options.Notices), notices.Problems, problems);
        var playbooks = Read(nameof(options.Playbooks), options.Playbooks, problems) is { } steps ? PlaybookBook.Load(steps) : new LoadedPlaybooks(PlaybookBook.BuiltIn, []);
        Complain(nameof(options.Playbooks), playbooks.Problems, problems);
        if (legal.Book is { } law && kinds.Book is { } intake)
        {
            Complain(nameof(options.RequestKinds), WithoutRegime(intake, law), problems);
        }

        return problems.Count == 0
            ? new LoadedRulebook(new Rulebook(legal.Book!, kinds.Book!, policy.Policy!, notices.Book!, playbooks.Book!), [])
            : new LoadedRulebook(null, [.. problems]);
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

/// <summary>A checked rulebook, or every problem that kept it from being one.</summary>
internal sealed record LoadedRulebook(Rulebook? Book, ImmutableArray<string> Problems);

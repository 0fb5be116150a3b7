using System.Collections.Immutable;
using System.Globalization;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Letters;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Letters.LetterEvent>;

namespace Lert.Domain.Letters;

/// <summary>What a draft needs: a template in its language, what the case knows, and what the drafter gives. All that is missing is named at once.</summary>
internal static class DraftRules
{
    /// <summary>How the path of a field of the letter begins.</summary>
    public const string Fields = "fields.";

    private const string About = "about_id";

    public static IEnumerable<FieldViolation> Validate(LetterCommand.Draft draft, Moment moment)
    {
        var book = moment.Rules.Letters;
        if (LetterFields.Of(draft.Kind) is not { IsEmpty: false } rules)
        {
            return [new FieldViolation("kind", "is no kind of letter")];
        }

        if (book.Find(draft.Kind, draft.Language) is null)
        {
            return [new FieldViolation("language", $"has no templates; there are {string.Join(", ", book.Languages)}")];
        }

        return [.. AboutWhat(draft, moment.By), .. Given(draft, rules), .. Known(draft, moment)];
    }

    public static Decision Draft(string key, LetterCommand.Draft draft, Moment moment)
    {
        if (!MaySee(draft.Facts, moment.By))
        {
            return Decision.Refuse(RefusalCodes.CaseNotFound, "There is no such case.");
        }

        var words = moment.Rules.Letters.Words(draft.Language);
        var template = moment.Rules.Letters.Find(draft.Kind, draft.Language)!;
        var known = KnownFields.Of(draft.Facts!, words, moment.Rules.Regimes);
        ImmutableArray<LetterField> fields =
        [
            .. LetterFields.Of(draft.Kind).Where(rule => rule.Name != LetterFields.Date).Select(rule => rule.IsGiven
                ? new LetterField(rule.Name, [ValueOf(rule, draft, words)], IsGiven: true)
                : new LetterField(rule.Name, known.Find(rule.Name).Values, IsGiven: false)),
        ];
        var text = LetterText.Of(template, words, fields, words.Unsigned);
        return Decision.Accept(new LetterEvent.Drafted(
                draft.CaseId, draft.Kind, draft.Language, draft.About, template.Stamp, fields, text.Plain, text.Html, moment.Now, moment.By))
            .Send(Note(key, draft.CaseId, draft.Kind, draft.Language, LetterStatus.Drafted, moment));
    }

    /// <summary>Whether the case is there for this person.</summary>
    public static bool MaySee(LetterFacts? facts, string by) => facts?.Case is { } of && CaseAccess.MaySee(of.File.IsRestricted, of.File.Access, by);

    /// <summary>What the case is told.</summary>
    public static Outgoing Note(string key, string caseId, LetterKind kind, string language, LetterStatus status, Moment moment) =>
        new Outgoing.ToCase(caseId, new CaseCommand.NoteLetter(new CaseLetter(key, kind, language, status, moment.Now, moment.By)));

    private static IEnumerable<FieldViolation> AboutWhat(LetterCommand.Draft draft, string by)
    {
        var (hold, disclosure) = (LetterFields.IsAboutHold(draft.Kind), LetterFields.IsAboutDisclosure(draft.Kind));
        if (!hold && !disclosure)
        {
            return draft.About.Length > 0 ? [new FieldViolation(About, "goes with letters about a hold or a disclosure, and with nothing else")] : [];
        }

        var what = hold ? "hold" : "disclosure";
        if (draft.About.Length == 0)
        {
            return [new FieldViolation(About, $"is required: the {what} that the letter is about")];
        }

        return MaySee(draft.Facts, by) && !IsOfCase(draft) ? [new FieldViolation(About, $"is no {what} of this case")] : [];
    }

    /// <summary>What the letter is about is there, and belongs to its case.</summary>
    private static bool IsOfCase(LetterCommand.Draft draft) =>
        LetterFields.IsAboutHold(draft.Kind) ? draft.Facts?.Hold?.Order.CaseId == draft.CaseId
        : !LetterFields.IsAboutDisclosure(draft.Kind) || draft.Facts?.Disclosure?.CaseId == draft.CaseId;

    private static IEnumerable<FieldViolation> Given(LetterCommand.Draft draft, ImmutableArray<FieldRule> rules)
    {
        var wanted = rules.Where(rule => rule.IsGiven).ToArray();
        foreach (var name in draft.Given.Select(given => given.Name).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal))
        {
            if (Array.Find(wanted, rule => rule.Name == name) is null)
            {
                yield return new(
                    Fields + name,
                    rules.Any(rule => rule.Name == name) ? "is filled in, and not given" : $"is no field of this letter; to be given are {string.Join(", ", wanted.Select(rule => rule.Name))}");
            }
            else if (draft.Given.Count(given => given.Name == name) > 1)
            {
                yield return new(Fields + name, "is there twice");
            }
        }

        foreach (var rule in wanted)
        {
            var value = draft.Given.FirstOrDefault(given => given.Name == rule.Name)?.Value;
            if (string.IsNullOrWhiteSpace(value) || LetterWords.Clean(value).Length == 0)
            {
                yield return new(Fields + rule.Name, "is required");
            }
            else if (value.EnumerateRunes().Any(LetterWords.TurnsDirection))
            {
                yield return new(Fields + rule.Name, "turns the direction of the text around it, which a letter does by itself");
            }
            else if (rule.IsDay && DayOf(value) is null)
            {
                yield return new(Fields + rule.Name, "is no day, such as 2026-12-05");
            }
        }
    }

    /// <summary>What the case should say and does not. A case that is not there for this person says nothing, and nothing of it is told.</summary>
    private static IEnumerable<FieldViolation> Known(LetterCommand.Draft draft, Moment moment)
    {
        if (!MaySee(draft.Facts, moment.By) || !IsOfCase(draft))
        {
            return [];
        }

        var known = KnownFields.Of(draft.Facts!, moment.Rules.Letters.Words(draft.Language), moment.Rules.Regimes);
        return LetterFields.Of(draft.Kind)
            .Where(rule => !rule.IsGiven && rule.Name != LetterFields.Date)
            .Select(rule => (rule.Name, Answer: known.Find(rule.Name)))
            .Where(found => found.Answer.Values.IsEmpty)
            .Select(found => new FieldViolation(Fields + found.Name, $"is filled in, and is missing: {found.Answer.Problem}"));
    }

    private static string ValueOf(FieldRule rule, LetterCommand.Draft draft, LetterWords words)
    {
        var value = LetterWords.Clean(draft.Given.First(given => given.Name == rule.Name).Value);
        return rule.IsDay && DayOf(value) is { } day ? words.DayText(day) : value;
    }

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

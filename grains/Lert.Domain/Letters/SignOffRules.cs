using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Letters;
using NodaTime;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Letters.LetterEvent>;

namespace Lert.Domain.Letters;

/// <summary>Who signs a draft off, and when it no longer may be.</summary>
internal static class SignOffRules
{
    /// <summary>By another person than its drafter, while the template and the case say what they said. The date is that of the signature.</summary>
    public static Decision SignOff(string key, LetterState state, LetterCommand.SignOff sign, Moment moment)
    {
        if (state.Status != LetterStatus.Drafted)
        {
            return NotAllowed(state, "signed off");
        }

        if (state.Drafted!.By == moment.By)
        {
            return Decision.Refuse(RefusalCodes.LetterOwnDraft, "You drafted it; another person signs it off.");
        }

        if (moment.Rules.Letters.Find(state.Kind, state.Language) is not { } template || template.Stamp != state.Template)
        {
            return Decision.Refuse(RefusalCodes.LetterOutdated, "The template has another edition by now: discard this draft, and draft anew.");
        }

        var words = moment.Rules.Letters.Words(state.Language);
        var known = KnownFields.Of(sign.Facts!, words, moment.Rules.Regimes);
        ImmutableArray<string> changed = [.. state.Fields.Where(field => !field.IsGiven && !known.Find(field.Name).Values.SequenceEqual(field.Values)).Select(field => field.Name)];
        if (!changed.IsEmpty)
        {
            var names = string.Join(", ", changed);
            return Decision.Refuse(new Refusal(
                RefusalCodes.LetterOutdated, $"The case no longer says what the draft says, in {names}: discard this draft, and draft anew.").With("fields", names));
        }

        var today = Instant.FromDateTimeOffset(moment.Now).InZone(known.Zone);
        var text = LetterText.Of(template, words, state.Fields, words.DayText(new DateOnly(today.Year, today.Month, today.Day)));
        return Decision.Accept(new LetterEvent.SignedOff(text.Plain, text.Html, moment.Now, moment.By))
            .Send(DraftRules.Note(key, state.CaseId, state.Kind, state.Language, LetterStatus.SignedOff, moment));
    }

    public static Decision Discard(string key, LetterState state, LetterCommand.Discard discard, Moment moment) => state.Status != LetterStatus.Drafted
        ? NotAllowed(state, "discarded")
        : Decision.Accept(new LetterEvent.Discarded(discard.Reason, moment.Now, moment.By))
            .Send(DraftRules.Note(key, state.CaseId, state.Kind, state.Language, LetterStatus.Discarded, moment));

    private static Decision NotAllowed(LetterState state, string what) => Decision.Refuse(
        new Refusal(RefusalCodes.LetterNotAllowed, $"It is {state.Status}, and cannot be {what}.").With("status", $"{state.Status}"));
}

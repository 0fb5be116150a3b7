using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Holds;
using Lert.Grains.Letters;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Letters.LetterEvent>;

namespace Lert.Domain.Letters;

/// <summary>A refused extension drafts its own letter, through the outbox of the refusal. A person signs it off, as every letter.</summary>
internal static class RefusedExtensions
{
    /// <summary>Where no template is in the language of the case.</summary>
    private const string Otherwise = "en";

    /// <summary>
    /// The refusal with the letter that leaves with it, or with why there is none. What the requester cannot be told in a letter of this kind, such as a calendar that we lack, drafts none.
    /// The same reference is the same request and the same letter, however often it is refused.
    /// </summary>
    public static Decision<TEvent> Refuse<TEvent>(Refusal refusal, HoldOrder order, string reference, Moment moment)
    {
        if (!LetterWords.RefusalCodesOfExtensions.Contains(refusal.Code))
        {
            return Decision<TEvent>.Refuse(refusal);
        }

        if (moment.Rules.LetterContact.Length == 0)
        {
            return Decision<TEvent>.Refuse(refusal.With("no_letter", "no letter is drafted, for it would name nobody to write to: Lert:Letters:Contact is not set"));
        }

        var letter = ActorKey.LetterOf(ActorKey.RegionOf(order.HoldId), $"{order.HoldId}\0extension\0{reference}");
        return Decision<TEvent>.Refuse(refusal.With("letter", letter))
            .Send(new Outgoing.ToLetter(letter, new LetterCommand.DraftRefusedExtension(order.CaseId, order.HoldId, refusal.Code)));
    }

    public static Decision Draft(string key, LetterCommand.DraftRefusedExtension asked, Moment moment)
    {
        var (book, said) = (moment.Rules.Letters, asked.Facts?.Case?.File.Intake?.Language.ToLowerInvariant() ?? "");
        var language = book.Find(LetterKind.ExtensionRefused, said) is null ? Otherwise : said;
        var draft = new LetterCommand.Draft(
            asked.CaseId, LetterKind.ExtensionRefused, language, asked.HoldId,
            [new GivenField("contact", moment.Rules.LetterContact), new GivenField("explanation", book.Words(language).Extensions.GetValueOrDefault(asked.Code, ""))]) { Facts = asked.Facts };
        // A message that can never be taken would be brought again for ever; what it lacks, such as a case, was there when it was sent.
        return !DraftRules.Validate(draft, moment).Any() && DraftRules.Draft(key, draft, moment) is { Refusal: null } drafted ? drafted : Decision.Nothing;
    }
}

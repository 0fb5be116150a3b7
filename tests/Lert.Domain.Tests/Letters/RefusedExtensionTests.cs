using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Holds;
using Lert.Grains.Letters;

namespace Lert.Domain.Tests.Letters;

/// <summary>C11: a refused extension drafts the letter that says so, or says why it cannot.</summary>
public class RefusedExtensionTests
{
    private const string Contact = "lert@company.example";
    private const string Machine = "system:hold/us-h-1";

    private static readonly Rules Rules = Some.Rules with { LetterContact = Contact };
    private static readonly HoldCommand Late = new HoldCommand.Extend(Some.Instant(Some.End), "letter 7");

    [Fact]
    public void C11_A_refused_extension_asks_for_its_letter_and_names_it()
    {
        var refused = Given.Hold(Some.Placed).Under(Rules).At(Some.End).When(Late);
        var letter = Assert.IsType<Outgoing.ToLetter>(Assert.Single(refused.Last.Messages));
        Assert.Equal(new LetterCommand.DraftRefusedExtension(Some.CaseId, Some.Order().HoldId, RefusalCodes.HoldExtensionTooLate), letter.Command);
        Assert.Equal((RefusalCodes.HoldExtensionTooLate, letter.Key), (refused.Last.Refusal!.Code, refused.Last.Refusal.Details["letter"]));
        Assert.Empty(refused.Last.Events);
        // The same reference is the same letter, whatever refuses it then; another request has its own.
        Assert.Equal(letter.Key, LetterOf(Given.Hold(Some.Placed, Some.Released).Under(Rules).At("2026-05-01T00:00:00Z").When(Late)));
        Assert.NotEqual(letter.Key, LetterOf(refused.When(new HoldCommand.Extend(Some.Instant(Some.End), "letter 8"))));
    }

    [Fact]
    public void C11_Without_a_contact_the_refusal_says_why_there_is_no_letter() => Given.Hold(Some.Placed).At(Some.End).When(Late)
        .ThenRefused(RefusalCodes.HoldExtensionTooLate)
        .Where(hold => Assert.Contains("Lert:Letters:Contact", hold.Last.Refusal!.Details["no_letter"], StringComparison.Ordinal));

    [Fact]
    public void C11_What_is_wrong_with_the_words_of_the_request_drafts_no_letter() => Given.Hold(Some.Placed).Under(Rules)
        .When(new HoldCommand.Extend(Some.Start.AddYears(-1), "letter 7")).Where(hold => Assert.Equal((RefusalCodes.RequestInvalid, 0), (hold.Last.Refusal!.Code, hold.Last.Messages.Length)));

    [Theory]
    [InlineData("fr", "fr", "prolongation")]
    [InlineData("ES", "es", "prórroga")]
    [InlineData("ar", "ar", "التمديد")]
    [InlineData("", "en", "extension")]
    [InlineData("de", "en", "extension")]
    public void C11_The_letter_is_in_the_language_of_the_case_and_a_person_signs_it_off(string said, string language, string word)
    {
        var of = SomeLetter.Case with { File = SomeLetter.Case.File with { Intake = SomeLetter.Case.File.Intake! with { Language = said } } };
        var facts = new LetterFacts(of, SomeLetter.Hold, null);
        var drafted = Given.Letter().Under(Rules).By(Machine).When(new LetterCommand.DraftRefusedExtension(Some.CaseId, SomeLetter.Hold.HoldId, RefusalCodes.HoldReleased) { Facts = facts });
        Assert.Equal((LetterKind.ExtensionRefused, language, LetterStatus.Drafted, Machine), (drafted.View!.Kind, drafted.View.Language, drafted.View.Status, drafted.View.Drafted.By));
        Assert.Contains(word, drafted.View.Text, StringComparison.Ordinal);
        Assert.Contains(Contact, drafted.View.Text, StringComparison.Ordinal);
        Assert.IsType<Outgoing.ToCase>(Assert.Single(drafted.Last.Messages));
        var signed = drafted.By(SomeLetter.Signer).When(new LetterCommand.SignOff { Facts = facts });
        Assert.Equal((LetterStatus.SignedOff, SomeLetter.Signer), (signed.View!.Status, signed.View.SignedOff!.By));
        drafted.By(Machine).When(new LetterCommand.DraftRefusedExtension(Some.CaseId, SomeLetter.Hold.HoldId, RefusalCodes.HoldExtensionTooLate) { Facts = facts }).ThenNothing();
    }

    [Fact]
    public void C11_Each_refusal_has_its_own_words_in_every_language()
    {
        var facts = new LetterFacts(SomeLetter.Case, SomeLetter.Hold, null);
        string Of(string code) => Given.Letter().Under(Rules).By(Machine).When(new LetterCommand.DraftRefusedExtension(Some.CaseId, SomeLetter.Hold.HoldId, code) { Facts = facts }).View!.Text;
        string[] codes = [RefusalCodes.HoldExtensionTooLate, RefusalCodes.HoldExtensionExhausted, RefusalCodes.HoldReleased];
        Assert.Equal(codes.Length, codes.Select(Of).Distinct().Count());
        Assert.All(SomeLetter.Languages, language => Assert.Equal(codes.Order(), Rules.Letters.Words(language).Extensions.Keys.Order()));
    }

    [Fact]
    public void C11_A_letter_of_a_restricted_case_is_drafted_as_well()
    {
        var restricted = SomeLetter.Case with { File = SomeLetter.Case.File with { IsRestricted = true, Access = ["user:ann"] } };
        var drafted = Given.Letter().Under(Rules).By(Machine)
            .When(new LetterCommand.DraftRefusedExtension(Some.CaseId, SomeLetter.Hold.HoldId, RefusalCodes.HoldReleased) { Facts = new LetterFacts(restricted, SomeLetter.Hold, null) });
        Assert.Equal(LetterStatus.Drafted, drafted.View!.Status);
        drafted.By("user:bob").When(new LetterCommand.SignOff { Facts = new LetterFacts(restricted, SomeLetter.Hold, null) }).ThenRefused(RefusalCodes.LetterNotFound);
    }

    [Fact]
    public void C11_A_message_of_which_no_letter_can_be_written_is_taken_and_does_nothing() => Given.Letter().Under(Rules).By(Machine)
        .When(new LetterCommand.DraftRefusedExtension(Some.CaseId, SomeLetter.Hold.HoldId, RefusalCodes.HoldReleased) { Facts = new LetterFacts(null, SomeLetter.Hold, null) }).ThenNothing()
        .When(new LetterCommand.DraftRefusedExtension(Some.CaseId, "us-h-9", "hold.of-tomorrow") { Facts = new LetterFacts(SomeLetter.Case, SomeLetter.Hold, null) }).ThenNothing();

    private static string LetterOf(Scenario<HoldDecider, HoldState, HoldCommand, HoldEvent, HoldView> hold) => Assert.IsType<Outgoing.ToLetter>(Assert.Single(hold.Last.Messages)).Key;
}

using Lert.Domain.Letters;
using Lert.Domain.Deciding;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Grains.Letters;

namespace Lert.Domain.Tests.Letters;

using Scene = Scenario<LetterDecider, LetterState, LetterCommand, LetterEvent, LetterView>;

/// <summary>From a draft to a letter that never changes.</summary>
public class LetterTests
{
    [Fact]
    public void F8_A_draft_is_filled_from_the_case_and_the_case_is_told()
    {
        var drafted = Drafted(LetterKind.Refusal, "fr");
        Assert.Equal((LetterStatus.Drafted, "PROJET, non signé"), (drafted.View!.Status, Line(drafted, "Date")));
        Assert.Equal(
            "i3 : localisation précise, compte us-account-1, sans limite de temps — Un mandat de perquisition est nécessaire. (18 U.S.C. § 2703(a))",
            Assert.Single(drafted.State.Fields.Single(field => field.Name == "refusals").Values));
        drafted.Sending(new Outgoing.ToCase(
            Some.CaseId, new CaseCommand.NoteLetter(new CaseLetter(SomeLetter.Id, LetterKind.Refusal, "fr", LetterStatus.Drafted, Some.Start, SomeLetter.Drafter))));
        Assert.Equal(("Drafted", Some.CaseId), (drafted.Listing.Status, drafted.Listing.Case));
        Assert.Null(drafted.WakeAt);
    }

    [Fact]
    public void F8_All_that_is_missing_is_named_at_once_and_nothing_is_written()
    {
        var bare = new LetterFacts(SomeLetter.Case with { Officer = "", File = CaseFile.Blank() }, null, null);
        When(SomeLetter.Draft(LetterKind.Clarification, facts: bare) with { Given = [] }).ThenInvalid("fields.contact", "fields.answer-by", "fields.officer", "fields.question");
        When(SomeLetter.Draft(LetterKind.Refusal, facts: bare) with { Given = [new("contact", " "), new("explanation", "\u2066")] })
            .ThenInvalid("fields.contact", "fields.explanation", "fields.officer", "fields.refusals");
        When(SomeLetter.Draft(LetterKind.Narrowing, facts: bare)).ThenInvalid("fields.officer", "fields.kept-items", "fields.narrowing-reason");
        When(SomeLetter.Draft(LetterKind.Receipt, facts: bare) with { Given = [] }).ThenInvalid("fields.contact", "fields.officer");
    }

    [Fact]
    public void F8_What_is_given_is_exactly_what_the_template_asks_for()
    {
        When(SomeLetter.Draft(LetterKind.Clarification) with
        {
            Given = [new("contact", "a"), new("contact", "b"), new("answer-by", "5 December"), new("question", "mine"), new("date", "today"), new("colour", "red")],
        }).ThenInvalid("fields.contact", "fields.question", "fields.date", "fields.colour", "fields.answer-by");
        When(SomeLetter.Draft(LetterKind.Receipt) with { Language = "de" }).ThenInvalid("language");
        When(SomeLetter.Draft(LetterKind.Receipt) with { Given = [new("contact", "ab\u202Ecd")] }).ThenInvalid("fields.contact");
    }

    [Fact]
    public void F8_A_letter_is_about_a_hold_or_a_disclosure_of_its_own_case_or_about_none()
    {
        When(SomeLetter.Draft(LetterKind.Receipt) with { About = "us-h-1" }).ThenInvalid("about_id");
        When(SomeLetter.Draft(LetterKind.HoldReleased) with { About = "" }).ThenInvalid("about_id");
        When(SomeLetter.Draft(LetterKind.HoldReleased, facts: new(SomeLetter.Case, null, null))).ThenInvalid("about_id");
        When(SomeLetter.Draft(LetterKind.HoldReleased, facts: new(SomeLetter.Case, SomeLetter.Hold with { Order = Some.Order("us-c-2") }, null))).ThenInvalid("about_id");
        When(SomeLetter.Draft(LetterKind.Production, facts: new(SomeLetter.Case, null, SomeLetter.Disclosure with { CaseId = "us-c-2" }))).ThenInvalid("about_id");
    }

    [Fact]
    public void F8_A_letter_says_only_what_is_so()
    {
        // The hold still keeps data, or its data is kept for process that was served.
        When(SomeLetter.Draft(LetterKind.HoldReleased, facts: new(SomeLetter.Case, SomeLetter.Hold with { Status = HoldStatus.Active, ReleasedAt = null }, null))).ThenInvalid("fields.released-on");
        When(SomeLetter.Draft(LetterKind.HoldReleased, facts: new(SomeLetter.Case, SomeLetter.Hold with { Locks = [Some.Lock("W-1", Some.End)] }, null))).ThenInvalid("fields.released-on");
        // Nothing was delivered.
        When(SomeLetter.Draft(LetterKind.Production, facts: new(SomeLetter.Case, null, SomeLetter.Disclosure with { Status = DisclosureStatus.Packaged, ExpiresAt = null })))
            .ThenInvalid("fields.package", "fields.expires-on");
        // A code of intake for which nobody has found words.
        var verdict = SomeLetter.Case with { File = SomeLetter.Case.File with { Verdicts = [new ItemVerdict("i1", "scope.new-code", "a law", "")] } };
        When(SomeLetter.Draft(LetterKind.Refusal, facts: new(verdict, null, null))).ThenInvalid("fields.refusals");
    }

    [Fact]
    public void F8_A_rejected_case_refuses_all_that_it_asked_for_with_its_reason()
    {
        var rejected = SomeLetter.Case with { Status = CaseStatus.Rejected, File = SomeLetter.Case.File with { Ending = "No jurisdiction." } };
        var lines = When(SomeLetter.Draft(LetterKind.Refusal, facts: new(rejected, null, null))).State.Fields.Single(field => field.Name == "refusals").Values;
        Assert.Equal(3, lines.Length);
        Assert.EndsWith("— No jurisdiction.", lines[0], StringComparison.Ordinal);
        Assert.Contains("(18 U.S.C. § 2703(a))", lines[2], StringComparison.Ordinal);

        var whole = rejected with { File = rejected.File with { Intake = null, Verdicts = [] } };
        Assert.Equal(
            ["the request as a whole — No jurisdiction."],
            When(SomeLetter.Draft(LetterKind.Refusal, facts: new(whole, null, null))).State.Fields.Single(field => field.Name == "refusals").Values.AsEnumerable());
    }

    [Fact]
    public void F8_H6_Another_person_than_the_drafter_signs_it_off_and_it_is_dated_where_the_case_counts()
    {
        Drafted().When(SomeLetter.SignOff()).ThenRefused(RefusalCodes.LetterOwnDraft);
        // Three in the morning in UTC is still the day before in New York.
        var signed = Drafted().By(SomeLetter.Signer).At("2026-03-02T03:00:00Z").When(SomeLetter.SignOff());
        Assert.Equal((LetterStatus.SignedOff, "1 March 2026"), (signed.View!.Status, Line(signed, "Date")));
        Assert.Equal(SomeLetter.Signer, signed.View.SignedOff!.By);
        Assert.DoesNotContain("DRAFT", signed.View.Text + signed.View.Html, StringComparison.Ordinal);
        signed.Sending(new Outgoing.ToCase(
            Some.CaseId,
            new CaseCommand.NoteLetter(new CaseLetter(SomeLetter.Id, LetterKind.Receipt, "en", LetterStatus.SignedOff, Some.Instant("2026-03-02T03:00:00Z"), SomeLetter.Signer))));
    }

    [Fact]
    public void F8_What_is_signed_off_or_discarded_never_changes()
    {
        var signed = Drafted().By(SomeLetter.Signer).When(SomeLetter.SignOff());
        signed.By("user:other").When(SomeLetter.SignOff()).ThenRefused(RefusalCodes.LetterNotAllowed);
        signed.When(new LetterCommand.Discard("no") { Facts = SomeLetter.Facts }).ThenRefused(RefusalCodes.LetterNotAllowed);
        signed.When(SomeLetter.Draft(LetterKind.Refusal)).ThenRefused(RefusalCodes.RequestIdReused);
        var discarded = Drafted().When(new LetterCommand.Discard("They have answered.") { Facts = SomeLetter.Facts });
        Assert.Equal((LetterStatus.Discarded, "They have answered."), (discarded.View!.Status, discarded.View.Ending));
        discarded.By(SomeLetter.Signer).When(SomeLetter.SignOff()).ThenRefused(RefusalCodes.LetterNotAllowed);
        discarded.When(new LetterCommand.Discard("again") { Facts = SomeLetter.Facts }).ThenRefused(RefusalCodes.LetterNotAllowed);
        Given.Letter().When(SomeLetter.SignOff()).ThenRefused(RefusalCodes.LetterNotFound);
        Given.Letter().When(new LetterCommand.Tick()).ThenNothing();
    }

    [Fact]
    public void F8_A_template_that_changes_later_alters_no_letter_and_no_draft_of_it_is_signed_off()
    {
        var book = LetterBook.Load(TemplateTests.Words, TemplateTests.Files(("receipt-en", text => text
            .Replace("version: 1", "version: 2", StringComparison.Ordinal)
            .Replace("We have received", "We confirm to have received", StringComparison.Ordinal)))).Book!;
        var rules = Some.Rules with { Letters = book };
        Drafted().By(SomeLetter.Signer).Under(rules).When(SomeLetter.SignOff()).ThenRefused(RefusalCodes.LetterOutdated);

        var signed = Drafted().By(SomeLetter.Signer).When(SomeLetter.SignOff());
        var later = signed.Under(rules).When(SomeLetter.SignOff());
        Assert.Equal(signed.View, later.View);
        Assert.Contains("We have received", later.View!.Text, StringComparison.Ordinal);
        Assert.Equal(1, later.View.Template.Version);
    }

    [Fact]
    public void F8_A_draft_whose_case_says_something_else_by_now_is_not_signed_off()
    {
        var amended = SomeLetter.Facts with { Case = SomeLetter.Case with { Officer = "Det. S. Moor" } };
        var refused = Drafted().By(SomeLetter.Signer).When(SomeLetter.SignOff(facts: amended)).ThenRefused(RefusalCodes.LetterOutdated);
        Assert.Equal("officer", refused.Last.Refusal!.Details["fields"]);
        var answered = SomeLetter.Facts with { Case = SomeLetter.Case with { File = SomeLetter.Case.File with { OpenQuestion = null } } };
        Drafted(LetterKind.Clarification).By(SomeLetter.Signer).When(SomeLetter.SignOff(facts: answered)).ThenRefused(RefusalCodes.LetterOutdated);
        // What the letter does not mention may change.
        var question = SomeLetter.Facts with { Case = SomeLetter.Case with { File = SomeLetter.Case.File with { OpenQuestion = "Another?" } } };
        Assert.Equal(LetterStatus.SignedOff, Drafted().By(SomeLetter.Signer).When(SomeLetter.SignOff(facts: question)).View!.Status);
    }

    [Fact]
    public void H5_The_letters_of_a_restricted_case_are_not_there_for_strangers_and_tell_nothing_of_it()
    {
        var restricted = new LetterFacts(SomeLetter.Case with { File = SomeLetter.Case.File with { IsRestricted = true, Access = [SomeLetter.Drafter], OpenQuestion = null } }, null, null);
        When(SomeLetter.Draft(LetterKind.Receipt, facts: restricted), "user:stranger").ThenRefused(RefusalCodes.CaseNotFound);
        // Not even that no question is open.
        When(SomeLetter.Draft(LetterKind.Clarification, facts: restricted), "user:stranger").ThenRefused(RefusalCodes.CaseNotFound);
        When(SomeLetter.Draft(LetterKind.Receipt, facts: new(null, null, null)), "user:stranger").ThenRefused(RefusalCodes.CaseNotFound);
        var drafted = When(SomeLetter.Draft(LetterKind.Receipt, facts: restricted));
        drafted.By("user:stranger").When(SomeLetter.SignOff(facts: restricted)).ThenRefused(RefusalCodes.LetterNotFound);
        drafted.By("user:stranger").When(new LetterCommand.Discard("no") { Facts = restricted }).ThenRefused(RefusalCodes.LetterNotFound);
    }

    [Fact]
    public void F8_A_case_hears_of_its_letters_in_any_order_and_tells_of_them()
    {
        CaseLetter Letter(LetterStatus status, string by = "user:lea") => new(SomeLetter.Id, LetterKind.Receipt, "en", status, Some.Start, by);
        var noted = Given.Case(Some.Opened).By($"system:letter/{SomeLetter.Id}").When(new CaseCommand.NoteLetter(Letter(LetterStatus.SignedOff)));
        noted.Then(new Domain.Cases.CaseEvent.LetterNoted(Letter(LetterStatus.SignedOff)));
        noted.When(new CaseCommand.NoteLetter(Letter(LetterStatus.Drafted))).ThenNothing();
        Assert.Equal([Letter(LetterStatus.SignedOff)], noted.View!.File.Letters.AsEnumerable());
        Assert.Equal("letter us-l-1 (Receipt, en) is SignedOff, by user:lea", Domain.Cases.CaseStory.Tell(noted.Last.Events[0]));
        Given.Case().When(new CaseCommand.NoteLetter(Letter(LetterStatus.Drafted))).ThenNothing();
        // Also of one that is closed: that its hold has ended is written then.
        var closed = Given.Case(Some.Opened, new Domain.Cases.CaseEvent.Closed("done", Some.Start, "user:lead"));
        Assert.Single(closed.By("system:letter/us-l-1").When(new CaseCommand.NoteLetter(Letter(LetterStatus.Drafted))).State.Letters);
    }

    private static Scene Drafted(LetterKind kind = LetterKind.Receipt, string language = "en") => When(SomeLetter.Draft(kind, language));

    private static Scene When(LetterCommand command, string by = SomeLetter.Drafter) => Given.Letter().By(by).When(command);

    /// <summary>What stands behind a word at the head of the letter.</summary>
    private static string Line(Scene scene, string word) =>
        scene.View!.Text.Split('\n').Single(line => line.StartsWith($"- {word}", StringComparison.Ordinal)).Split(':', 2)[1].Trim();
}

using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Links;
using Lert.Domain.Tests.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Links;

namespace Lert.Domain.Tests.Links;

using Scenario = Scenario<LinkDecider, LinkState, LinkCommand, LinkEvent, LinkView>;

/// <summary>A14: the same agency's number or the same account is a suggestion and never a merge.</summary>
public class LinkTests
{
    private static readonly CaseLink Other = new("us-c-2", LinkGround.Account, "us-account-1", LinkStatus.Suggested);

    [Fact]
    public void A14_A_case_is_noted_under_its_agencys_number_and_under_each_account_that_it_asks_about() =>
        Assert.Equal(
            [LinkKey.ReferenceOf("us", "Agency of .example", "agency 26/0042"), LinkKey.AccountOf("us", "us-account-1")],
            Given.Case().At(SomeRequest.Received).When(SomeRequest.Warrant()).Last.Messages.OfType<Outgoing.ToLink>().Select(message => message.Key));

    [Fact]
    public void A14_The_second_case_hears_of_the_first_and_each_is_noted_once() => Link()
        .When(Note("us-c-1")).Where(link => Assert.Empty(link.Last.Messages))
        .When(Note("us-c-1")).ThenNothing()
        .When(Note("us-c-2")).Sending(new Outgoing.ToCase("us-c-2", new CaseCommand.SuggestLinks([Other with { CaseId = "us-c-1" }])))
        // The latest first, and those that hold the account.
        .When(Note("us-c-3") with { Holding = ["us-c-9", "us-c-1"] })
        .Where(link => Assert.Equal(["us-c-2", "us-c-1", "us-c-9"], Suggested(link)));

    [Fact]
    public void A14_A_restricted_case_is_suggested_to_nobody_and_hears_of_others() => Link()
        .When(Note("us-c-1")).When(Note("us-c-2") with { IsRestricted = true }).Where(link => Assert.Equal(["us-c-1"], Suggested(link)))
        .When(Note("us-c-3")).Where(link => Assert.Equal(["us-c-1"], Suggested(link)));

    [Fact]
    public void A14_What_everybody_has_in_common_is_bounded() =>
        Enumerable.Range(0, 80).Aggregate(Link(), (link, i) => link.When(Note($"us-c-{i}")))
            .Where(link => Assert.Equal((50, 10, "us-c-78"), (link.State.Cases.Length, Suggested(link).Length, Suggested(link)[0])));

    [Fact]
    public void A14_A_suggestion_moves_nothing_and_a_person_accepts_or_dismisses_it() => CaseStateTests.Opened(SomeRequest.Warrant())
        .When(new CaseCommand.SuggestLinks([Other, Other with { CaseId = "us-c-3" }, Other with { CaseId = Some.CaseId }]))
        .Where(CaseStateTests.IsIn(CaseStatus.Received)).Where(@case => Assert.Equal(["us-c-2", "us-c-3"], @case.View!.File.Links.Select(link => link.CaseId)))
        .When(new CaseCommand.SuggestLinks([Other with { Ground = LinkGround.AgencyReference }])).ThenNothing()
        .When(new CaseCommand.AcceptLink("us-c-9", "x")).ThenRefused(RefusalCodes.CaseLinkUnknown)
        .When(new CaseCommand.AcceptLink("us-c-2", "the same suspect"))
        .Then(new CaseEvent.LinkJudged("us-c-2", LinkStatus.Suggested, LinkStatus.Accepted, "the same suspect", SomeRequest.Received, "user:lead"))
        .Sending(new Outgoing.ToCase("us-c-2", new CaseCommand.NoteLinked(Other with { CaseId = Some.CaseId, Status = LinkStatus.Accepted })))
        .When(new CaseCommand.AcceptLink("us-c-2", "again")).ThenNothing()
        .When(new CaseCommand.DismissLink("us-c-3", "a namesake")).SendingNothing()
        .Where(@case => Assert.Equal([LinkStatus.Accepted, LinkStatus.Dismissed], @case.View!.File.Links.Select(link => link.Status)))
        // Never merged: it goes its own way, unless a person says that it is a duplicate.
        .Where(CaseStateTests.IsIn(CaseStatus.Received))
        .When(new CaseCommand.MarkDuplicate("us-c-2", "the same order")).Where(CaseStateTests.IsIn(CaseStatus.Duplicate));

    [Fact]
    public void A14_The_other_case_hears_that_it_was_linked_but_not_by_a_restricted_one()
    {
        CaseStateTests.Opened(SomeRequest.Warrant()).When(new CaseCommand.NoteLinked(Other with { Status = LinkStatus.Accepted }))
            .Where(@case => Assert.Equal(("us-c-2", LinkStatus.Accepted), Assert.Single(@case.View!.File.Links) is var link ? (link.CaseId, link.Status) : default))
            .When(new CaseCommand.NoteLinked(Other)).ThenNothing();
        CaseStateTests.Opened(SomeRequest.Restricted()).By("user:senior")
            .When(new CaseCommand.SuggestLinks([Other])).When(new CaseCommand.AcceptLink("us-c-2", "the same suspect")).SendingNothing();
    }

    private static Scenario Link() => new(LinkKey.AccountOf("us", "us-account-1"), []);

    private static LinkCommand.NoteCase Note(string id) => new(LinkGround.Account, "us-account-1", id, IsRestricted: false);

    private static string[] Suggested(Scenario link) => link.Last.Messages.IsEmpty
        ? []
        : [.. Assert.IsType<CaseCommand.SuggestLinks>(Assert.IsType<Outgoing.ToCase>(Assert.Single(link.Last.Messages)).Command).Links.Select(other => other.CaseId)];
}

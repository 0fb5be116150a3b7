using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Tests.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Domain.Tests.Responders;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Pages;
using Lert.Grains.Responders;

namespace Lert.Domain.Tests.Assignments;

using static SomeCandidates;
using Scenario = Scenario<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>;

/// <summary>B10 and B11: a case finds somebody to work on it, says why, and when there is nobody it is the lead's, loudly.</summary>
public class CaseAssignmentTests
{
    private static readonly DateTimeOffset Start = SomeRequest.Received;
    private static readonly CaseCommand.Tick Both = new(Of(Person(Ana), Person(Ben, ben => ben with { Load = 7 })));

    [Fact]
    public void B11_A_case_that_was_triaged_asks_the_best_and_keeps_the_reason() => Triaged()
        .Where(@case => Assert.Equal(Start, @case.WakeAt))
        .When(Both)
        .Then(new CaseEvent.AssigneeAsked(Ana, 1, "ana speaks English, on duty, no open case.", null, Start.AddMinutes(1), Start, null))
        .Sending(new Outgoing.ToResponder(Ana, new ResponderCommand.TakeCase(new AssignmentNeed(Some.CaseId, "us-r-intake", ["en"], [], Clearance.Standard, 0, false), 1, null, false)))
        .When(new CaseCommand.NoteTaken(Ana, 1, "system:case/us-c-1"))
        .Then(new CaseEvent.AssigneeChanged(null, Ana, "ana speaks English, on duty, no open case.", Start, "system:case/us-c-1"))
        .SendingNothing()
        .Where(@case => Assert.Equal((Ana, "ana speaks English, on duty, no open case."), (@case.Listing.Assignee, @case.View!.File.Assignment.Because)))
        .Where(@case => Assert.Null(@case.State.Search));

    [Fact]
    public void B11_Skill_language_region_and_exposure_of_the_request_are_what_is_asked_for()
    {
        var open = SomeRequest.Emergency();
        var said = open.Intake! with { Language = "ES", IsSevere = true, ExposureMinutes = 21 };
        Given.Case().At(Start).By("user:intake").When(open with { Intake = said })
            .When(new CaseCommand.Tick(Of(Person(Ana).With(profile => profile with { Languages = ["es"], Skills = ["edr"], Clearance = Clearance.ChildSafety }), Person(Ben))))
            .Where(@case => Assert.Equal(
                Comparable.Text(new AssignmentNeed(Some.CaseId, Desk, ["es"], ["edr"], Clearance.ChildSafety, 30, true)), Comparable.Text(Question(@case).Need)))
            .Where(@case => Assert.Equal("ana speaks Spanish, has edr, on duty, no open case, room for it today.", Assert.Single(@case.Last.Events.OfType<CaseEvent.AssigneeAsked>()).Because));
    }

    [Fact]
    public void B11_Who_cannot_take_it_is_followed_by_the_next_with_the_reason() => Triaged().When(Both)
        .When(new CaseCommand.NoteDeclined(Ana, 1, RefusalCodes.ResponderNotAvailable))
        .Then(new CaseEvent.AssigneeDeclined(Ana, 1, RefusalCodes.ResponderNotAvailable, Start))
        .SendingNothing()
        .Where(@case => Assert.Equal(Start, @case.WakeAt))
        .When(Both).Where(@case => Assert.Equal((Ben, 2L), (Asked(@case).ResponderId, Asked(@case).Attempt)));

    [Fact]
    public void B11_Nobody_left_is_the_leads_queue_and_one_page_and_it_is_tried_again_later() => Triaged()
        .When(new CaseCommand.Tick(Of(Person(Ana, ana => ana with { IsOnDuty = false }))))
        .Then(new CaseEvent.NobodyFound("Nobody can take it: 1 neither on duty nor on call.", true, true, Start.AddMinutes(5), Start))
        .Where(@case => Assert.Equal(("us-r-intake", AlertKind.Unassigned, Urgency.High), Paged(@case)))
        .Where(@case => Assert.Equal((Start, "Nobody can take it: 1 neither on duty nor on call."), (@case.View!.File.Assignment.LeadSince!.Value, @case.View.File.Assignment.WhyNobody)))
        .By("system:timer").At(Start.AddMinutes(5)).When(new CaseCommand.Tick(Of()))
        .Then(new CaseEvent.NobodyFound("Nobody is registered who could be asked.", true, true, Start.AddMinutes(15), Start.AddMinutes(5)))
        .SendingNothing()
        .At(Start.AddMinutes(15)).When(Both).When(new CaseCommand.NoteTaken(Ana, 1, "system:case"))
        .Where(@case => Assert.Contains(@case.Last.Messages, message => message is Outgoing.ToPage { Command: PageCommand.Resolve }))
        .Where(@case => Assert.Null(@case.View!.File.Assignment.LeadSince));

    [Fact]
    public void B11_Everybody_said_no_is_the_leads_too_and_all_are_asked_again_later() => Triaged()
        .When(new CaseCommand.Tick(Of(Person(Ana)))).When(new CaseCommand.NoteDeclined(Ana, 1, RefusalCodes.ResponderNotAvailable))
        .When(new CaseCommand.Tick(Of(Person(Ana))))
        .Where(@case => Assert.Equal("Everybody who could be asked has said no, or gave it back.", @case.View!.File.Assignment.WhyNobody))
        .At(Start.AddMinutes(5)).When(new CaseCommand.Tick(Of(Person(Ana)))).Where(@case => Assert.Equal(Ana, Asked(@case).ResponderId));

    [Fact]
    public void B11_It_looks_again_when_somebody_else_comes_on_call() => Triaged()
        .When(new CaseCommand.Tick(Of() with { Until = Start.AddMinutes(2) })).Where(@case => Assert.Equal(Start.AddMinutes(2), @case.WakeAt));

    [Fact]
    public void B11_Who_could_not_be_read_is_asked_for_again_in_seconds_and_is_the_leads_after_three_times() => Triaged()
        .When(new CaseCommand.Tick(CandidateFacts.Unread)).Where(@case => Assert.Equal((Start.AddSeconds(1), false), (@case.WakeAt, @case.View!.File.Assignment.LeadSince.HasValue)))
        .At(Start.AddSeconds(1)).When(new CaseCommand.Tick(null)).Where(@case => Assert.Equal(Start.AddSeconds(3), @case.WakeAt))
        .At(Start.AddSeconds(3)).When(new CaseCommand.Tick(null)).Where(@case => Assert.Equal(("us-r-intake", AlertKind.Unassigned, Urgency.High), Paged(@case)));

    [Fact]
    public void B11_An_emergency_does_not_wait_for_triage_and_what_only_keeps_data_needs_nobody()
    {
        Given.Case().At(Start).When(SomeRequest.Emergency()).Where(@case => Assert.NotNull(@case.State.Search));
        Given.Case().At(Start).When(SomeRequest.Warrant()).Where(@case => Assert.Null(@case.State.Search));
        Given.Case().When(Some.Open()).When(new CaseCommand.RequestHolds([new HoldRequest(Some.AccountId, null)])).Where(@case => Assert.Null(@case.State.Search));
    }

    [Fact]
    public void B11_An_answer_that_never_comes_is_given_up_after_a_minute_and_whoever_said_yes_too_late_is_let_go() => Triaged().When(Both)
        .At(Start.AddSeconds(59)).When(Both).ThenNothing()
        .At(Start.AddMinutes(1)).When(Both)
        .Where(@case => Assert.Equal((Ben, 2L), (Asked(@case).ResponderId, Asked(@case).Attempt)))
        .Where(@case => Assert.Contains(new Outgoing.ToResponder(Ana, new ResponderCommand.ReleaseCase(Some.CaseId, 1)), @case.Last.Messages))
        .When(new CaseCommand.NoteTaken(Ana, 1, "system:case"))
        .Then().Sending(new Outgoing.ToResponder(Ana, new ResponderCommand.ReleaseCase(Some.CaseId, 1)))
        .When(new CaseCommand.NoteDeclined(Ana, 1, RefusalCodes.ResponderNotAvailable)).ThenNothing()
        .When(new CaseCommand.NoteTaken(Ben, 2, "system:case")).Where(@case => Assert.Equal(Ben, @case.State.Assignee));

    [Fact]
    public void B11_Whoever_said_yes_too_late_is_welcome_where_there_is_still_nobody() => Triaged()
        .When(new CaseCommand.Tick(Of(Person(Ana)))).At(Start.AddMinutes(1)).When(new CaseCommand.Tick(Of(Person(Ana))))
        .When(new CaseCommand.NoteTaken(Ana, 1, "system:case")).Where(@case => Assert.Equal(2, Question(@case).Attempt))
        .When(new CaseCommand.NoteTaken(Ana, 2, "system:case"))
        .Then(new CaseEvent.AssigneeChanged(null, Ana, "said yes after all", Start.AddMinutes(1), "system:case"));

    [Theory]
    [InlineData("withdrawn")]
    [InlineData("rejected")]
    [InlineData("duplicate")]
    public void B11_A_case_that_is_over_lets_its_assignee_go(string how)
    {
        var end = Mine().When(new CaseCommand.Advance(CaseStatus.Validating)).When(how switch
        {
            "withdrawn" => new CaseCommand.Withdraw("settled", false),
            "rejected" => new CaseCommand.Reject("no jurisdiction"),
            _ => new CaseCommand.MarkDuplicate("us-c-2", "the same"),
        });
        Assert.Contains(new Outgoing.ToResponder(Ana, new ResponderCommand.ReleaseCase(Some.CaseId, 1)), end.Last.Messages);
        Assert.Contains(end.Last.Events, happened => happened is CaseEvent.AssigneeReleased { Old: Ana, By: "user:lead" });
        Assert.Null(end.Listing.Assignee);
        end.When(new CaseCommand.Assign(Ben, "x", null, Of(Person(Ben)))).ThenRefused(RefusalCodes.CaseNeedsNobody)
            .By("user:counsel").When(new CaseCommand.Reopen("new facts")).When(Both).Where(@case => Assert.Equal(Ana, Asked(@case).ResponderId));
    }

    [Fact]
    public void B11_Who_is_asked_while_the_case_ends_is_let_go_whether_or_not_they_said_yes() => Triaged().When(Both)
        .When(new CaseCommand.Withdraw("settled", false))
        .Where(@case => Assert.Contains(new Outgoing.ToResponder(Ana, new ResponderCommand.ReleaseCase(Some.CaseId, 1)), @case.Last.Messages))
        .Where(@case => Assert.Null(@case.State.Search))
        .When(new CaseCommand.NoteTaken(Ana, 1, "system:case")).Then().Sending(new Outgoing.ToResponder(Ana, new ResponderCommand.ReleaseCase(Some.CaseId, 1)));

    [Fact]
    public void B10_A_reassignment_has_the_old_and_the_new_and_whoever_has_it_keeps_it_until_the_other_said_yes() => Mine()
        .When(new CaseCommand.Assign(Ben, "knows the family", null, Of(Person(Ben))))
        .Where(@case => Assert.Equal((Ben, "user:lead"), (Asked(@case).ResponderId, Asked(@case).By)))
        .Where(@case => Assert.Equal(Ana, @case.State.Assignee))
        .When(new CaseCommand.NoteTaken(Ben, 2, "system:case"))
        .Then(new CaseEvent.AssigneeChanged(Ana, Ben, "ben speaks English, on duty, no open case. Picked by hand: knows the family", Start, "user:lead"))
        .Sending(new Outgoing.ToResponder(Ana, new ResponderCommand.ReleaseCase(Some.CaseId, 2)));

    [Fact]
    public void B11_A_lead_who_picks_somebody_who_says_no_changes_nothing() => Mine()
        .When(new CaseCommand.Assign(Ben, "knows the family", null, Of(Person(Ben))))
        .When(new CaseCommand.NoteDeclined(Ben, 2, RefusalCodes.ResponderNotAvailable))
        .Where(@case => Assert.Equal((Ana, null, null), (@case.State.Assignee, @case.State.Search, @case.WakeAt is { } at && at == Start ? "hot" : null)));

    [Fact]
    public void B11_The_caps_decide_and_only_another_leads_word_with_a_reason_lifts_them()
    {
        var tired = Of(Person(Ben, ben => ben with { RestUntil = Start.AddHours(2) }));
        Triaged()
            .When(new CaseCommand.Assign(Ben, "x", null, tired)).ThenRefused(RefusalCodes.ResponderNotAvailable)
            .Where(@case => Assert.Equal("protected", @case.Last.Refusal!.Details["reason"]))
            .When(new CaseCommand.Assign("us-u-nobody", "x", null, Of())).ThenRefused(RefusalCodes.ResponderNotFound)
            .By("ben").When(new CaseCommand.Assign(Ben, "x", "I can", tired)).ThenRefused(RefusalCodes.ResponderOwnOverride)
            .By("lena").When(new CaseCommand.Assign(Ben, "x", "a child is in danger", tired))
            .Where(@case => Assert.Equal(new LeadOverride("lena", "a child is in danger"), Question(@case).Override))
            .By("lena").When(new CaseCommand.Assign(Ben, "x", "again", Of(Person(Ben, ben => ben.With(profile => profile with { Clearance = Clearance.Unspecified })))))
            .ThenRefused(RefusalCodes.ResponderNotAvailable);
    }

    [Fact]
    public void B11_A_case_that_is_taken_from_somebody_looks_for_somebody_else() => Mine()
        .When(new CaseCommand.Unassign("is away"))
        .Then(new CaseEvent.AssigneeReleased(Ana, "is away", Start, "user:lead"), new CaseEvent.AssigneeWanted([Ana], Start))
        .Sending(new Outgoing.ToResponder(Ana, new ResponderCommand.ReleaseCase(Some.CaseId, 1)))
        .When(Both).Where(@case => Assert.Equal(Ben, Asked(@case).ResponderId));

    [Fact]
    public void B11_Whom_a_lead_gave_it_by_the_persons_own_service_has_it_and_nobody_is_asked_any_more() => Triaged().When(Both)
        .When(new CaseCommand.NoteTaken(Ben, 0, "user:lead"))
        .Where(@case => Assert.Contains(new Outgoing.ToResponder(Ana, new ResponderCommand.ReleaseCase(Some.CaseId, 1)), @case.Last.Messages))
        .Where(@case => Assert.Equal(2, Question(@case).Attempt))
        .When(new CaseCommand.NoteTaken(Ben, 2, "system:case")).Then(new CaseEvent.AssigneeChanged(null, Ben, "assigned by hand", Start, "user:lead")).SendingNothing();

    internal static Scenario Triaged() => CaseStateTests.Opened(SomeRequest.Warrant()).When(new CaseCommand.Triage("ours"));

    private static Scenario Mine() => Triaged().When(Both).When(new CaseCommand.NoteTaken(Ana, 1, "system:case")).Where(@case => Assert.Equal(Ana, @case.State.Assignee));

    private static CaseEvent.AssigneeAsked Asked(Scenario @case) => Assert.Single(@case.Last.Events.OfType<CaseEvent.AssigneeAsked>());

    private static ResponderCommand.TakeCase Question(Scenario @case) =>
        Assert.Single(@case.Last.Messages.OfType<Outgoing.ToResponder>().Select(message => message.Command).OfType<ResponderCommand.TakeCase>());

    private static (string Desk, AlertKind Alert, Urgency Urgency) Paged(Scenario @case) => Assert.Single(
        @case.Last.Messages.OfType<Outgoing.ToPage>().Select(page => page.Command).OfType<PageCommand.Open>().Select(open => (open.Desk, open.Alert, open.Urgency)));
}

using Lert.Domain.Responders;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Responders;
using static Lert.Domain.Deciding.Outgoing;

namespace Lert.Domain.Tests.Responders;

public class TakingTests
{
    private static readonly ResponderEvent[] AtWork = [SomeResponder.Registered, SomeResponder.OnDuty("2026-01-15T09:00:00Z", "2026-01-15T20:00:00Z")];

    [Fact]
    public void Whoever_is_not_known_answers_that_and_keeps_nothing() =>
        Given.Responder().When(new ResponderCommand.TakeCase(SomeResponder.Need(), 3, null, IsOnCall: true)).Then()
            .Sending(new ToCase("us-c-1", new CaseCommand.NoteDeclined(SomeResponder.Id, 3, RefusalCodes.ResponderNotFound)));

    [Fact]
    public void A_case_that_asks_again_is_answered_again_under_its_new_number()
    {
        var scenario = Given.Responder(AtWork).When(Take(1)).When(Take(1)).Then().When(Take(4));
        scenario.Sending(new ToCase("us-c-1", new CaseCommand.NoteTaken(SomeResponder.Id, 4, "user:lead")));
        Assert.Equal((4, 1), (scenario.State.Cases["us-c-1"].Attempt, Assert.Single(scenario.State.Days).Cases));
    }

    [Fact]
    public void A_release_of_an_older_attempt_takes_nothing_away()
    {
        var scenario = Given.Responder(AtWork).When(Take(2));
        scenario.When(new ResponderCommand.ReleaseCase("us-c-1", 1)).ThenNothing();
        scenario.When(new ResponderCommand.ReleaseCase("us-c-1", 2)).Then(new ResponderEvent.CaseReleased("us-c-1", Some.Start))
            .When(new ResponderCommand.ReleaseCase("us-c-1", 2)).ThenNothing();
    }

    [Fact]
    public void Off_duty_they_take_what_they_are_on_call_for()
    {
        var scenario = Given.Responder(SomeResponder.Registered);
        scenario.When(new ResponderCommand.Assign(SomeResponder.Need(), null, IsOnCall: false)).ThenRefused(RefusalCodes.ResponderNotAvailable)
            .Where(refused => Assert.Equal("off-duty", refused.Last.Refusal!.Details["reason"]));
        Assert.Equal("us-c-1", Assert.Single(scenario.When(new ResponderCommand.Assign(SomeResponder.Need(), null, IsOnCall: true)).View!.OpenCases));
    }

    [Fact]
    public void No_lead_lifts_a_clearance_or_a_region()
    {
        var scenario = Given.Responder(AtWork);
        scenario.When(new ResponderCommand.Put(SomeResponder.Profile with { Clearance = Clearance.Standard }))
            .When(new ResponderCommand.Assign(SomeResponder.Need(clearance: Clearance.ChildSafety), "urgent", IsOnCall: false)).ThenRefused(RefusalCodes.ResponderNotAvailable);
        scenario.When(new ResponderCommand.Assign(SomeResponder.Need("ie-c-1"), "urgent", IsOnCall: false)).ThenRefused(RefusalCodes.ResponderNotAvailable);
    }

    [Fact]
    public void Nobody_raises_their_own_clearance()
    {
        var low = SomeResponder.Profile with { Clearance = Clearance.Standard };
        var scenario = Given.Responder().By("ana").When(new ResponderCommand.Put(low));
        Assert.Null(scenario.Last.Refusal);
        scenario.When(new ResponderCommand.Put(SomeResponder.Profile)).ThenRefused(RefusalCodes.ResponderOwnClearance);
        Assert.Null(scenario.By("bo").When(new ResponderCommand.Put(SomeResponder.Profile)).By("ana").When(new ResponderCommand.Put(low)).Last.Refusal);
    }

    [Fact]
    public void All_that_is_wrong_with_a_profile_is_said_at_once() =>
        Given.Responder().When(new ResponderCommand.Put(new ResponderProfile("", "Mars/Olympus", ["es", "es", "Spanish"], ["Two words"], Clearance.Unspecified, ["USA"], ["child-safety"])))
            .ThenInvalid(
                "profile.display_name", "profile.zone", "profile.clearance", "profile.languages[1]", "profile.languages[2]", "profile.skills[0]", "profile.regions[0]", "profile.desks[0]");

    private static ResponderCommand.TakeCase Take(long attempt) => new(SomeResponder.Need(), attempt, null, IsOnCall: false);
}

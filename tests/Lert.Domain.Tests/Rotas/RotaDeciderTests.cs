using Lert.Domain.Deciding;
using Lert.Domain.Rotas;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Pages;
using Lert.Grains.Rotas;

namespace Lert.Domain.Tests.Rotas;

/// <summary>E4, E8 and E12: what a rota takes, and what it says no to.</summary>
public class RotaDeciderTests
{
    private static readonly DateTimeOffset LookAt = Some.Start.AddDays(30);

    [Fact]
    public void A_definition_makes_the_rota_and_a_later_one_says_what_was_before()
    {
        var next = SomeDesk.Weekly with { Title = "Night desk, west" };
        Given.Rota()
            .When(new RotaCommand.Put(SomeDesk.Weekly, []))
            .Then(SomeDesk.Defined, new RotaEvent.LookedAhead(null, LookAt, Some.Start))
            .When(new RotaCommand.Put(next, []))
            .Then(new RotaEvent.Defined(SomeDesk.Weekly, next, Some.Start, "user:lead"));
    }

    [Fact]
    public void Nothing_can_be_done_to_a_rota_that_is_not_there() =>
        Given.Rota().When(new RotaCommand.WriteNote("quiet")).ThenRefused(RefusalCodes.RotaNotFound);

    [Fact]
    public void E1_layers_with_windows_and_zones_of_their_own_are_taken_as_they_are_written()
    {
        var rota = SomeDesk.Of(
            SomeDesk.Layer("weekdays", SomeDesk.Weekdays) with { Zone = "Europe/Dublin" },
            SomeDesk.Layer("weekends", new CoverHours(5, new TimeOnly(18, 0), 1, new TimeOnly(9, 0))) with { Rotation = new(TurnUnit.Month, 1, 31, new TimeOnly(9, 0)) },
            SomeDesk.Layer("days", new CoverHours(0, new TimeOnly(9, 0), 0, new TimeOnly(17, 0))) with { Rotation = new(TurnUnit.Day, 3, 0, new TimeOnly(9, 0)) });
        Given.Rota().When(new RotaCommand.Put(rota, [])).Where(made => Assert.Equal(rota, made.View!.Definition));
    }

    [Fact]
    public void E4_an_override_is_on_the_wall_clock_of_the_rota() =>
        Given.Rota(SomeDesk.Defined)
            .When(SomeDesk.Override("2026-01-20T09:00", "2026-01-21T09:00", SomeDesk.Cy))
            .Where(made => Assert.Equal(
                ("o1", Some.Instant("2026-01-20T17:00:00Z"), Some.Instant("2026-01-21T17:00:00Z"), SomeDesk.Cy),
                made.View!.Overrides is [var one] ? (one.Id, one.From, one.Until, one.Person) : default));

    [Theory]
    [InlineData("2026-03-08T02:30", "2026-03-08T01:30-08:00 or 2026-03-08T03:30-07:00", "does not exist")]
    [InlineData("2026-11-01T01:30", "2026-11-01T01:30-07:00 or 2026-11-01T01:30-08:00", "happens twice")]
    public void E2_a_typed_time_in_a_gap_or_an_overlap_is_refused_and_both_candidates_are_shown(string typed, string candidates, string why) =>
        Given.Rota(SomeDesk.Defined)
            .When(SomeDesk.Override(typed, "2026-12-01T00:00", SomeDesk.Cy))
            .ThenInvalid("overrides[0].from")
            .Where(refused =>
            {
                var said = refused.Last.Refusal!.Violations[0].Description;
                Assert.All(candidates.Split(" or "), candidate => Assert.Contains(candidate, said, StringComparison.Ordinal));
                Assert.Contains(why, said, StringComparison.Ordinal);
            });

    [Fact]
    public void E2_an_offset_says_which_of_two_hours_is_meant() =>
        Given.Rota(SomeDesk.Defined)
            .When(SomeDesk.Override("2026-11-01T01:30-08:00", "2026-11-02T00:00", SomeDesk.Cy))
            .Where(made => Assert.Equal(Some.Instant("2026-11-01T09:30:00Z"), made.View!.Overrides[0].From));

    [Fact]
    public void Overrides_that_are_wrong_are_all_named_and_none_is_made() =>
        Given.Rota(SomeDesk.Defined)
            .When(new RotaCommand.AddOverrides(
                [
                    new("2026-01-20T09:00", "2026-01-21T09:00", null, SomeDesk.Cy, null),
                    new("2026-01-21T09:00", "2026-01-20T09:00", null, SomeDesk.Cy, null),
                    new("2026-01-01T09:00", "2026-01-02T09:00", null, SomeDesk.Cy, null),
                    new("2026-03-08T02:30", "2026-11-01T01:30", null, SomeDesk.Cy, null),
                    new("2026-01-20T09:00", "2028-01-20T09:00", null, null, null),
                ],
                []))
            .ThenInvalid("overrides[1].until", "overrides[2].until", "overrides[3].from", "overrides[3].until", "overrides[4].until");

    [Fact]
    public void An_override_that_is_there_already_is_not_made_twice_unless_something_lies_over_it()
    {
        var cy = SomeDesk.Override("2026-01-20T09:00", "2026-01-21T09:00", SomeDesk.Cy);
        var once = Given.Rota(SomeDesk.Defined).When(cy);
        once.When(cy).ThenNothing();
        once.When(SomeDesk.Override("2026-01-20T12:00", "2026-01-20T15:00", SomeDesk.Bo)).When(cy).Where(again => Assert.Equal(["o1", "o2", "o3"], again.View!.Overrides.Select(made => made.Id)));
    }

    [Fact]
    public void A_loop_of_overrides_is_refused_whatever_its_length() =>
        Given.Rota(SomeDesk.Defined)
            .When(SomeDesk.Override("2026-01-20T09:00", "2026-01-21T09:00", SomeDesk.Bo, SomeDesk.Ana))
            .When(SomeDesk.Override("2026-01-20T08:00", "2026-01-20T12:00", SomeDesk.Cy, SomeDesk.Bo))
            .When(SomeDesk.Override("2026-01-20T11:00", "2026-01-22T09:00", SomeDesk.Ana, SomeDesk.Cy))
            .ThenRefused(RefusalCodes.RotaOverrideLoop)
            .When(SomeDesk.Override("2026-01-20T12:00", "2026-01-22T09:00", SomeDesk.Ana, SomeDesk.Cy))
            .Where(made => Assert.Equal(3, made.View!.Overrides.Length));

    [Fact]
    public void A_loop_within_one_order_is_a_loop_too() =>
        Given.Rota(SomeDesk.Defined)
            .When(new RotaCommand.AddOverrides(
                [
                    new("2026-01-20T09:00", "2026-01-21T09:00", SomeDesk.Ana, SomeDesk.Bo, null),
                    new("2026-01-20T09:00", "2026-01-21T09:00", SomeDesk.Bo, SomeDesk.Ana, null),
                ],
                []))
            .ThenRefused(RefusalCodes.RotaOverrideLoop)
            .Where(refused => Assert.Equal(["overrides[1]"], refused.Last.Refusal!.Violations.Select(violation => violation.Field)));

    [Fact]
    public void E4_a_swap_exchanges_two_stretches_and_is_taken_back_whole()
    {
        var swapped = Given.Rota(SomeDesk.Defined)
            .When(SomeDesk.Swap("2026-01-20T09:00", "2026-01-21T09:00", "2026-01-27T09:00", "2026-01-28T09:00"))
            .Where(made => Assert.Equal(["o1", "o1"], made.View!.Overrides.Select(half => half.Id)))
            .Where(made =>
            {
                var schedule = DeskRota.Schedule(made.View!);
                Assert.Equal(SomeDesk.Bo, schedule.OnCall(Some.Instant("2026-01-21T00:00:00Z")).Responder);
                Assert.Equal(SomeDesk.Ana, schedule.OnCall(Some.Instant("2026-01-28T00:00:00Z")).Responder);
            });
        swapped.When(new RotaCommand.RemoveOverride("o1")).Where(back => Assert.Empty(back.View!.Overrides));
        swapped.When(new RotaCommand.RemoveOverride("o2")).ThenRefused(RefusalCodes.RotaOverrideNotFound);
    }

    [Fact]
    public void E4_a_swap_that_leaves_a_gap_is_refused() =>
        Given.Rota(SomeDesk.Defined)
            // Bo is away on the morning that he would take.
            .When(SomeDesk.Override("2026-01-20T00:00", "2026-01-20T12:00", null, SomeDesk.Bo))
            .When(SomeDesk.Swap("2026-01-20T09:00", "2026-01-21T09:00", "2026-01-27T09:00", "2026-01-28T09:00"))
            .ThenRefused(RefusalCodes.RotaSwapLeavesGap)
            .Where(refused => Assert.Equal("2026-01-20T17:00:00Z", refused.Last.Refusal!.Details["gap_start"]))
            .Where(refused => Assert.Equal("2026-01-20T20:00:00Z", refused.Last.Refusal!.Details["gap_end"]));

    [Fact]
    public void E4_nobody_swaps_who_is_not_on_the_rota() =>
        Given.Rota(SomeDesk.Defined)
            .When(SomeDesk.Swap("2026-01-20T09:00", "2026-01-21T09:00", "2026-01-27T09:00", "2026-01-28T09:00", SomeDesk.Ana, SomeDesk.Cy))
            .ThenRefused(RefusalCodes.RotaNotOnRota)
            .Where(refused => Assert.Equal("other.person", refused.Last.Refusal!.Violations[0].Field));

    [Fact]
    public void E4_nobody_gives_away_a_shift_that_they_do_not_have() =>
        Given.Rota(SomeDesk.Defined)
            .When(SomeDesk.Swap("2026-01-20T09:00", "2026-01-21T09:00", "2026-01-27T09:00", "2026-01-28T09:00", SomeDesk.Bo, SomeDesk.Ana))
            .ThenRefused(RefusalCodes.RotaNoShiftToSwap)
            .Where(refused => Assert.Equal(["one", "other"], refused.Last.Refusal!.Violations.Select(violation => violation.Field)));

    [Fact]
    public void E4_a_stretch_that_is_swapped_twice_would_come_back() =>
        Given.Rota(SomeDesk.Defined)
            .When(SomeDesk.Swap("2026-01-20T09:00", "2026-01-27T12:00", "2026-01-26T09:00", "2026-01-28T09:00"))
            .ThenInvalid("other.from");

    [Fact]
    public void E8_a_person_without_a_contact_rule_cannot_go_on_a_rota()
    {
        Given.Rota()
            .When(new RotaCommand.Put(SomeDesk.Of(SomeDesk.Layer("base"), SomeDesk.Layer("late") with { People = [SomeDesk.Cy, SomeDesk.Bo] }), [SomeDesk.Bo, SomeDesk.Cy]))
            .ThenRefused(RefusalCodes.RotaNoContactRule)
            .Where(refused => Assert.Equal(["definition.layers[0].people[1]", "definition.layers[1].people[0]", "definition.layers[1].people[1]"], refused.Last.Refusal!.Violations.Select(violation => violation.Field)));
        Given.Rota(SomeDesk.Defined)
            .When(SomeDesk.Override("2026-01-20T09:00", "2026-01-21T09:00", SomeDesk.Cy) with { Unreachable = [SomeDesk.Cy] })
            .ThenRefused(RefusalCodes.RotaNoContactRule)
            .When(SomeDesk.Swap("2026-01-20T09:00", "2026-01-21T09:00", "2026-01-27T09:00", "2026-01-28T09:00") with { Unreachable = [SomeDesk.Ana] })
            .ThenRefused(RefusalCodes.RotaNoContactRule)
            .When(new RotaCommand.PutPolicy(AlertKind.Emergency, SomeDesk.Policy, [SomeDesk.Cy]))
            .ThenRefused(RefusalCodes.RotaNoContactRule)
            .Where(refused => Assert.Equal(["policy.break_glass[0]"], refused.Last.Refusal!.Violations.Select(violation => violation.Field)));
    }

    [Fact]
    public void E12_a_gap_within_thirty_days_is_raised_once_and_said_to_be_closed()
    {
        var weekdays = SomeDesk.Of(SomeDesk.Layer("weekdays", SomeDesk.Weekdays));
        // 2026-01-15 is a Thursday: the weekend from Saturday 00:00 to Monday 00:00 in Los Angeles.
        var weekend = new RotaGap(Some.Instant("2026-01-17T08:00:00Z"), Some.Instant("2026-01-19T08:00:00Z"));
        Given.Rota()
            .When(new RotaCommand.Put(weekdays, []))
            .Then(new RotaEvent.Defined(null, weekdays, Some.Start, "user:lead"), new RotaEvent.GapAhead(weekend, LookAt, Some.Start))
            .Where(made => Assert.Equal(weekend, made.View!.GapAhead))
            .Where(made => Assert.Equal((SomeDesk.Key, AlertKind.RotaGap, Urgency.Normal), Paged(made)))
            .When(new RotaCommand.WriteNote("all quiet"))
            .Then(new RotaEvent.NoteWritten(new HandoffNote("all quiet", Some.Start, "user:lead")))
            .SendingNothing()
            .When(new RotaCommand.Put(SomeDesk.Weekly, []))
            .Then(new RotaEvent.Defined(weekdays, SomeDesk.Weekly, Some.Start, "user:lead"), new RotaEvent.GapsClosed(LookAt, Some.Start))
            .Where(closed => Assert.Null(closed.View!.GapAhead))
            .Where(closed => Assert.IsType<PageCommand.Resolve>(Assert.IsType<Outgoing.ToPage>(Assert.Single(closed.Last.Messages)).Command));
    }

    [Fact]
    public void E12_one_gap_is_one_page_however_often_it_is_looked_at_and_the_next_gap_another()
    {
        var weekdays = SomeDesk.Of(SomeDesk.Layer("weekdays", SomeDesk.Weekdays));
        Given.Rota().When(new RotaCommand.Put(weekdays, [])).Where(made => Assert.Equal(AlertKind.RotaGap, Paged(made).Alert))
            // The first weekend is under way: the same gap, which begins now.
            .At("2026-01-18T08:00:00Z").When(SomeDesk.Override("2026-02-02T00:00", "2026-02-03T00:00", SomeDesk.Cy)).SendingNothing()
            // It is over, and the next weekend is ahead.
            .At("2026-01-19T09:00:00Z").When(SomeDesk.Override("2026-02-03T00:00", "2026-02-04T00:00", SomeDesk.Cy))
            .Where(made => Assert.Equal(AlertKind.RotaGap, Paged(made).Alert));
    }

    private static (string Desk, AlertKind Alert, Urgency Urgency) Paged(Scenario<RotaDecider, RotaState, RotaCommand, RotaEvent, RotaView> rota) =>
        Assert.IsType<PageCommand.Open>(Assert.IsType<Outgoing.ToPage>(Assert.Single(rota.Last.Messages)).Command) is var open ? (open.Desk, open.Alert, open.Urgency) : default;

    [Fact]
    public void E12_a_gap_that_comes_within_thirty_days_by_itself_is_raised_by_the_timer_and_past_ones_are_not()
    {
        // Nobody for a day, two months ahead.
        var made = Given.Rota(SomeDesk.Defined).When(SomeDesk.Override("2026-03-15T00:00", "2026-03-16T00:00", null));
        Assert.Null(made.View!.GapAhead);
        var gap = new RotaGap(Some.Instant("2026-03-15T07:00:00Z"), Some.Instant("2026-03-16T07:00:00Z"));

        Assert.Equal(gap.Start.AddDays(-30), made.WakeAt);
        var raised = made.At(made.WakeAt!.Value).When(new RotaCommand.Tick()).Then(new RotaEvent.GapAhead(gap, gap.Start, gap.Start.AddDays(-30)));
        var open = raised.At(raised.WakeAt!.Value).When(new RotaCommand.Tick()).Then(new RotaEvent.LookedAhead(gap, gap.End, gap.Start));
        var over = open.At(open.WakeAt!.Value).When(new RotaCommand.Tick()).Then(new RotaEvent.GapsClosed(gap.End.AddDays(30), gap.End));
        Assert.Null(over.View!.GapAhead);
        Assert.Empty(DeskRota.WithGaps(over.View!, gap.End).Gaps);
        Assert.Equal(gap, Assert.Single(DeskRota.WithGaps(over.View!, gap.Start.AddDays(-1)).Gaps));
    }

    [Fact]
    public void E12_hand_off_notes_are_kept_the_newest_first_and_the_last_twenty()
    {
        var noted = Enumerable.Range(1, 25).Aggregate(Given.Rota(SomeDesk.Defined), (rota, number) => rota.When(new RotaCommand.WriteNote($"note {number}")));
        Assert.Equal(Enumerable.Range(6, 20).Reverse().Select(number => $"note {number}"), noted.View!.Notes.Select(note => note.Text));
    }

    [Fact]
    public void Overrides_that_are_long_over_leave_the_state_and_their_numbers_are_not_used_again()
    {
        var later = Given.Rota(SomeDesk.Defined)
            .When(SomeDesk.Override("2026-01-20T09:00", "2026-01-21T09:00", SomeDesk.Cy))
            .At("2026-03-01T00:00:00Z")
            .When(SomeDesk.Override("2026-03-02T09:00", "2026-03-03T09:00", SomeDesk.Cy));
        Assert.Equal(["o2"], later.View!.Overrides.Select(made => made.Id));
    }

    [Fact]
    public void A_policy_is_put_for_one_kind_of_alert_and_taken_away_again()
    {
        var other = SomeDesk.Policy with { Repeats = 3 };
        Given.Rota(SomeDesk.Defined)
            .When(new RotaCommand.PutPolicy(AlertKind.Unspecified, SomeDesk.Policy, []))
            .Then(new RotaEvent.PolicyPut(AlertKind.Unspecified, null, SomeDesk.Policy, Some.Start, "user:lead"))
            .When(new RotaCommand.PutPolicy(AlertKind.Unspecified, other, []))
            .Then(new RotaEvent.PolicyPut(AlertKind.Unspecified, SomeDesk.Policy, other, Some.Start, "user:lead"))
            .Where(put => Assert.Equal(new DeskPolicy(AlertKind.Unspecified, other), Assert.Single(put.View!.Policies)))
            .When(new RotaCommand.RemovePolicy(AlertKind.Unspecified))
            .Then(new RotaEvent.PolicyRemoved(AlertKind.Unspecified, other, Some.Start, "user:lead"))
            .When(new RotaCommand.RemovePolicy(AlertKind.Unspecified))
            .ThenRefused(RefusalCodes.RotaPolicyNotFound);
    }

    [Fact]
    public void E5_a_policy_without_an_end_is_refused() =>
        Given.Rota(SomeDesk.Defined)
            .When(new RotaCommand.PutPolicy(AlertKind.Emergency, SomeDesk.Policy with { BreakGlass = [] }, []))
            .ThenInvalid("policy.break_glass");

    [Fact]
    public void Everything_that_is_wrong_with_a_policy_is_said_at_once() =>
        Given.Rota(SomeDesk.Defined)
            .When(new RotaCommand.PutPolicy(
                (AlertKind)99,
                new EscalationPolicy(
                    [
                        new([], [], TimeSpan.FromMinutes(5)),
                        new(["eu-r-night-desk", "us-c-1"], ["ana", "eu-u-ana"], TimeSpan.FromSeconds(29)),
                        new([SomeDesk.Key], [SomeDesk.Ana], TimeSpan.FromHours(4) + TimeSpan.FromTicks(1)),
                    ],
                    11, ["us-u-ÄNA"], TimeSpan.FromSeconds(59), TimeSpan.FromHours(25)),
                []))
            .ThenInvalid(
                "alert", "policy.steps[0]", "policy.steps[1].rotas[0]", "policy.steps[1].rotas[1]", "policy.steps[1].responders[0]", "policy.steps[1].responders[1]",
                "policy.steps[1].delay", "policy.steps[2].delay", "policy.repeats", "policy.break_glass[0]", "policy.break_glass_every", "policy.acknowledged_for");

    [Fact]
    public void Everything_that_is_wrong_with_a_definition_is_said_at_once() =>
        Given.Rota()
            .When(new RotaCommand.Put(
                new RotaDefinition(
                    " ",
                    "America/Atlantis",
                    [
                        SomeDesk.Layer("base") with { People = ["ana", "eu-u-ana", ""], Zone = "Mars/Olympus" },
                        SomeDesk.Layer("base", new CoverHours(0, new TimeOnly(9, 0), 0, new TimeOnly(9, 0)), new CoverHours(3, TimeOnly.MinValue, 0, TimeOnly.MinValue)),
                        SomeDesk.Layer("none") with { People = [], Rotation = new HandOffRule((TurnUnit)7, 1, 0, TimeOnly.MinValue) },
                        SomeDesk.Layer("moon") with { Rotation = new HandOffRule(TurnUnit.Month, 2, 1, TimeOnly.MinValue) },
                    ]),
                []))
            .Where(refused => Assert.Equal(
                [
                    "definition.layers[0].people[0]", "definition.layers[0].people[1]", "definition.layers[0].people[2]", "definition.layers[0].zone", "definition.layers[1].name", "definition.layers[1].windows[0]", "definition.layers[1].windows[1]",
                    "definition.layers[2].people", "definition.layers[2].rotation.unit", "definition.layers[3].rotation.every", "definition.title", "definition.zone",
                ],
                refused.Last.Refusal!.Violations.Select(violation => violation.Field).Order(StringComparer.Ordinal)));

    [Fact]
    public void Whom_a_command_names_is_asked_for_once_and_only_in_the_region_of_the_rota() =>
        Assert.Equal(
            [SomeDesk.Ana, SomeDesk.Bo],
            RotaDecider.Names(SomeDesk.Key, new RotaCommand.Put(SomeDesk.Of(SomeDesk.Layer("base"), SomeDesk.Layer("late") with { People = [SomeDesk.Bo, "eu-u-ana", "x"] }), [])).AsEnumerable());
}

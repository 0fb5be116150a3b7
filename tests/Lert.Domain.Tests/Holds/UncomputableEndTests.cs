using Lert.Domain.Holds;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Holds;

/// <summary>C15, where the holiday calendar does not reach the end: the hold stays active and calls for a person.</summary>
public class UncomputableEndTests
{
    // Received on 2030-11-01; day 90 is Thursday 2031-01-30, and the tables end with 2030.
    private static readonly HoldOrder Order = Some.Order(trigger: "2030-11-01T12:00:00Z");
    private static readonly DateTimeOffset AlarmAt = Some.Instant("2030-11-01T12:00:00Z");

    private static readonly Lert.Domain.Deciding.Rules Learnt = Some.RulesWith(holidays: text => $"{text}us-federal,2031-01-01,New Year's Day\n");

    [Fact]
    public void C15_Ninety_days_before_the_nominal_end_it_raises_an_alarm_and_again_every_week()
    {
        var placed = Given.Hold().At(Order.TriggerAt).When(new HoldCommand.Place(Order, null));
        Assert.Equal(new DateOnly(2031, 1, 30), placed.View!.NominalLastDay);
        Assert.Null(placed.View.RolledLastDay);
        Assert.Null(placed.View.ReleaseNotBefore);
        Assert.Equal(AlarmAt, placed.WakeAt);
        placed.At(AlarmAt).When(new HoldCommand.Tick())
            .Then(new HoldEvent.AlarmRaised(RefusalCodes.HoldCalendarUnknown, AlarmAt))
            .Where(hold => Assert.Equal(RefusalCodes.HoldCalendarUnknown, hold.View!.Alarm))
            .When(new HoldCommand.Tick()).ThenNothing()
            .At(AlarmAt.AddDays(7)).When(new HoldCommand.Tick())
            .Then(new HoldEvent.AlarmRaised(RefusalCodes.HoldCalendarUnknown, AlarmAt.AddDays(7)));
    }

    [Fact]
    public void C15_It_is_never_released_while_the_calendar_is_missing()
    {
        var hold = Given.Hold().At(Order.TriggerAt).When(new HoldCommand.Place(Order, null)).At("2040-01-01T00:00:00Z");
        for (var week = 0; week < 20; week++)
        {
            hold = hold.When(new HoldCommand.Tick()).At(hold.Now.AddDays(7));
            Assert.Null(hold.State.ReleasedAt);
        }
    }

    [Fact]
    public void Once_the_calendar_is_there_the_end_is_found_and_the_alarm_is_over() => Given.Hold()
        .At(Order.TriggerAt).When(new HoldCommand.Place(Order, null)).When(new HoldCommand.Tick())
        .Under(Learnt).At("2030-11-08T12:00:00Z").When(new HoldCommand.Tick())
        .Where(hold => Assert.IsType<HoldEvent.Rescheduled>(Assert.Single(hold.Last.Events)))
        .Where(hold => Assert.Null(hold.View!.Alarm))
        .Where(hold => Assert.Equal(Some.Instant("2031-01-31T08:00:00Z"), hold.WakeAt));

    [Fact]
    public void An_extension_without_the_calendar_leaves_the_alarm_on() => Given.Hold()
        .At(Order.TriggerAt).When(new HoldCommand.Place(Order, null)).When(new HoldCommand.Tick())
        .When(new HoldCommand.Extend(Order.TriggerAt, "letter 7"))
        .Where(hold => Assert.Equal(RefusalCodes.HoldCalendarUnknown, hold.View!.Alarm))
        .Where(hold => Assert.Equal(1, hold.View!.ExtensionsUsed));

    [Fact]
    public void An_extension_under_the_new_calendar_ends_the_alarm() => Given.Hold()
        .At(Order.TriggerAt).When(new HoldCommand.Place(Order, null)).When(new HoldCommand.Tick())
        .Under(Learnt).When(new HoldCommand.Extend(Order.TriggerAt, "letter 7"))
        .Where(hold => Assert.Null(hold.View!.Alarm))
        .Where(hold => Assert.Equal(new DateOnly(2031, 4, 30), hold.View!.NominalLastDay));
}

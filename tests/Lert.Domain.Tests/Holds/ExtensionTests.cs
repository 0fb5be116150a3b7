using Lert.Domain.Holds;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Holds;

/// <summary>C3 to C5: when an extension is accepted, what it counts from, and how often there is one.</summary>
public class ExtensionTests
{
    private static readonly HoldEvent.Extended Once = new(Some.Instant("2026-04-01T16:00:00Z"), "letter 7", Some.ExtendedDates);

    [Fact]
    public void C3_An_extension_asked_for_in_time_counts_from_the_nominal_last_day() => Given.Hold(Some.Placed)
        .At("2026-04-01T16:00:00Z")
        .When(new HoldCommand.Extend(Some.Instant("2026-04-01T16:00:00Z"), "letter 7"))
        .Then(Once)
        .Where(hold => Assert.Equal(Some.Instant(Some.ExtendedEnd), hold.WakeAt));

    [Fact]
    public void C3_An_early_extension_loses_nothing() => Given.Hold(Some.Placed)
        .At("2026-01-20T17:00:00Z")
        .When(new HoldCommand.Extend(Some.Instant("2026-01-20T17:00:00Z"), "letter 7"))
        .Then(Once with { AskedAt = Some.Instant("2026-01-20T17:00:00Z") });

    [Fact]
    public void C3_Rolling_does_not_add_up()
    {
        // Received on 2025-12-01 in Los Angeles: the 90th day is Sunday 2026-03-01 and rolls; the extension counts from the Sunday.
        var placed = Given.Hold().When(new HoldCommand.Place(Some.Order(trigger: "2025-12-01T20:00:00Z"), null));
        placed.Where(hold => Assert.Equal(Some.Instant("2026-03-03T08:00:00Z"), hold.WakeAt))
            .At("2026-02-10T20:00:00Z")
            .When(new HoldCommand.Extend(Some.Instant("2026-02-10T20:00:00Z"), "letter 7"))
            .Where(hold => Assert.Equal(new DateOnly(2026, 5, 30), hold.View!.NominalLastDay))
            .Where(hold => Assert.Equal(new DateOnly(2026, 6, 1), hold.View!.RolledLastDay))
            .Where(hold => Assert.Equal(Some.Instant("2026-06-02T07:00:00Z"), hold.WakeAt));
    }

    [Fact]
    public void C4_At_the_very_instant_of_the_end_it_is_too_late_even_when_nothing_was_released_yet() => Given.Hold(Some.Placed)
        .At(Some.End)
        .When(new HoldCommand.Extend(Some.Instant(Some.End), "letter 7"))
        .ThenRefused(RefusalCodes.HoldExtensionTooLate)
        .Where(hold => Assert.Equal(Some.Instant(Some.End), hold.WakeAt));

    [Fact]
    public void C4_What_was_asked_in_time_is_accepted_when_it_is_registered_late() => Given.Hold(Some.Placed)
        .At("2026-04-16T09:00:00Z")
        .When(new HoldCommand.Extend(Some.Instant("2026-04-16T06:59:59Z"), "letter 7"))
        .Then(Once with { AskedAt = Some.Instant("2026-04-16T06:59:59Z") });

    [Fact]
    public void C4_A_released_hold_cannot_be_extended() => Given.Hold(Some.Placed, Some.Released)
        .At("2026-04-17T00:00:00Z")
        .When(new HoldCommand.Extend(Some.Instant("2026-04-01T16:00:00Z"), "letter 7"))
        .ThenRefused(RefusalCodes.HoldReleased);

    [Fact]
    public void C5_A_second_extension_is_one_too_many_and_the_first_one_stands() => Given.Hold(Some.Placed, Once)
        .At("2026-07-01T16:00:00Z")
        .When(new HoldCommand.Extend(Some.Instant("2026-07-01T16:00:00Z"), "letter 8"))
        .ThenRefused(RefusalCodes.HoldExtensionExhausted)
        .Where(hold => Assert.Equal(Some.Instant(Some.ExtendedEnd), hold.WakeAt));

    [Fact]
    public void C5_Too_late_comes_before_too_many() => Given.Hold(Some.Placed, Once)
        .At(Some.ExtendedEnd)
        .When(new HoldCommand.Extend(Some.Instant(Some.ExtendedEnd), "letter 8"))
        .ThenRefused(RefusalCodes.HoldExtensionTooLate);

    [Fact]
    public void C5_A_regime_without_extensions_says_that_there_is_none() => Given.Hold()
        .When(new HoldCommand.Place(Some.Order(regime: "ca-487012"), null))
        .When(new HoldCommand.Extend(Some.Start, "letter 7"))
        .ThenRefused(RefusalCodes.HoldExtensionExhausted);

    [Fact]
    public void An_extension_dated_before_its_own_trigger_is_invalid() => Given.Hold(Some.Placed)
        .At("2026-04-01T16:00:00Z")
        .When(new HoldCommand.Extend(Some.Instant("2026-01-15T09:59:59Z"), "letter 7"))
        .ThenInvalid("asked_at");

    [Fact]
    public void An_extension_says_when_it_was_asked_for_and_that_is_not_in_the_future() => Given.Hold(Some.Placed)
        .At("2026-04-01T16:00:00Z")
        .When(new HoldCommand.Extend(null, "letter 7")).ThenInvalid("asked_at")
        .When(new HoldCommand.Extend(Some.Instant("2026-04-01T16:05:01Z"), "letter 7")).ThenInvalid("asked_at")
        .When(new HoldCommand.Extend(Some.Instant("2026-04-01T16:05:00Z"), "letter 7"))
        .Where(hold => Assert.Null(hold.Last.Refusal));

    [Fact]
    public void C3_An_extension_is_measured_against_the_holds_own_end_not_against_the_lock() => Given.Hold(
            Some.Placed, new HoldEvent.Locked(Some.Lock("warrant 1", "2026-04-10T00:00:00Z")))
        .At("2026-04-15T00:00:00Z")
        .When(new HoldCommand.Extend(Some.Instant("2026-04-15T00:00:00Z"), "letter 7"))
        .Then(Once with { AskedAt = Some.Instant("2026-04-15T00:00:00Z") })
        .Where(hold => Assert.Null(hold.WakeAt));

    [Fact]
    public void C4_A_lock_does_not_keep_the_extension_open() => Given.Hold(Some.Placed, new HoldEvent.Locked(Some.Lock("warrant 1", "2026-04-10T00:00:00Z")))
        .At("2026-05-01T00:00:00Z")
        .When(new HoldCommand.Extend(Some.Instant("2026-05-01T00:00:00Z"), "letter 7"))
        .ThenRefused(RefusalCodes.HoldExtensionTooLate);

    [Fact]
    public void An_extension_makes_an_approval_of_an_early_release_void() => Given.Hold(
            Some.Placed,
            new HoldEvent.ReleaseApproved(new ReleaseApproval("user:a", Some.Start, ReleaseGround.Withdrawn, "they withdrew", null, null)))
        .By("user:b")
        .When(new HoldCommand.Extend(Some.Start, "letter 7"))
        .When(new HoldCommand.Release(ReleaseGround.Withdrawn, "they withdrew", null, null))
        .Where(hold => Assert.Null(hold.State.ReleasedAt))
        .Where(hold => Assert.Equal("user:b", Assert.Single(hold.State.Approvals).By));
}

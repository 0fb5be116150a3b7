using FsCheck.Fluent;
using Lert.Domain.Legal;
using NodaTime;

namespace Lert.Domain.Tests.Legal;

public class AccountTests
{
    private static readonly KeepDates Silence = Keep("us-2705b-year", "2026-05-31T12:00:00-07:00");
    private static readonly KeepDates Hold = Keep("us-2703f", "2026-01-15T10:00:00Z");

    [Fact]
    public void An_account_is_kept_until_its_last_hold_ends_in_whatever_order_they_stand() =>
        Some.Holds(Gen.ArrayOf(SomeKeep.Any, 4), keeps =>
        {
            var holds = keeps.Select(keep => keep.Compute().Value).OfType<KeepDates>().ToArray();
            var ends = holds.Where(hold => hold.Basis.KeepsData).Select(hold => hold.OwnEnd).ToArray();
            AccountKept expected = ends.Length == 0 ? new AccountKept.NotKept() : new AccountKept.Until(ends.Max());
            return LegalClock.Union(holds) == expected && LegalClock.Union(holds.Reverse()) == expected;
        });

    [Fact]
    public void An_order_of_silence_keeps_nothing()
    {
        Assert.Equal(new AccountKept.NotKept(), LegalClock.Union([Silence]));
        Assert.Equal(new AccountKept.Until(Hold.OwnEnd), LegalClock.Union([Silence, Hold]));
    }

    [Fact]
    public void A_locked_hold_has_no_end_and_neither_has_its_account()
    {
        var locked = LegalClock.ApplyLock(Hold, Some.At("2026-02-01T00:00:00Z")).Value!;

        Assert.Equal(new AccountKept.NoEnd(), LegalClock.Union([locked, Hold]));
        Assert.Equal(new AccountKept.NoEnd(), LegalClock.Union([Hold, locked]));
    }

    [Fact]
    public void An_order_of_silence_that_is_locked_still_keeps_nothing() =>
        Assert.Equal(new AccountKept.NotKept(), LegalClock.Union([LegalClock.ApplyLock(Silence, Some.At("2026-02-01T00:00:00Z")).Value!]));

    [Fact]
    public void No_hold_keeps_nothing() => Assert.Equal(new AccountKept.NotKept(), LegalClock.Union([]));

    [Fact]
    public void Grace_runs_for_at_least_its_days_and_ends_with_a_day_in_utc() =>
        Some.Holds(
            from released in Some.Trigger from days in Gen.Choose(1, LegalClock.MostGraceDays) select (released, days),
            given =>
            {
                var until = LegalClock.Grace(given.released, given.days);
                return until > given.released + Duration.FromDays(given.days) && until <= given.released + Duration.FromDays(given.days + 1)
                    && until.InUtc().TimeOfDay == LocalTime.Midnight;
            });

    [Fact]
    public void Without_grace_deletion_is_allowed_at_the_release_itself() => Assert.Equal(Hold.OwnEnd, LegalClock.Grace(Hold.OwnEnd, 0));

    [Fact]
    public void A_release_on_midnight_of_utc_has_its_grace_from_that_day() =>
        Assert.Equal(Some.At("2026-06-03T00:00:00Z"), LegalClock.Grace(Some.At("2026-05-03T00:00:00Z"), 30));

    [Fact]
    public void A_grace_that_no_calendar_reaches_never_ends() => Assert.Equal(Instant.MaxValue, LegalClock.Grace(Instant.MaxValue, 30));

    [Theory]
    [InlineData(-1)]
    [InlineData(LegalClock.MostGraceDays + 1)]
    public void A_grace_out_of_bounds_is_a_bug(int days) => Assert.Throws<ArgumentOutOfRangeException>(() => LegalClock.Grace(Hold.OwnEnd, days));

    private static KeepDates Keep(string regime, string trigger) => LegalClock.Keep(Some.Book, regime, Some.At(trigger)).Value!;
}

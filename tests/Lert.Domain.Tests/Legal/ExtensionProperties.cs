using System.Collections.Immutable;
using FsCheck.Fluent;
using Lert.Domain.Legal;
using NodaTime;
using Period = Lert.Domain.Legal.Period;

namespace Lert.Domain.Tests.Legal;

public class ExtensionProperties
{
    // The first edition extends once; the properties want to see more of it.
    private static readonly RegimeBook Book = BookText.With("\"times\": 1", "\"times\": 3");

    private static readonly FsCheck.Gen<(SomeKeep Keep, Duration[] Asked)> Extended =
        from keep in SomeKeep.Any
        from asked in Gen.ArrayOf(Some.Span, 4)
        where keep.Regime.Extension is not null
        select (keep, asked);

    [Fact]
    public void An_extension_never_shortens_whenever_it_is_asked_for() =>
        Some.Holds(Extended, given => Steps(given.Keep, given.Asked, static (before, after) => after.OwnEnd >= before.OwnEnd && after.NominalLastDay > before.NominalLastDay));

    [Fact]
    public void An_extension_counts_from_the_nominal_last_day_so_that_rolling_never_adds_up() =>
        Some.Holds(Extended, given => Steps(given.Keep, given.Asked, (before, after) => given.Keep.Regime.Extension!.Period switch
        {
            Period.Days(var days) => after.NominalLastDay == before.NominalLastDay.PlusDays(days),
            Period.Months(var months) => after.NominalLastDay >= before.NominalLastDay.PlusMonths(months) && after.NominalLastDay <= before.NominalLastDay.PlusMonths(months).PlusDays(1),
            _ => false,
        }));

    [Fact]
    public void An_early_extension_gives_the_same_dates_as_one_in_the_last_moment() =>
        Some.Holds(Extended, given => given.Keep.Unless(dates =>
        {
            var early = LegalClock.Extend(Book, given.Keep.Regime.Id, dates, given.Keep.Trigger, given.Keep.Trigger);
            var late = LegalClock.Extend(Book, given.Keep.Regime.Id, dates, given.Keep.Trigger, dates.OwnEnd - Duration.Epsilon);
            return early == late && early.Error?.Code is null or LegalErrorCode.CalendarUnknown;
        }));

    [Fact]
    public void The_order_of_extensions_in_time_does_not_matter() =>
        Some.Holds(Extended, given => given.Keep.Unless(dates =>
        {
            var inTime = given.Asked.Select(span => given.Keep.Trigger + span).Where(asked => asked < dates.OwnEnd).ToImmutableArray();
            return Whole(given.Keep, inTime) == Whole(given.Keep, [.. inTime.Order()]) && Whole(given.Keep, inTime) == Whole(given.Keep, [.. inTime.Reverse()]);
        }));

    [Fact]
    public void Step_by_step_comes_to_the_same_as_all_at_once() =>
        Some.Holds(Extended, given =>
        {
            var asked = given.Asked.Select(span => given.Keep.Trigger + span).ToImmutableArray();
            var (from, until) = (asked[0], asked[0] + Duration.FromDays(100));
            var current = LegalClock.Keep(Book, given.Keep.Regime.Id, given.Keep.Trigger, given.Keep.Zone);
            foreach (var at in asked)
            {
                var next = current.IsComputed ? LegalClock.Extend(Book, given.Keep.Regime.Id, current.Value, given.Keep.Trigger, at)
                    : current.Error.OpenEnd is { } open ? LegalClock.Extend(Book, given.Keep.Regime.Id, open, given.Keep.Trigger, at)
                    : current;
                current = next.IsComputed || next.Error.OpenEnd is not null ? next : current;
            }

            current = current.IsComputed ? LegalClock.ApplyLock(current.Value, from, until) : current;
            return Whole(given.Keep, asked, from, until) == (current.Value, current.Error);
        });

    [Fact]
    public void What_a_hold_has_stored_gives_the_same_dates_again() =>
        Some.Holds(Extended, given => Steps(given.Keep, given.Asked, (_, after) =>
        {
            var resumed = LegalClock.Resume(Book, given.Keep.Regime.Id, given.Keep.Trigger, given.Keep.Zone, after.NominalLastDay, after.ExtensionsUsed).Value;
            return resumed is not null && resumed with { Because = after.Because } == after;
        }));

    [Fact]
    public void A_lock_never_shortens_and_stays_through_an_extension() =>
        Some.Holds(Extended, given => given.Keep.Unless(dates =>
        {
            var from = given.Keep.Trigger - given.Asked[0];
            var until = given.Keep.Trigger + given.Asked[1] + given.Asked[2];
            var locked = LegalClock.ApplyLock(dates, from, until).Value!;
            var extended = LegalClock.Extend(Book, given.Keep.Regime.Id, locked, given.Keep.Trigger, given.Keep.Trigger).Value;
            return locked.ReleaseNotBefore == Instant.Max(dates.OwnEnd, until)
                && locked.OwnEnd == dates.OwnEnd
                && (extended is null || extended.ReleaseNotBefore == Instant.Max(extended.OwnEnd, until));
        }));

    [Fact]
    public void A_lock_that_is_still_on_stays_on_through_an_extension()
    {
        var trigger = Some.At("2026-01-15T10:00:00Z");
        var locked = LegalClock.ApplyLock(LegalClock.Keep(Some.Book, "us-2703f", trigger).Value!, trigger).Value!;

        var extended = LegalClock.Extend(Some.Book, "us-2703f", locked, trigger, Some.At("2026-03-01T00:00:00Z")).Value!;

        Assert.Null(extended.ReleaseNotBefore);
        Assert.Equal(Some.At("2026-07-15T07:00:00Z"), extended.OwnEnd);
    }

    // Every extension in turn, each from the dates before it; true as long as every accepted one satisfies the step.
    private static bool Steps(SomeKeep keep, Duration[] asked, Func<KeepDates, KeepDates, bool> step)
    {
        var current = LegalClock.Keep(Book, keep.Regime.Id, keep.Trigger, keep.Zone).Value;
        foreach (var span in asked)
        {
            if (current is null || LegalClock.Extend(Book, keep.Regime.Id, current, keep.Trigger, keep.Trigger + span).Value is not { } next)
            {
                return true;
            }

            if (!step(current, next))
            {
                return false;
            }

            current = next;
        }

        return true;
    }

    private static (KeepDates? Dates, LegalError? Error) Whole(SomeKeep keep, ImmutableArray<Instant> extensions, Instant? lockedFrom = null, Instant? lockedUntil = null)
    {
        var whole = LegalClock.Compute(Book, new LegalRequest
        {
            RegimeId = keep.Regime.Id, Trigger = keep.Trigger, Zone = keep.Zone, Extensions = extensions, LockedFrom = lockedFrom, LockedUntil = lockedUntil,
        });
        return ((whole.Value as LegalDates.ToKeep)?.Dates, whole.Error);
    }
}

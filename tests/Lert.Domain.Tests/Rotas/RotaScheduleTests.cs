using System.Globalization;
using Lert.Domain.Rotas;
using NodaTime;
using NodaTime.Text;

namespace Lert.Domain.Tests.Rotas;

/// <summary>The examples of product.md, E1 to E4 and E12, as far as they are rules.</summary>
public class RotaScheduleTests
{
    private static readonly Rotation EveryMorning = new Rotation.Daily(1, new LocalTime(9, 0));
    private static readonly Rotation EveryMonday = new Rotation.Weekly(1, IsoDayOfWeek.Monday, new LocalTime(9, 0));

    [Fact]
    public void E1_a_higher_layer_hides_a_lower_one_while_it_covers()
    {
        var schedule = SomeRota.Schedule(
            SomeRota.Angeles,
            SomeRota.Layer(EveryMonday, ["ana", "bo"]),
            SomeRota.Layer(EveryMonday, ["weekend"], new CoverWindow.Weekly(IsoDayOfWeek.Friday, new LocalTime(18, 0), IsoDayOfWeek.Monday, new LocalTime(9, 0))) with { Name = "weekends" });

        Assert.Equal(
            ["ana base 2026-01-05T17:00:00Z 2026-01-10T02:00:00Z", "weekend weekends 2026-01-10T02:00:00Z 2026-01-12T17:00:00Z", "bo base 2026-01-12T17:00:00Z 2026-01-15T00:00:00Z"],
            Lines(schedule, "2026-01-01T00:00:00Z", "2026-01-15T00:00:00Z"));
    }

    [Fact]
    public void E1_a_rota_follows_the_sun_with_a_zone_for_each_layer()
    {
        CoverWindow day = new CoverWindow.Daily(new LocalTime(8, 0), new LocalTime(16, 0));
        var schedule = SomeRota.Schedule(
            DateTimeZone.Utc,
            SomeRota.Layer(EveryMorning, ["dublin"], day) with { Name = "emea", Zone = SomeRota.Dublin },
            SomeRota.Layer(EveryMorning, ["angeles"], day) with { Name = "amer", Zone = SomeRota.Angeles });

        Assert.Equal("dublin", schedule.WhoIsOnCall(At("2026-07-01T07:30:00Z")));
        Assert.Null(schedule.WhoIsOnCall(At("2026-07-01T06:59:59Z")));
        Assert.Equal("angeles", schedule.WhoIsOnCall(At("2026-07-01T15:00:00Z")));
    }

    [Fact]
    public void E2_a_weekend_across_a_change_of_clocks_is_an_hour_shorter()
    {
        var schedule = SomeRota.Schedule(
            SomeRota.Angeles,
            SomeRota.Layer(EveryMonday, ["ana"], new CoverWindow.Weekly(IsoDayOfWeek.Friday, new LocalTime(18, 0), IsoDayOfWeek.Monday, new LocalTime(9, 0))));

        var shift = Assert.Single(schedule.Shifts(At("2026-03-03T00:00:00Z"), At("2026-03-10T00:00:00Z")));
        Assert.Equal(62, (shift.End - shift.Start).TotalHours);
    }

    [Fact]
    public void E3_a_rotation_advances_only_over_the_days_that_it_covers()
    {
        var schedule = SomeRota.Schedule(SomeRota.Angeles, SomeRota.Layer(new Rotation.Daily(1, LocalTime.Midnight), ["ana", "bo", "cy"], SomeRota.Weekdays));

        // 2026-01-05 is a Monday. The weekend costs nobody a turn.
        Assert.Equal(
            ["ana", "bo", "cy", "ana", "bo", "-", "-", "cy", "ana", "bo", "cy", "ana", "-", "-", "bo"],
            Enumerable.Range(0, 15).Select(day => schedule.WhoIsOnCall(new LocalDate(2026, 1, 5).PlusDays(day).At(new LocalTime(12, 0)).InZoneStrictly(SomeRota.Angeles).ToInstant()) ?? "-"));
    }

    [Fact]
    public void E3_five_years_later_the_turns_are_still_right()
    {
        var people = new[] { "ana", "bo", "cy", "di" };
        var schedule = SomeRota.Schedule(SomeRota.Dublin, SomeRota.Layer(new Rotation.Daily(1, LocalTime.Midnight), people, SomeRota.Weekdays));
        var weekdays = 0;
        for (var date = new LocalDate(2026, 1, 5); date < new LocalDate(2031, 1, 5); date = date.PlusDays(1))
        {
            var onCall = schedule.WhoIsOnCall(date.At(new LocalTime(12, 0)).InZoneStrictly(SomeRota.Dublin).ToInstant());
            Assert.Equal(date.DayOfWeek >= IsoDayOfWeek.Saturday ? null : people[weekdays++ % people.Length], onCall);
        }
    }

    [Fact]
    public void E4_an_override_replaces_one_person_or_everybody()
    {
        var rota = new Rota(SomeRota.Angeles, [SomeRota.Layer(EveryMonday, ["ana", "bo"])], []);
        var (from, until) = (At("2026-01-12T00:00:00Z"), At("2026-01-13T00:00:00Z"));

        var forAna = new RotaSchedule(rota with { Overrides = [new(from, until, "ana", "cy")] });
        Assert.Equal(["cy override 2026-01-12T00:00:00Z 2026-01-12T17:00:00Z", "bo base 2026-01-12T17:00:00Z 2026-01-13T00:00:00Z"], Lines(forAna, "2026-01-12T00:00:00Z", "2026-01-13T00:00:00Z"));

        var forAll = new RotaSchedule(rota with { Overrides = [new(from, until, null, "cy")] });
        Assert.Equal(["cy override 2026-01-12T00:00:00Z 2026-01-13T00:00:00Z"], Lines(forAll, "2026-01-12T00:00:00Z", "2026-01-13T00:00:00Z"));
    }

    [Fact]
    public void E4_a_swap_that_leaves_a_gap_is_known_by_the_gaps_that_it_adds()
    {
        var schedule = SomeRota.Schedule(SomeRota.Angeles, SomeRota.Layer(EveryMonday, ["ana", "bo"], SomeRota.Weekdays));
        var (from, until) = (At("2026-01-05T17:00:00Z"), At("2026-02-05T17:00:00Z"));
        RotaOverride[] whole = [new(At("2026-01-06T08:00:00Z"), At("2026-01-07T08:00:00Z"), "ana", "bo"), new(At("2026-01-13T08:00:00Z"), At("2026-01-14T08:00:00Z"), "bo", "ana")];

        Assert.Empty(schedule.GapsAddedBy(whole, from, until));
        Assert.Equal(
            [(At("2026-01-06T08:00:00Z"), At("2026-01-07T08:00:00Z"))],
            schedule.GapsAddedBy([whole[0] with { Person = null }], from, until).AsEnumerable());
    }

    [Fact]
    public void E12_gaps_are_those_of_the_window_that_is_asked_for()
    {
        var schedule = SomeRota.Schedule(SomeRota.Angeles, SomeRota.Layer(EveryMonday, ["ana"], SomeRota.Weekdays));
        Assert.Equal(
            [(At("2026-01-10T08:00:00Z"), At("2026-01-12T08:00:00Z"))],
            schedule.Gaps(At("2026-01-07T00:00:00Z"), At("2026-01-14T00:00:00Z")).AsEnumerable());
        Assert.Equal([(At("2026-01-11T00:00:00Z"), At("2026-01-12T08:00:00Z"))], schedule.Gaps(At("2026-01-11T00:00:00Z"), At("2026-01-14T00:00:00Z")).AsEnumerable());
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_rota_is_said_at_once()
    {
        var at = At("2026-01-12T00:00:00Z");
        var rota = new Rota(
            SomeRota.Angeles,
            [
                SomeRota.Layer(new Rotation.Daily(0, LocalTime.Midnight), []),
                SomeRota.Layer(new Rotation.Monthly(32, LocalTime.Midnight), [" "], new CoverWindow.Daily(LocalTime.Noon, LocalTime.Noon)),
            ],
            [new(at, at, null, "cy"), new(at, at.Plus(Duration.FromHours(2)), "ana", "bo"), new(at, at.Plus(Duration.FromHours(1)), "bo", "cy"), new(at, at.Plus(Duration.FromHours(3)), "cy", "ana")]);

        Assert.Equal(
            [
                "layers[0].people", "layers[0].rotation", "layers[1].name", "layers[1].people[0]", "layers[1].rotation", "layers[1].windows[0]",
                "overrides[0].until", "overrides[3]",
            ],
            RotaProblems.Of(rota).Select(problem => problem.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Overrides_at_different_times_are_no_loop()
    {
        var at = At("2026-01-12T00:00:00Z");
        var hour = Duration.FromHours(1);
        var rota = new Rota(SomeRota.Angeles, [SomeRota.Layer(EveryMonday, ["ana", "bo"])], [new(at, at + hour, "ana", "bo"), new(at + hour, at + hour + hour, "bo", "ana")]);
        Assert.Empty(RotaProblems.Of(rota));
    }

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    private static IEnumerable<string> Lines(RotaSchedule schedule, string from, string until) =>
        schedule.Shifts(At(from), At(until)).Select(shift => string.Create(CultureInfo.InvariantCulture, $"{shift.Person} {shift.Source} {shift.Start} {shift.End}"));
}

using System.Collections.Immutable;
using Lert.Domain.Responders;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Responders;

namespace Lert.Domain.Tests.Responders;

public class AssignmentTests
{
    private static readonly WellnessPolicy Policy = new();

    private static readonly Fitness Ana = SomeResponder.Fit("us-u-ana");
    private static readonly Fitness Bo = SomeResponder.Fit("us-u-bo").With(profile => profile with { Languages = ["en"] });

    [Fact]
    public void E9_who_speaks_the_language_comes_first() =>
        Assert.Equal("us-u-ana", Choose(SomeResponder.Need(languages: ["es"]), Bo, Ana with { OpenCases = 9, Load = 900 }).Chosen);

    [Fact]
    public void E9_nobody_speaks_it_so_the_best_without_it_is_chosen_and_says_so()
    {
        var ranking = Choose(SomeResponder.Need(languages: ["ar"]), Ana with { Load = 10 }, Bo);
        Assert.Equal("us-u-bo", ranking.Chosen);
        Assert.Equal("Nobody who can take it speaks Arabic. bo does not speak Arabic, on duty, no open case.", ranking.Explanation);
    }

    [Fact]
    public void E9_a_clearance_has_no_fallback()
    {
        var ranking = Choose(SomeResponder.Need(clearance: Clearance.ChildSafety), Ana.With(profile => profile with { Clearance = Clearance.Restricted }));
        Assert.Null(ranking.Chosen);
        Assert.Equal((UnavailableReason.NotQualified, "is not cleared for it"), (ranking.Candidates[0].Reason, ranking.Candidates[0].Explanation));
        Assert.Equal("Nobody can take it: 1 of another region or desk or not cleared.", ranking.Explanation);
    }

    [Fact]
    public void B11_skill_language_region_and_remaining_exposure_decide()
    {
        var need = SomeResponder.Need(estimate: 20, languages: ["es"], skills: ["edr"]);
        var ranking = Choose(
            need,
            SomeResponder.Fit("us-u-else").With(profile => profile with { Regions = ["ie"] }),
            SomeResponder.Fit("us-u-full") with { DayLeft = TimeSpan.FromMinutes(5) },
            SomeResponder.Fit("us-u-lay").With(profile => profile with { Skills = [] }),
            SomeResponder.Fit("us-u-mute").With(profile => profile with { Languages = ["en"] }),
            SomeResponder.Fit("us-u-tired") with { DayLeft = TimeSpan.FromMinutes(30) },
            SomeResponder.Fit("us-u-best"));
        Assert.Equal(["us-u-best", "us-u-tired", "us-u-lay", "us-u-mute", "us-u-else", "us-u-full"], ranking.Candidates.Select(one => one.ResponderId));
        Assert.Equal([0, 0, 0, 0, 2, 4], ranking.Candidates.Select(one => (int)one.Reason));
    }

    [Fact]
    public void B11_the_choice_explains_itself_and_tells_minutes_to_nobody_else()
    {
        var need = SomeResponder.Need(estimate: 20, languages: ["es"]);
        var chosen = Choose(need, Ana with { OpenCases = 3, DayLeft = TimeSpan.FromMinutes(180) }).Candidates[0];
        Assert.Equal("speaks Spanish, on duty, 3 open cases, 180 min of exposure left", chosen.OwnExplanation);
        Assert.Equal("speaks Spanish, on duty, 3 open cases, room for it today", chosen.Explanation);
    }

    [Fact]
    public void E10_why_a_rule_that_protects_says_no_is_told_to_nobody_else()
    {
        var need = SomeResponder.Need(estimate: 20, severe: true);
        var at = Some.Instant("2026-01-15T16:30:00Z");
        var refused = Choose(
            need,
            Ana with { OptedOut = true },
            SomeResponder.Fit("us-u-b") with { RestUntil = at },
            SomeResponder.Fit("us-u-c") with { BreakUntil = at },
            SomeResponder.Fit("us-u-d") with { DayLeft = TimeSpan.FromMinutes(5) },
            SomeResponder.Fit("us-u-e") with { WeekLeft = TimeSpan.FromMinutes(7) },
            SomeResponder.Fit("us-u-f") with { LastSevereCase = "us-c-9" });
        Assert.Null(refused.Chosen);
        Assert.All(refused.Candidates, one => Assert.Equal((UnavailableReason.Protected, "is not available for it"), (one.Reason, one.Explanation)));
        Assert.Equal(
            [
                "opted out of severe material", "rests until Thu 16:30, was woken and saw something", "is on a break until Thu 16:30",
                "has 5 min of the day left, and the case takes 20 min", "has 7 min of the week left, and the case takes 20 min",
                "had a severe case last; one of another kind comes first",
            ],
            refused.Candidates.Select(one => one.OwnExplanation));
    }

    [Fact]
    public void E15_who_carried_less_in_ninety_days_comes_first()
    {
        // Twenty days of work each: Ana took forty cases, Bo twenty of which half were severe, and the hundred of last spring count for nobody.
        var ana = Fitness("us-u-ana", day => new ExposureDay(day, TimeSpan.Zero, 2, 0, 0, Worked: true));
        var bo = Fitness("us-u-bo", day => new ExposureDay(day, TimeSpan.Zero, 1, day.Day % 2, 0, Worked: true));
        Assert.Equal(200, ana.Load);
        Assert.InRange(bo.Load, 140, 160);
        Assert.Equal("us-u-bo", Choose(SomeResponder.Need(), ana, bo).Chosen);

        // Half as many cases on a quarter of the days are a greater load: who was away is not made to catch up.
        var away = Fitness("us-u-away", day => new ExposureDay(day, TimeSpan.Zero, 4, 0, 0, Worked: true), days: 12);
        Assert.Equal("us-u-ana", Choose(SomeResponder.Need(), ana, away).Chosen);
    }

    [Fact]
    public void E15_what_lies_ninety_days_back_counts_no_more()
    {
        var state = ResponderState.Initial with
        {
            Profile = SomeResponder.Profile,
            Days = [new ExposureDay(new DateOnly(2026, 1, 15).AddDays(-90), TimeSpan.Zero, 100, 0, 0, Worked: true), new ExposureDay(new DateOnly(2026, 1, 15).AddDays(-89), TimeSpan.Zero, 1, 0, 0, Worked: true)],
        };
        Assert.Equal(10, ResponderDecider.FitnessOf("us-u-ana", state, Some.Start, Policy)!.Load);
    }

    [Fact]
    public void Nobody_at_all_is_said_plainly() => Assert.Equal("Nobody is registered who could be asked.", Choose(SomeResponder.Need()).Explanation);

    [Fact]
    public void Who_is_at_work_goes_before_who_would_be_woken_for_it()
    {
        var asleep = Ana with { IsOnDuty = false, IsOnCall = true };
        Assert.Equal("us-u-bo", Choose(SomeResponder.Need(desk: SomeResponder.Desk), asleep, Bo with { Load = 500 }).Chosen);
        Assert.Equal("us-u-ana", Choose(SomeResponder.Need(desk: SomeResponder.Desk, languages: ["es"]), asleep, Bo with { Load = 500 }).Chosen);
    }

    private static Fitness Fitness(string id, Func<DateOnly, ExposureDay> work, int days = 20)
    {
        var today = new DateOnly(2026, 1, 15);
        var state = ResponderState.Initial with
        {
            Profile = SomeResponder.Profile,
            DutyUntil = Some.Start.AddHours(4),
            Days = [.. Enumerable.Range(0, days).Select(i => work(today.AddDays(i - days + 1)))],
        };
        return ResponderDecider.FitnessOf(id, state, Some.Start, Policy)!;
    }

    private static Ranking Choose(AssignmentNeed need, params ImmutableArray<Fitness> candidates) => AssignmentRules.Choose(need, candidates, Policy);
}

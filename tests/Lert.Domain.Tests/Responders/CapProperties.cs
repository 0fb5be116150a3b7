using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Deciding;
using Lert.Domain.Responders;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Responders;

namespace Lert.Domain.Tests.Responders;

/// <summary>Whatever people, cases and clocks do, and in whatever order.</summary>
public class CapProperties
{
    private static readonly WellnessPolicy Policy = Some.Rules.Wellness;

    /// <summary>Zones whose clocks change in the weeks that are drawn, one by half an hour, and one that skips midnight.</summary>
    private static readonly string[] Zones = ["UTC", "Europe/Dublin", "America/Los_Angeles", "Australia/Lord_Howe", "America/Santiago", "Asia/Kathmandu", "Africa/Cairo"];

    private static readonly DateTimeOffset[] Starts =
    [
        Some.Instant("2026-03-07T20:00:00Z"), Some.Instant("2026-03-28T20:00:00Z"), Some.Instant("2026-04-04T10:00:00Z"), Some.Instant("2026-04-23T20:00:00Z"),
        Some.Instant("2026-09-05T22:00:00Z"), Some.Instant("2026-10-24T20:00:00Z"), Some.Instant("2026-10-31T20:00:00Z"),
    ];

    [Fact]
    public void E10_minutes_viewed_never_exceed_the_caps_except_by_a_journaled_override() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Arb.From(Runs()), run => Caps(run, Policy) is null));

    [Fact]
    public void The_property_bites_when_the_rules_allow_a_little_more()
    {
        var generous = Policy with { DayCap = Policy.DayCap + TimeSpan.FromMinutes(10), RowCap = Policy.RowCap + TimeSpan.FromMinutes(10) };
        Assert.ThrowsAny<Exception>(() => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Arb.From(Runs()), run => Caps(run, generous) is null)));
    }

    [Fact]
    public void E11_a_person_in_rest_is_never_chosen() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(Arb.From(Candidates()), Arb.From(Needs()), (candidates, need) =>
            AssignmentRules.Choose(need, candidates, Policy).Chosen is not { } chosen
            || candidates.Single(one => one.ResponderId == chosen) is { RestUntil: null, BreakUntil: null } fit
            && !(need.Severe && fit.OptedOut)
            && fit.DayLeft >= TimeSpan.FromMinutes(need.EstimateMinutes)
            && fit.Profile.Clearance >= need.Clearance));

    [Fact]
    public void Choosing_is_the_same_whatever_the_order_of_the_candidates() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(Arb.From(Candidates()), Arb.From(Needs()), Arb.From(Gen.Choose(0, int.MaxValue)), (candidates, need, seed) =>
        {
            var shuffled = candidates.ToArray();
            new System.Random(seed).Shuffle(shuffled);
            return Comparable.Text(AssignmentRules.Choose(need, candidates, Policy)) == Comparable.Text(AssignmentRules.Choose(need, [.. shuffled], Policy));
        }));

    /// <summary>Plays a run under one policy and holds it to the caps of the example's; the first day, week or row that is too long, or null.</summary>
    private static string? Caps(Run run, WellnessPolicy played)
    {
        var rules = Some.Rules with { Wellness = played };
        var state = ResponderDecider.Evolve(ResponderState.Initial, new ResponderEvent.ProfilePut(SomeResponder.Profile with { Zone = run.Zone }, run.Start, "user:lead"));
        var ended = new List<ResponderEvent.ViewingEnded>();
        var now = run.Start;
        foreach (var (command, wait) in run.Steps)
        {
            now += wait;

            // A viewer that lives says so; one that died says nothing. The timer comes when it comes.
            var moment = new Moment(now, command is ResponderCommand.OverrideCap ? "user:lead" : "ana", rules);
            var told = command is ResponderCommand.ExtendViewing or ResponderCommand.StopViewing ? For(command, state.Sessions) : command;
            var decision = ResponderDecider.Validate(SomeResponder.Id, told, moment).Any() ? Decision<ResponderEvent>.Nothing : ResponderDecider.Decide(SomeResponder.Id, state, told, moment);
            ended.AddRange(decision.Events.OfType<ResponderEvent.ViewingEnded>());
            state = decision.Events.Aggregate(state, ResponderDecider.Evolve);
        }

        ended.AddRange(ResponderDecider.Decide(SomeResponder.Id, state, new ResponderCommand.Tick(), new Moment(now.AddDays(2), "system:timer", rules)).Events.OfType<ResponderEvent.ViewingEnded>());
        return Broken(ended, run.Zone);
    }

    private static string? Broken(List<ResponderEvent.ViewingEnded> ended, string zone)
    {
        var calendar = new PersonalCalendar(SomeResponder.Profile with { Zone = zone });
        var overrun = ended.Aggregate(TimeSpan.Zero, (sum, one) => sum + one.Overrun);
        var parts = ended.SelectMany(one => calendar.Split(one.From, one.Until)).ToList();
        var day = parts.GroupBy(part => part.Day).FirstOrDefault(group => Total(group) > Policy.DayCap + overrun);
        var week = parts.GroupBy(part => PersonalCalendar.WeekOf(part.Day)).FirstOrDefault(group => Total(group) > Policy.WeekCap + overrun);
        var (row, last) = (TimeSpan.Zero, DateTimeOffset.MinValue);
        foreach (var one in ended)
        {
            row = (one.From - last < Policy.Break ? row : TimeSpan.Zero) + (one.Until - one.From);
            last = one.Until;
            if (row > Policy.RowCap + overrun)
            {
                return $"a row of {row}";
            }
        }

        return day is not null ? $"{day.Key} with {Total(day)}" : week is not null ? $"the week of {week.Key} with {Total(week)}" : null;

        static TimeSpan Total(IEnumerable<(DateOnly Day, DateTimeOffset From, DateTimeOffset Until)> parts) =>
            parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + (part.Until - part.From));
    }

    private static ResponderCommand For(ResponderCommand command, long session) =>
        command is ResponderCommand.ExtendViewing ? new ResponderCommand.ExtendViewing(session) : new ResponderCommand.StopViewing(session);

    private static Gen<Run> Runs() =>
        from zone in Gen.Elements(Zones)
        from start in Gen.Elements(Starts)
        from steps in Gen.ListOf(Steps(), 150)
        select new Run(zone, start, [.. steps]);

    private static Gen<(ResponderCommand Command, TimeSpan Wait)> Steps()
    {
        var cases = Gen.Elements("us-c-1", "us-c-2", "us-c-3");
        var severe = Gen.Elements(true, false, false);
        var commands = Gen.Frequency(
            (5, from id in cases from grave in severe select (ResponderCommand)new ResponderCommand.StartViewing(id, grave)),
            (9, Gen.Constant<ResponderCommand>(new ResponderCommand.ExtendViewing(0))),
            (2, Gen.Constant<ResponderCommand>(new ResponderCommand.StopViewing(0))),
            (1, Gen.Constant<ResponderCommand>(new ResponderCommand.Tick())),
            (1, from id in cases from grave in severe select (ResponderCommand)new ResponderCommand.TakeCase(SomeResponder.Need(id, 30, grave), 1, null, IsOnCall: true)),
            (1, from id in cases from minutes in Gen.Choose(1, 20) select (ResponderCommand)new ResponderCommand.OverrideCap(id, minutes, "urgent")));
        var seconds = Gen.Frequency((12, Gen.Choose(0, 280)), (3, Gen.Choose(0, 1_800)), (1, Gen.Choose(0, 20_000)));
        return from command in commands from wait in seconds select (command, TimeSpan.FromSeconds(wait));
    }

    private static Gen<ImmutableArray<Fitness>> Candidates() =>
        from count in Gen.Choose(0, 8)
        from all in Gen.ArrayOf(Candidate(), count)
        select all.Select((one, i) => one with { ResponderId = $"us-u-{i}" }).ToImmutableArray();

    private static Gen<Fitness> Candidate() =>
        from flags in Gen.Choose(0, 63)
        from language in Gen.Elements("es", "ar", "en")
        from clearance in Gen.Elements(Clearance.Standard, Clearance.Restricted, Clearance.ChildSafety)
        from minutes in Gen.Choose(0, 240)
        from cases in Gen.Choose(0, 3)
        from load in Gen.Choose(0, 2)
        select SomeResponder.Fit(SomeResponder.Id, fit => fit with
        {
            Profile = fit.Profile with { Languages = [language], Clearance = clearance },
            IsOnDuty = (flags & 1) > 0,
            IsOnCall = (flags & 2) > 0,
            OptedOut = (flags & 4) > 0,
            RestUntil = (flags & 24) == 24 ? Some.Start : null,
            BreakUntil = (flags & 40) == 40 ? Some.Start : null,
            DayLeft = TimeSpan.FromMinutes(minutes),
            OpenCases = cases,
            Load = load * 50,
        });

    private static Gen<AssignmentNeed> Needs() =>
        from estimate in Gen.Elements(0, 20, 120)
        from severe in Gen.Elements(true, false)
        from clearance in Gen.Elements(Clearance.Standard, Clearance.ChildSafety)
        select SomeResponder.Need(estimate: estimate, severe: severe, languages: ["es"], clearance: clearance);

    private sealed record Run(string Zone, DateTimeOffset Start, ImmutableArray<(ResponderCommand Command, TimeSpan Wait)> Steps);
}

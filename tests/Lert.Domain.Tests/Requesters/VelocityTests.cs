using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Deciding;
using Lert.Domain.Requesters;
using Lert.Domain.Tests.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Domain.Tests.Emergencies;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Requesters;

namespace Lert.Domain.Tests.Requesters;

using Scenario = Scenario<RequesterDecider, RequesterState, RequesterCommand, RequesterEvent, RequesterView>;

/// <summary>A6: emergencies of one officer in a sliding window.</summary>
public class VelocityTests
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    [Fact]
    public void A6_The_11th_emergency_of_one_officer_in_24_hours_is_flagged()
    {
        var ten = Enumerable.Range(1, 10).Aggregate(Given.Officer(), (officer, i) => officer.When(SomeRequester.Case($"us-c-{i}", Some.Start.AddHours(2 * i)))
            .Where(after => Assert.Equal((i, false), Answer(after) is var answer ? (answer.Emergencies, answer.IsFast) : default)));
        ten.When(SomeRequester.Case("us-c-11", Some.Start.AddHours(2).Add(Day).AddMilliseconds(-1)))
            .Where(officer => Assert.Equal((11, true), Answer(officer) is var answer ? (answer.Emergencies, answer.IsFast) : default))
            .Where(officer => Assert.Contains(officer.Last.Events, happened => happened is RequesterEvent.VelocityExceeded { CaseId: "us-c-11", Emergencies: 11 }));
        // To the very day after the first, there are ten again.
        ten.When(SomeRequester.Case("us-c-11", Some.Start.AddHours(2).Add(Day))).Where(officer => Assert.False(Answer(officer).IsFast));
        // What is no emergency does not count.
        ten.When(SomeRequester.Case("us-c-11", Some.Start.AddHours(21), CaseKind.Warrant)).Where(officer => Assert.Equal((0, false), Answer(officer) is var answer ? (answer.Emergencies, answer.IsFast) : default));
    }

    [Fact]
    public void A6_A_case_that_is_told_twice_counts_once()
    {
        var eleven = Enumerable.Range(1, 11).Select(i => SomeRequester.Case($"us-c-{Math.Min(i, 10)}", Some.Start.AddMinutes(Math.Min(i, 10)))).Aggregate(Given.Officer(), (officer, note) => officer.When(note));
        Assert.DoesNotContain(eleven.State.Emergencies, one => one.IsFlagged);
    }

    [Fact]
    public void A6_What_was_heard_of_late_flags_the_case_that_it_makes_the_11th()
    {
        var order = Enumerable.Range(1, 11).Select(i => SomeRequester.Case($"us-c-{i}", Some.Start.AddMinutes(i))).ToList();
        var late = order[3];
        order.RemoveAt(3);
        order.Aggregate(Given.Officer(), (officer, note) => officer.When(note)).When(late)
            .Where(officer => Assert.False(Answer(officer).IsFast))
            .Where(officer => Assert.Contains(new Outgoing.ToCase("us-c-11", new CaseCommand.NoteVelocity(SomeRequester.Officer, 11)) { Urgency = Grains.Pages.Urgency.Emergency }, officer.Last.Messages));
    }

    [Fact]
    public void A6_One_that_is_older_than_what_is_remembered_counts_as_too_many() => Given.Officer()
        .When(SomeRequester.Case("us-c-1", Some.Start.AddDays(30)))
        .When(SomeRequester.Case("us-c-2", Some.Start)).Where(officer => Assert.True(Answer(officer).IsFast));

    [Fact]
    public void A6_The_window_never_misses_whatever_the_order_the_delay_and_the_repetitions()
    {
        // Instants within two days, close enough to flag some, and any order with any of them twice.
        var runs = from count in Gen.Choose(1, 40)
                   from minutes in Gen.ArrayOf(Gen.Choose(0, 2_880), count)
                   from order in Gen.Shuffle(Enumerable.Range(0, count).Concat(Enumerable.Range(0, count).Where(i => i % 3 == 0)).ToArray())
                   select (minutes, order);
        var flaggedAny = false;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Arb.From(runs), run =>
        {
            var opened = run.minutes.Select((minute, i) => (Id: $"us-c-{i:D3}", At: Some.Start.AddMinutes(minute))).ToList();
            var (state, told) = (RequesterState.Initial, new HashSet<string>());
            foreach (var i in run.order)
            {
                var decision = RequesterDecider.Decide(SomeRequester.Officer, state, SomeRequester.Case(opened[i].Id, opened[i].At), new Moment(Some.Instant(Some.End), "system:case", Some.Rules));
                state = decision.Events.Aggregate(state, RequesterDecider.Evolve);
                told.UnionWith(decision.Messages.OfType<Outgoing.ToCase>().Where(message => message.Command is CaseCommand.NoteVelocity or CaseCommand.NoteRequester { Known.IsFast: true }).Select(message => message.Key));
            }

            // Counted by hand: how many had been opened in the day up to each, itself included.
            var tooMany = opened.Where(one => opened.Count(other => other.At > one.At - Day && (other.At, other.Id).CompareTo((one.At, one.Id)) <= 0) > 10).Select(one => one.Id).ToHashSet();
            flaggedAny |= tooMany.Count > 0;
            return told.SetEquals(tooMany);
        }));
        Assert.True(flaggedAny);
    }

    [Fact]
    public void A6_A_fast_case_takes_two_approvers_and_nobody_breaks_the_glass() => EmergencyTests.CalledBack()
        .When(new CaseCommand.NoteVelocity(SomeRequester.Officer, 12))
        .When(new CaseCommand.NoteVelocity(SomeRequester.Officer, 13)).ThenNothing()
        .Where(@case => Assert.Equal((true, true), (@case.View!.File.Asking.IsFast, @case.View.File.Asking.NeedsTwo)))
        .When(new CaseCommand.Approve("nobody else is awake", EmergencyTests.Whole, true)).Where(CaseStateTests.IsIn(CaseStatus.LegalReview))
        .By("user:counsel").When(new CaseCommand.Approve("urgent", null, false)).Where(CaseStateTests.IsIn(CaseStatus.Approved));

    private static RequesterAnswer Answer(Scenario officer) =>
        Assert.Single(officer.Last.Messages.OfType<Outgoing.ToCase>().Select(message => message.Command).OfType<CaseCommand.NoteRequester>()).Known;
}

using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Deciding;
using Lert.Domain.Pages;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Pages;
using static Lert.Domain.Tests.Pages.PageSamples;

namespace Lert.Domain.Tests.Pages;

/// <summary>Whatever happens, in whatever order: a page that is open has something to do later, and one that is not tells nobody.</summary>
public class NeverSilentProperties
{
    private static readonly ImmutableArray<PageCommand> Commands = ClosedHierarchy.Samples<PageCommand>();

    [Fact]
    public void An_open_page_never_ends_silently_and_one_that_is_answered_tells_nobody() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(80),
        Prop.ForAll(
            Arb.From(Gen.ListOf(from command in Gen.Choose(0, Commands.Length - 1) from seconds in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(0, 900)) from due in Gen.Elements(true, false) select (command, seconds, due))),
            steps => Holds(steps)));

    private static bool Holds(IEnumerable<(int Command, int Seconds, bool Due)> steps)
    {
        var state = PageState.Initial;
        var now = Some.Start;
        foreach (var (index, seconds, due) in steps)
        {
            // Half of the steps are the page's own timer, right when it is due.
            now = due && PageDecider.WakeAt(state) is { } wake && wake > now ? wake : now.AddSeconds(seconds);
            var command = due ? Night().Tick : Commands[index];
            var moment = new Moment(now, "ana", Some.Rules);
            if (PageDecider.Validate(Some.PageId, command, moment).Any())
            {
                continue;
            }

            var before = state;
            var decision = PageDecider.Decide(Some.PageId, state, command, moment);
            state = decision.Events.Aggregate(state, PageDecider.Evolve);
            var isQuiet = state.Status is PageStatus.Acknowledged or PageStatus.Snoozed or PageStatus.Resolved;
            if ((state.Exists && !isQuiet && (PageDecider.WakeAt(state) is null || state.NextAt is null))
                || (state.Status is PageStatus.Acknowledged or PageStatus.Snoozed && PageDecider.WakeAt(state) is null)
                || (isQuiet && (!state.Deliveries.IsEmpty || PageDecider.Wanted(Some.PageId, state).Any()))
                || (command is PageCommand.Tick && PageDecider.WakeAt(state) <= now)
                || state.Delivered < before.Delivered)
            {
                return false;
            }
        }

        return true;
    }
}

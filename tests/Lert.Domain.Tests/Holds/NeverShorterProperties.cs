using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Holds;

/// <summary>Locks, unlocks and extensions, in any order and at any time, never bring a release forward.</summary>
public class NeverShorterProperties
{
    [Fact]
    public void Nothing_but_two_approvers_brings_a_release_forward() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(Histories("us-2703f", "coe-16", "eu-tco-6", "ca-487012"), Never(HoldDecider.Evolve)));

    [Fact]
    public void A_fold_that_forgets_an_unlock_would_be_found() => Assert.ThrowsAny<Exception>(() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(
            Histories("us-2703f"),
            Never((state, happened) => HoldDecider.Evolve(state, happened) is var next && happened is HoldEvent.Unlocked ? next with { UnlockedAt = null } : next))));

    private static Arbitrary<(string Regime, (int Kind, int Hours)[] Steps)> Histories(params string[] regimes) => Arb.From(
        from regime in Gen.Elements(regimes)
        from steps in (from kind in Gen.Choose(0, 5) from hours in Gen.Choose(0, 24 * 40) select (kind, hours)).ArrayOf()
        select (regime, steps));

    private static Func<(string Regime, (int Kind, int Hours)[] Steps), bool> Never(Func<HoldState, HoldEvent, HoldState> evolve) => history =>
    {
        var now = Some.Start;
        var order = Some.Order(regime: history.Regime);
        var state = Apply(HoldDecider.Initial, new HoldCommand.Place(order, null));
        var ownEnd = state.Dates!.OwnEnd!.Value;
        var lastUnlock = DateTimeOffset.MinValue;
        foreach (var (kind, hours) in history.Steps)
        {
            now = now.AddHours(hours);
            var locked = state.IsLocked;
            state = Apply(state, kind switch
            {
                0 => new HoldCommand.LockForProduction("warrant 1"),
                1 => new HoldCommand.LockForProduction("mlat 2"),
                2 => new HoldCommand.Unlock("warrant 1"),
                3 => new HoldCommand.Unlock("mlat 2"),
                4 => new HoldCommand.Extend(now, "letter"),
                _ => new HoldCommand.Tick(),
            });
            lastUnlock = locked && !state.IsLocked ? now : lastUnlock;
            if (state.Dates!.OwnEnd < ownEnd
                || (state.ReleasedAt is { } released && (released < ownEnd || released < lastUnlock && !locked))
                || (!state.IsLocked && state.ReleasedAt is null && (state.ReleaseNotBefore < ownEnd || state.ReleaseNotBefore < lastUnlock)))
            {
                return false;
            }

            ownEnd = state.Dates.OwnEnd!.Value;
            if (state.ReleasedAt is not null)
            {
                break;
            }
        }

        return true;

        HoldState Apply(HoldState before, HoldCommand command)
        {
            var moment = new Moment(now, "user:lead", Some.Rules);
            return HoldDecider.Validate(order.HoldId, command, moment).Any()
                ? before
                : HoldDecider.Decide(order.HoldId, before, command, moment).Events.Aggregate(before, evolve);
        }
    };
}

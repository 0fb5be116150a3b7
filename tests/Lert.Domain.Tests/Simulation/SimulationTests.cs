using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Accounts;
using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Grains.Accounts;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Simulation;

/// <summary>
/// Case, account and hold together, with messages that are delayed, reordered and repeated, people who do anything at any time, and ticks that come early,
/// late and twice. And the proof that it would notice: with one rule broken, the same runs find the violation.
/// </summary>
public class SimulationTests
{
    private const int MostChoices = 120;

    private static readonly Arbitrary<int[]> Choices = Arb.From(
        Gen.Choose(0, int.MaxValue - 1).ArrayOf(MostChoices), many => many.Length == 0 ? [] : ShorterThan(many));

    [Fact]
    public void Nothing_fires_early_nothing_happens_twice_and_nothing_that_is_held_is_deleted()
    {
        var met = new HashSet<string>();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Choices, choices =>
        {
            var run = new Run(new Rulebook(), graceDays: 30);
            run.Play(choices);
            met.UnionWith(run.Met);
            return true;
        }));

        // What the runs never met they cannot have tested.
        Assert.Superset(
            new HashSet<string>
            {
                nameof(HoldEvent.Placed), nameof(HoldEvent.Extended), nameof(HoldEvent.Locked), nameof(HoldEvent.LockAsked), nameof(HoldEvent.LockRejected),
                nameof(HoldEvent.Unlocked), nameof(HoldEvent.ReleaseApproved), nameof(HoldEvent.Released), nameof(AccountEvent.HoldAsked),
                nameof(AccountEvent.HoldAnswered), nameof(AccountEvent.GraceEnded), nameof(AccountEvent.DeletionAuthorized), nameof(AccountEvent.DeletionRefused),
                "ReplayAllowed", "ReplayRefused",
            },
            met);
    }

    [Fact]
    public void The_same_holds_without_any_days_of_grace() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Choices, choices =>
        {
            new Run(new Rulebook(), graceDays: 0).Play(choices);
            return true;
        }));

    [Fact]
    public void It_bites_when_a_withdrawal_is_not_compared_with_the_holds_revision() => AssertFound("I7", new Rulebook
    {
        Account = (key, state, command, moment) =>
            AccountDecider.Decide(key, state, command is AccountCommand.Withdraw withdraw ? withdraw with { HoldVersion = long.MaxValue } : command, moment),
    });

    [Fact]
    public void It_bites_when_a_hold_that_waits_for_a_lock_says_that_it_has_ended() => AssertFound("I7", new Rulebook
    {
        Hold = (key, state, command, moment) => HoldDecider.Decide(key, command is HoldCommand.Reaffirm ? state with { PendingLocks = [] } : state, command, moment),
    });

    [Fact]
    public void It_bites_when_an_unlock_forgets_the_lock_that_is_pending() => AssertFound("I7", new Rulebook
    {
        Hold = (key, state, command, moment) => HoldDecider.Decide(key, command is HoldCommand.Unlock ? state with { PendingLocks = [] } : state, command, moment),
    });

    [Fact]
    public void It_bites_when_a_timer_runs_a_minute_fast() => AssertFound("I1", new Rulebook
    {
        Hold = (key, state, command, moment) =>
            HoldDecider.Decide(key, state, command, command is HoldCommand.Tick ? moment with { Now = moment.Now.AddMinutes(1) } : moment),
    });

    [Fact]
    public void It_bites_when_one_person_may_approve_twice() => AssertFound("I1", new Rulebook
    {
        Hold = (key, state, command, moment) =>
            HoldDecider.Decide(key, state with { Approvals = [.. state.Approvals.Select(approval => approval with { By = "nobody" })] }, command, moment)
                is { Events: [.., HoldEvent.Released released] } decision
                ? decision with { Events = [.. decision.Events[..^1], released with { ApprovedBy = [moment.By] }] }
                : HoldDecider.Decide(key, state, command, moment),
    });

    [Fact]
    public void It_bites_when_a_lock_does_not_stop_the_timer() => AssertFound("I1", new Rulebook
    {
        Hold = (key, state, command, moment) => HoldDecider.Decide(key, command is HoldCommand.Tick ? state with { Locks = [] } : state, command, moment),
    });

    [Fact]
    public void It_bites_when_a_release_does_not_end_the_timer() => AssertFound("I2", new Rulebook
    {
        Hold = (key, state, command, moment) =>
            HoldDecider.Decide(key, command is HoldCommand.Tick or HoldCommand.Release ? state with { ReleasedAt = null } : state, command, moment),
    });

    [Fact]
    public void It_bites_when_an_account_gives_the_data_up_with_its_first_hold() => AssertFound("I7", new Rulebook
    {
        Account = (key, state, command, moment) => AccountDecider.Decide(
            key, command is AccountCommand.AuthorizeDeletion ? state with { Attached = state.Attached.Clear() } : state, command, moment),
    });

    [Fact]
    public void It_bites_when_grace_is_not_waited_for() => AssertFound("in grace", new Rulebook
    {
        Account = (key, state, command, moment) => AccountDecider.Decide(
            key, command is AccountCommand.AuthorizeDeletion ? state with { GraceUntil = null } : state, command, moment),
    });

    [Fact]
    public void It_bites_when_messages_are_taken_twice() => AssertFound("", new Rulebook { Forgetful = true });

    private static void AssertFound(string violation, Rulebook broken)
    {
        // The same seeds every time: whether a broken rule is found is no matter of luck.
        var random = new System.Random(20260115);
        for (var run = 0; run < 4_000; run++)
        {
            var choices = Enumerable.Range(0, MostChoices).Select(_ => random.Next()).ToArray();
            try
            {
                new Run(broken, graceDays: 30).Play(choices);
            }
            catch (ViolationException found) when (found.Message.Contains(violation, StringComparison.Ordinal))
            {
                return;
            }
            catch (ViolationException)
            {
                // Another consequence of the same broken rule; the one that the test names must come too.
            }
        }

        Assert.Fail("4,000 runs with a broken rule found nothing.");
    }

    /// <summary>Shrinks by leaving out halves, quarters, and single choices.</summary>
    private static IEnumerable<int[]> ShorterThan(int[] choices)
    {
        for (var length = choices.Length / 2; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= choices.Length; start += length)
            {
                yield return [.. choices[..start], .. choices[(start + length)..]];
            }
        }
    }
}

using Lert.Cli.Demo.Checks;
using Lert.Cli.Import;

namespace Lert.Cli.Tests.Demo;

/// <summary>The judge of the demo, on a run that went well and on the same run doctored: each breach is found, and named.</summary>
public class DemoCheckTests
{
    private const string Released = "hold.released.v1";

    [Fact]
    public void A_run_that_went_well_has_no_findings()
    {
        var check = DemoCheck.Of(new Story().Evidence());

        Assert.Empty(check.Findings);
        Assert.Equal((1, 1, 0), (check.Holds.ByTimer, check.Holds.ByApprovers, check.Holds.StillLocked));
        Assert.Equal(TimeSpan.FromMilliseconds(3), Assert.Single(check.Holds.Lateness).Late);
        Assert.Equal((1, 2, 2), (check.Accounts.Refused, check.Accounts.Allowed, check.Accounts.Freed));
    }

    [Fact]
    public void The_end_of_a_hold_is_counted_from_its_line() =>
        Assert.Equal(Story.LegalEnd, ExpectedHold.From(new Story().Lines).Single(hold => hold.AccountId == Story.Account).LegalEnd);

    [Fact]
    public void A_release_a_second_early_is_found()
    {
        var story = new Story();
        story.Change(story.HoldId, Released, entry => entry with { At = Story.LegalEnd.AddSeconds(-1) });

        Assert.Contains(story.Findings(), finding => finding.Contains($"{story.HoldId} was released 1 s too early", StringComparison.Ordinal));
    }

    [Fact]
    public void A_release_a_microsecond_early_is_found()
    {
        var story = new Story();
        story.Change(story.HoldId, Released, entry => entry with { At = Story.LegalEnd.AddMicroseconds(-1) });

        Assert.Contains(story.Findings(), finding => finding.Contains("0.000001 s too early", StringComparison.Ordinal));
    }

    [Fact]
    public void A_double_release_is_found()
    {
        var story = new Story();
        story.Entries.Insert(story.IndexOf(story.HoldId, Released) + 1, story.Entries[story.IndexOf(story.HoldId, Released)]);

        Assert.Contains(story.Findings(), finding => finding.Contains("was released 2 times", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_release_is_found()
    {
        var story = new Story();
        story.Entries.RemoveAt(story.IndexOf(story.HoldId, Released));

        Assert.Contains(story.Findings(), finding => finding.Contains($"{story.HoldId} was never released", StringComparison.Ordinal));
    }

    [Fact]
    public void A_hold_that_was_never_placed_is_found()
    {
        var story = new Story();
        story.Entries.RemoveAll(entry => entry.Key == story.HoldId);

        Assert.Contains(story.Findings(), finding => finding.Contains($"{story.HoldId} was placed 0 times", StringComparison.Ordinal));
    }

    [Fact]
    public void A_hold_that_nobody_asked_for_is_found()
    {
        var story = new Story();
        story.Entries.Add(new Entry("hold", "us-h-stranger", "hold.placed.v1", Story.LegalEnd, "system:account", ""));

        Assert.Contains(story.Findings(), finding => finding.Contains("us-h-stranger is in the journal", StringComparison.Ordinal));
    }

    [Fact]
    public void A_release_while_locked_is_found()
    {
        var story = new Story();
        story.Entries.Insert(story.IndexOf(story.HoldId, Released), new Entry("hold", story.HoldId, "hold.locked.v1", Story.LegalEnd.AddDays(-1), "noor", ""));

        Assert.Contains(story.Findings(), finding => finding.Contains("was released while it was locked", StringComparison.Ordinal));
    }

    [Fact]
    public void A_release_before_the_unlock_is_found()
    {
        var story = new Story();
        story.Entries.Insert(story.IndexOf(story.HoldId, Released), new Entry("hold", story.HoldId, "hold.locked.v1", Story.LegalEnd.AddDays(-1), "noor", ""));
        story.Entries.Insert(story.IndexOf(story.HoldId, Released), new Entry("hold", story.HoldId, "hold.unlocked.v1", Story.LegalEnd.AddDays(1), "noor", ""));

        Assert.Contains(story.Findings(), finding => finding.Contains("too early", StringComparison.Ordinal));
    }

    [Fact]
    public void An_early_release_with_one_approver_is_found()
    {
        var story = new Story();
        story.Entries.RemoveAt(story.IndexOf(story.EarlyHoldId, "hold.release-approved.v1"));

        Assert.Contains(story.Findings(), finding => finding.Contains("released early with 1 approvers", StringComparison.Ordinal));
    }

    [Fact]
    public void A_release_by_a_person_instead_of_the_timer_is_found()
    {
        var story = new Story();
        story.Change(story.HoldId, Released, entry => entry with { By = "ana" });

        Assert.Contains(story.Findings(), finding => finding.Contains("released by ana, not by its timer", StringComparison.Ordinal));
    }

    [Fact]
    public void An_account_that_was_protected_too_late_is_found()
    {
        var story = new Story();
        (story.Entries[0], story.Entries[1]) = (story.Entries[1], story.Entries[0]);

        Assert.Contains(story.Findings(), finding => finding.Contains("was not yet protected", StringComparison.Ordinal));
    }

    [Fact]
    public void An_account_that_let_go_before_the_release_is_found()
    {
        var story = new Story();
        var (release, detached) = (story.IndexOf(story.HoldId, Released), story.IndexOf(Story.Account, "account.hold-detached.v1"));
        (story.Entries[release], story.Entries[detached]) = (story.Entries[detached], story.Entries[release]);

        Assert.Contains(story.Findings(), finding => finding.Contains("before its release", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("account.grace-ended.v1", "2027-01-01T23:59:59.999999Z")]
    [InlineData("account.deletion-authorized.v1", "2027-01-01T12:00:00Z")]
    [InlineData("account.deletion-authorized.v1", "2026-11-01T12:00:00Z")]
    public void An_account_that_is_free_too_early_is_found(string type, string at)
    {
        var story = new Story();
        story.Change(Story.Account, type, entry => entry with { At = Story.At(at) });

        Assert.Contains(story.Findings(), finding => finding.Contains($"{Story.Account}: {type}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_deletion_that_was_refused_for_nothing_is_found()
    {
        var story = new Story();
        story.Entries.Add(new Entry("account", Story.Account, "account.deletion-refused.v1", Story.At("2027-03-01T00:00:00Z"), "deletion-pipeline", ""));

        Assert.Contains(story.Findings(), finding => finding.Contains("though nothing kept it", StringComparison.Ordinal));
    }

    [Fact]
    public void A_deletion_that_is_still_refused_at_the_end_is_found() => Assert.Contains(
        new Story().Findings(evidence => evidence with { LastLeaves = new Dictionary<string, string> { [Story.Account] = "account.retained", [Story.EarlyAccount] = "ok" } }),
        finding => finding.Contains("answered account.retained, not ok", StringComparison.Ordinal));

    [Fact]
    public void A_line_that_went_otherwise_than_expected_is_found() => Assert.Contains(
        new Story().Findings(evidence => evidence with { Results = [.. evidence.Results.Select(result => result with { Code = ImportLine.Ok })] }),
        finding => finding.Contains("(r-6) account.authorize-deletion went ok, not account.retained", StringComparison.Ordinal));

    [Fact]
    public void A_list_that_shows_another_release_than_the_journal_is_found() => Assert.Contains(
        new Story().Findings(evidence => evidence with { Holds = [.. evidence.Holds.Skip(1)] }),
        finding => finding.Contains("0 times, not once", StringComparison.Ordinal));

    [Fact]
    public void A_broken_hash_is_found()
    {
        var story = new Story();
        var findings = story.Findings(evidence =>
        {
            evidence.Journal[3].By = "somebody else";
            return evidence;
        });

        Assert.Contains(findings, finding => finding.Contains($"broken at hold/{story.EarlyHoldId} #1: its hash is not the hash of what it says", StringComparison.Ordinal));
    }

    [Fact]
    public void A_change_that_the_watch_missed_doubled_or_swapped_is_found()
    {
        var story = new Story();

        Assert.Contains(story.Findings(evidence => evidence with { Watched = [.. evidence.Watched.Skip(1)] }), finding => finding.StartsWith("the watch never told", StringComparison.Ordinal));
        Assert.Contains(story.Findings(evidence => evidence with { Watched = [.. evidence.Watched, evidence.Watched[0]] }), finding => finding.EndsWith("2 times", StringComparison.Ordinal));
        Assert.Contains(story.Findings(evidence => evidence with { Watched = [.. evidence.Watched.Reverse()] }), finding => finding.Contains(" before ", StringComparison.Ordinal));
        Assert.Contains(
            story.Findings(evidence => evidence with { Watched = [.. evidence.Watched, new WatchedChange("us-h-x", 1, Released)] }),
            finding => finding.EndsWith("which is not in the journal", StringComparison.Ordinal));
    }
}

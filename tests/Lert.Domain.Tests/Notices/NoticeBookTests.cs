using Lert.Domain.Cases;
using Lert.Domain.Notices;
using Lert.Domain.Tests.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Cases;
using Lert.Grains.Notices;

namespace Lert.Domain.Tests.Notices;

/// <summary>What a kind owes its user is data of a deployment, checked, and a case keeps what it owed when it was opened.</summary>
public class NoticeBookTests
{
    private const string After = """
        { "edition": "of Example", "otherwise": { "duty": "before", "because": "They are told.", "source": "our policy" },
          "kinds": [{ "kind": "warrant", "duty": "after", "because": "They are told afterwards.", "source": "our policy, 2" }] } // ours
        """;

    [Fact]
    public void G1_All_that_is_wrong_with_the_file_is_said_at_once()
    {
        var loaded = NoticeBook.Load(After.Replace("\"after\"", "\"never\"", StringComparison.Ordinal).Replace("\"warrant\"", "\"wish\"", StringComparison.Ordinal)
            .Replace("\"our policy\"", "\" \"", StringComparison.Ordinal));
        Assert.Null(loaded.Book);
        Assert.Equal(
            [
                "otherwise: 'source' says in 1 to 300 characters what it rests on",
                "there is no kind 'wish'",
                "kind 'wish': 'never' is no duty; there are before, after, by-authority, nobody",
            ],
            loaded.Problems.AsEnumerable());
        Assert.Contains("stands there twice", Assert.Single(NoticeBook.Load(After.Replace("}]", "}, { \"kind\": \"warrant\", \"duty\": \"after\", \"because\": \"x\", \"source\": \"x\" }]", StringComparison.Ordinal)).Problems), StringComparison.Ordinal);
        Assert.Contains("line 1", Assert.Single(NoticeBook.Load("nothing").Problems), StringComparison.Ordinal);
        Assert.Contains("not as expected", Assert.Single(NoticeBook.Load(After.Replace("\"edition\"", "\"edit\"", StringComparison.Ordinal)).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void G1_A_case_keeps_what_it_owed_when_it_was_opened()
    {
        var book = NoticeBook.Load(After).Book!;
        var opened = CaseStateTests.Opened(SomeRequest.Warrant());
        var later = Given.Case().Under(Some.Rules with { Notices = book }).At(SomeRequest.Received).When(SomeRequest.Warrant());
        Assert.Equal((NoticeDuty.Before, NoticeDuty.After), (opened.Under(Some.Rules with { Notices = book }).View!.File.Notice.Duty, later.Under(Some.Rules).View!.File.Notice.Duty));
        Assert.Equal("our policy, 2", later.View!.File.Notice.Source);
        var taken = Assert.Single(later.Last.Events.OfType<CaseEvent.RulesTaken>());
        Assert.StartsWith("of Example/", taken.Rules.Notices, StringComparison.Ordinal);
        Assert.Equal(Some.Rules.Intake.Version, taken.Rules.RequestKinds);
        Assert.Contains(taken.Rules.Notices, CaseStory.Tell(taken), StringComparison.Ordinal);
        // From before that was kept: as the first edition has it.
        Assert.Equal(NoticeDuty.Before, NoticeRules.RuleOf(opened.State with { Rules = null }).Duty);
    }
}

using Lert.Domain.Cases;
using Lert.Domain.Requesters;
using Lert.Domain.Tests.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Cases;
using Lert.Grains.Requesters;

namespace Lert.Domain.Tests.Requesters;

/// <summary>A7: a score that says why.</summary>
public class FraudTests
{
    private static readonly RequesterAnswer Nobody = SomeRequester.Answer with { IsVerified = false, EarlierCases = 0, IsNumberKnown = false, Country = "" };

    [Fact]
    public void A7_A_request_against_which_nothing_speaks_has_no_reasons() =>
        Assert.Equal((0, 0), FraudRules.Score(SomeRequest.Warrant().Intake, SomeRequester.Answer, RequesterPolicy.BuiltIn) is var score ? (score.Score, score.Reasons.Length) : default);

    [Theory]
    [InlineData("new-officer")]
    [InlineData("number-only-in-request")]
    [InlineData("many-targets")]
    [InlineData("minor")]
    [InlineData("seal")]
    [InlineData("style")]
    [InlineData("unusual-place")]
    public void A7_Each_reason_is_found_by_itself_and_has_its_weight_and_sentence(string code)
    {
        var intake = SomeRequest.Warrant().Intake!;
        var (said, answer) = code switch
        {
            FraudCodes.NewOfficer => (intake, SomeRequester.Answer with { IsVerified = false, EarlierCases = 2 }),
            FraudCodes.NumberOnlyInRequest => (intake with { ContactNumber = "+1 555 0100" }, SomeRequester.Answer with { IsNumberKnown = false }),
            FraudCodes.ManyTargets => (intake with { Items = [.. Enumerable.Range(1, 5).Select(i => SomeRequest.Item(DataCategory.Contents, $"us-account-{i}"))] }, SomeRequester.Answer),
            FraudCodes.Minor => (intake with { SpecialTargets = [SpecialTarget.Minor] }, SomeRequester.Answer),
            FraudCodes.Seal => (intake with { Anomalies = [RequestAnomaly.Seal] }, SomeRequester.Answer),
            FraudCodes.Style => (intake with { Anomalies = [RequestAnomaly.Style] }, SomeRequester.Answer),
            _ => (intake with { Country = "FR" }, SomeRequester.Answer),
        };
        var reason = Assert.Single(FraudRules.Score(said, answer, RequesterPolicy.BuiltIn).Reasons);
        Assert.Equal((code, RequesterPolicy.BuiltIn.Weights[code]), (reason.Code, reason.Weight));
        Assert.NotEqual("", reason.Sentence);
        Assert.Contains(code, FraudCodes.All);
    }

    [Fact]
    public void A7_A_score_is_the_sum_of_its_reasons_and_is_stored_with_them() => CaseStateTests.Opened(Doubtful())
        .Where(@case => Assert.Null(@case.View!.File.Asking.Fraud))
        .When(new CaseCommand.NoteRequester(Nobody))
        .Where(@case => Assert.Equal(["new-officer", "number-only-in-request", "seal"], @case.View!.File.Asking.Fraud!.Reasons.Select(reason => reason.Code)))
        .Where(@case => Assert.Equal((70, 50, true), @case.View!.File.Asking.Fraud is var fraud ? (fraud!.Score, fraud.Threshold, @case.View.File.Asking.NeedsTwo) : default))
        .Where(@case => Assert.Contains("doubt 70 of 50: TWO APPROVERS; nobody has heard of the officer before (+20)", CaseStory.Tell(@case.Last.Events[0]), StringComparison.Ordinal))
        .When(new CaseCommand.NoteRequester(Nobody)).ThenNothing();

    [Fact]
    public void A7_Above_the_threshold_two_people_approve_what_one_may_otherwise()
    {
        InReview(SomeRequester.Answer).When(new CaseCommand.Approve("fine", null, false)).Where(CaseStateTests.IsIn(CaseStatus.Approved));
        InReview(Nobody).When(new CaseCommand.Approve("fine", null, false)).Where(CaseStateTests.IsIn(CaseStatus.LegalReview))
            .By("user:counsel").When(new CaseCommand.Approve("fine", null, false)).Where(CaseStateTests.IsIn(CaseStatus.Approved));

        static Scenario<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView> InReview(RequesterAnswer answer) => CaseStateTests.Opened(Doubtful())
            .When(new CaseCommand.NoteRequester(answer)).When(new CaseCommand.Triage("")).When(new CaseCommand.Advance(CaseStatus.Validating)).When(new CaseCommand.Advance(CaseStatus.LegalReview));
    }

    [Fact]
    public void A7_A_score_never_decides_alone()
    {
        // Whatever it says, no step is taken and none is refused but an approval by one.
        var high = RequesterPolicy.BuiltIn with { Threshold = 1 };
        CaseStateTests.Opened(Doubtful()).Under(Some.Rules with { Requesters = high })
            .When(new CaseCommand.NoteRequester(Nobody)).Where(CaseStateTests.IsIn(CaseStatus.Received))
            .Where(@case => Assert.Single(@case.Last.Events)).Where(@case => Assert.Empty(@case.Last.Messages));
    }

    [Fact]
    public void A7_All_that_is_wrong_with_a_policy_is_said_at_once()
    {
        var loaded = RequesterPolicy.Load("""
            { "edition": "x", "velocity": { "emergencies": 0, "hours": 99 }, "recall": { "days": 90, "desk": "The Leads" },
              "fraud": { "threshold": 50, "newOfficerCases": 2, "manyTargets": 5, "weights": { "minor": -1, "moon": 3 } } }
            """);
        Assert.Null(loaded.Book);
        Assert.Equal(3 + 6 + 1 + 1, loaded.Problems.Length);
        Assert.Contains("fraud.weights: there is no reason 'moon'", loaded.Problems);
        Assert.Single(RequesterPolicy.Load("""{ "edition": "x", "what": 1 }""").Problems);
    }

    private static CaseCommand.Open Doubtful() => SomeRequest.Subpoena(SomeRequest.Item(DataCategory.BasicSubscriber)) is var open
        ? open with { Intake = open.Intake! with { ContactNumber = "+1 555 0100", Anomalies = [RequestAnomaly.Seal] } }
        : open;
}

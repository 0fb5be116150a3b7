using System.Globalization;
using Lert.Domain.Cases;
using Lert.Grains.Requesters;

namespace Lert.Domain.Requesters;

/// <summary>What a case heard of who asks, as a sentence for a person.</summary>
internal static class RequesterStory
{
    public static string Tell(CaseEvent happened) => happened switch
    {
        CaseEvent.RequesterAnswered { Answer: var answer, Score: var score } =>
            $"the officer is {(answer.IsVerified ? "verified" : "not verified")}, with {answer.EarlierCases} earlier cases"
            + (answer.IsFast ? $"; emergency {answer.Emergencies} of theirs in 24 hours: TWO APPROVERS" : "")
            + $"; doubt {score.Score} of {score.Threshold}{(score.IsHigh ? ": TWO APPROVERS" : "")}"
            + string.Concat(score.Reasons.Select(reason => $"; {reason.Sentence} (+{reason.Weight})")),
        CaseEvent.VelocityFlagged flagged => $"one of {flagged.Emergencies} emergencies of one officer in 24 hours: TWO APPROVERS",
        CaseEvent.Recalled recalled =>
            $"the requester is RECALLED, compromised as of {recalled.Notice.AsOf.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)}: {recalled.Notice.Reason}; {Words(recalled.Outcome)}",
        CaseEvent.RecallReviewed reviewed => $"the recall was reviewed: {reviewed.Finding}",
        _ => throw new InvalidOperationException($"No words for {happened.GetType().Name}."),
    };

    private static string Words(RecallOutcome outcome) => outcome switch
    {
        RecallOutcome.Returned => "back in review, nothing is delivered",
        RecallOutcome.Reopened => "something was delivered already, so it is open again",
        RecallOutcome.Ended => "it had ended, and nothing was delivered",
        _ => "it is not decided before that is reviewed",
    };
}

using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Cases;

/// <summary>Other cases like it, who asks, and what speaks against them: each reason with its weight.</summary>
internal static class AskingPicture
{
    public static IEnumerable<(string Name, string? Value)> Fields(Case shown)
    {
        yield return ("Links", shown.File.Links.Count > 0
            ? string.Join('\n', shown.File.Links.Select(link => $"{link.CaseId} {EnumWords.Of(link.Status)}: {(link.Ground == LinkGround.Account ? "account" : "number")} {link.What}"))
            : null);
        if (shown.File.Asking is not { RequesterId.Length: > 0 } asking)
        {
            yield break;
        }

        yield return ("Requester", asking.Requester is { } answer
            ? $"{asking.RequesterId}, {(answer.Verified ? "verified" : "not verified")}, {answer.EarlierCases} earlier cases"
            : asking.RequesterId);
        yield return ("Doubt", asking.Fraud is { Reasons.Count: > 0 } fraud
            ? $"{fraud.Score} of {fraud.Threshold}: {string.Join("; ", fraud.Reasons.Select(reason => $"{reason.Sentence} (+{reason.Weight})"))}"
            : null);
        yield return ("Approvers", asking.NeedsTwo ? $"two{(asking.Fast ? ": one of too many emergencies in 24 hours" : "")}" : null);
        yield return ("RECALLED", asking.Recall is { } recall
            ? $"as of {Moments.Minute(recall.AsOf)}: {recall.Reason}; {(asking.RecallFinding.Length > 0 ? $"reviewed: {asking.RecallFinding}" : "NOT REVIEWED")}"
            : null);
    }
}

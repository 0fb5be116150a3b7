using Lert.Grains.Cases;
using Lert.Grains.Requesters;
using V1 = Lert.V1;

namespace Lert.Api.Cases;

/// <summary>What a case knows of who asks, on its way out.</summary>
internal static class CaseAskingMapping
{
    public static V1.CaseAsking ToProto(this CaseAsking asking) => new()
    {
        RequesterId = asking.RequesterId,
        Requester = asking.Requester is { } answer ? ToProto(answer) : null,
        Fraud = asking.Fraud is { } fraud ? ToProto(fraud) : null,
        Fast = asking.IsFast,
        NeedsTwo = asking.NeedsTwo,
        Recall = asking.Recall is { } recall ? ToProto(recall) : null,
        RecallFinding = asking.RecallFinding ?? "",
    };

    private static V1.RequesterAnswer ToProto(RequesterAnswer answer) => new()
    {
        Verified = answer.IsVerified, EarlierCases = answer.EarlierCases, Emergencies = answer.Emergencies, NumberKnown = answer.IsNumberKnown, Country = answer.Country,
    };

    private static V1.FraudScore ToProto(FraudScore fraud) => new()
    {
        Score = fraud.Score,
        Threshold = fraud.Threshold,
        Reasons = { fraud.Reasons.Select(reason => new V1.FraudReason { Code = reason.Code, Weight = reason.Weight, Sentence = reason.Sentence }) },
    };

    private static V1.RecallNotice ToProto(RecallNotice recall) => new()
    {
        RequesterId = recall.RequesterId, Number = recall.Number, AsOf = recall.AsOf.ToProto(), Reason = recall.Reason,
    };
}

using System.Collections.Frozen;
using Lert.Domain.Rulebooks;

namespace Lert.Domain.Requesters;

/// <summary>Reads the file of the policy. Each broken rule is one sentence, and all of them are found.</summary>
internal static class RequesterPolicyFile
{
    public static Loaded<RequesterPolicy> Read(string text)
    {
        var problems = new List<string>();
        if (RulesFile.Read("requester policy", text, RulesJson.Default.PolicyDocument, problems) is not { } document)
        {
            return new(null, [.. problems]);
        }

        var (velocity, recall, fraud) = (document.Velocity, document.Recall, document.Fraud);
        problems.AddRange(
        [
            .. Within("velocity.emergencies", velocity.Emergencies, 1, 1_000),
            .. Within("velocity.hours", velocity.Hours, 1, 48),
            .. Within("recall.days", recall.Days, 1, 3_650),
            .. recall.Desk.Length > 0 && recall.Desk.All(c => char.IsAsciiLetterLower(c) || c == '-') ? [] : (string[])["recall.desk is a word of a-z and hyphens"],
            .. Within("fraud.threshold", fraud.Threshold, 1, 10_000),
            .. Within("fraud.newOfficerCases", fraud.NewOfficerCases, 0, 1_000),
            .. Within("fraud.manyTargets", fraud.ManyTargets, 2, 1_000),
            .. FraudCodes.All.Where(code => !fraud.Weights.ContainsKey(code)).Select(code => $"fraud.weights: '{code}' is missing"),
            .. fraud.Weights.Keys.Except(FraudCodes.All).Select(code => $"fraud.weights: there is no reason '{code}'"),
            .. fraud.Weights.SelectMany(weight => Within($"fraud.weights.{weight.Key}", weight.Value, 0, 1_000)),
        ]);
        return RulesFile.Book(
            problems,
            () => new RequesterPolicy(
                document.Edition, velocity.Emergencies, TimeSpan.FromHours(velocity.Hours), TimeSpan.FromDays(recall.Days), recall.Desk,
                fraud.Threshold, fraud.NewOfficerCases, fraud.ManyTargets, fraud.Weights.ToFrozenDictionary(StringComparer.Ordinal))
            {
                Version = $"{document.Edition}/{Legal.Words.Digest(text)}",
            });
    }

    private static string[] Within(string what, int value, int least, int most) => value >= least && value <= most ? [] : [$"{what} lies from {least} to {most}, and is {value}"];
}

/// <summary>The file as it is written.</summary>
internal sealed record PolicyDocument(string Edition, VelocityEntry Velocity, RecallEntry Recall, FraudEntry Fraud);

internal sealed record VelocityEntry(int Emergencies, int Hours);

internal sealed record RecallEntry(int Days, string Desk);

internal sealed record FraudEntry(int Threshold, int NewOfficerCases, int ManyTargets, Dictionary<string, int> Weights);

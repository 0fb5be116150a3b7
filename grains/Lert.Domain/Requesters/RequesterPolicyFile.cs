using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lert.Domain.Requesters;

/// <summary>Reads the file of the policy. Each broken rule is one sentence, and all of them are found.</summary>
internal static class RequesterPolicyFile
{
    public static LoadedRequesterPolicy Read(string text)
    {
        PolicyDocument document;
        try
        {
            document = JsonSerializer.Deserialize(text, PolicyJson.Default.PolicyDocument) ?? throw new JsonException("it is null");
        }
        catch (JsonException broken)
        {
            return new LoadedRequesterPolicy(null, [$"requester policy: not as expected at line {broken.LineNumber + 1}: {broken.Message}"]);
        }

        var (velocity, recall, fraud) = (document.Velocity, document.Recall, document.Fraud);
        string[] problems =
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
        ];
        return problems.Length > 0
            ? new LoadedRequesterPolicy(null, [.. problems])
            : new LoadedRequesterPolicy(
                new RequesterPolicy(
                    document.Edition, velocity.Emergencies, TimeSpan.FromHours(velocity.Hours), TimeSpan.FromDays(recall.Days), recall.Desk,
                    fraud.Threshold, fraud.NewOfficerCases, fraud.ManyTargets, fraud.Weights.ToFrozenDictionary(StringComparer.Ordinal))
                {
                    Version = $"{document.Edition}/{Legal.Words.Digest(text)}",
                },
                []);
    }

    private static string[] Within(string what, int value, int least, int most) => value >= least && value <= most ? [] : [$"{what} lies from {least} to {most}, and is {value}"];
}

/// <summary>The file as it is written.</summary>
internal sealed record PolicyDocument(string Edition, VelocityEntry Velocity, RecallEntry Recall, FraudEntry Fraud);

internal sealed record VelocityEntry(int Emergencies, int Hours);

internal sealed record RecallEntry(int Days, string Desk);

internal sealed record FraudEntry(int Threshold, int NewOfficerCases, int ManyTargets, Dictionary<string, int> Weights);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PolicyDocument))]
internal sealed partial class PolicyJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using Grpc.Core;

namespace Lert.Cli.Connection;

/// <summary>An error of the API in words, for people and for programs.</summary>
internal static class ProblemText
{
    public static IEnumerable<string> Lines(ApiProblem problem, Uri address, string? requestId)
    {
        if (problem is { Code: StatusCode.Unavailable, IsFromServer: false })
        {
            yield return $"error: no server answers at {address.GetLeftPart(UriPartial.Authority)} ({problem.Message})";
            yield return "  Is it running? 'make run' starts one here; --address or LERT_ADDRESS names another.";
        }
        else
        {
            yield return $"error: {problem.Reason}: {problem.Message}";
        }

        foreach (var violation in problem.Violations)
        {
            yield return $"  {violation.Field}: {violation.Description}";
        }

        foreach (var (key, value) in problem.Metadata)
        {
            yield return $"  {key} = {value}";
        }

        if (Advice(problem, requestId) is { } advice)
        {
            yield return $"  {advice}";
        }
    }

    public static ProblemJson Json(ApiProblem problem) => new(
        problem.Code.ToString(), problem.Reason, problem.Message, problem.Violations, problem.Metadata, problem.RetryAfter?.TotalSeconds, problem.IncidentId);

    private static string? Advice(ApiProblem problem, string? requestId) => problem switch
    {
        { IsPassing: true } when requestId is not null => $"Nobody can say whether it was done. Run it again with --request-id {requestId}: nothing happens twice.",
        { Code: StatusCode.Unauthenticated } => "In development, 'lert token --role lead --region us --save' makes a token and remembers it.",
        { IncidentId: { Length: > 0 } incident } => $"Quote incident {incident} when you report this.",
        _ => null,
    };
}

/// <summary>An error of the API as JSON.</summary>
internal sealed record ProblemJson(
    string Status,
    string Reason,
    string Message,
    IReadOnlyList<Violation> Violations,
    IReadOnlyDictionary<string, string> Metadata,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? RetryAfterSeconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? IncidentId);

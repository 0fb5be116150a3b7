using Grpc.Core;
using Lert.Cli.Connection;
using Lert.Grains;
using Lert.V1;

namespace Lert.Cli.Import;

/// <summary>Sends one line once.</summary>
internal sealed class Sender(LertClient client, string? token)
{
    /// <summary>A leave to delete whose answer was lost may be over before it is heard; that often is it asked for anew.</summary>
    private const int MostLeaves = 5;

    /// <exception cref="RpcException">It was refused, or nobody answered.</exception>
    public async Task<LineResult> SendAsync(ImportLine line, string caseId, bool askedAgain, CancellationToken cancellationToken)
    {
        var call = client.Unary(cancellationToken, token);
        var (cases, holds) = (client.Cases, client.Holds);
        var hold = line.String("hold_id") ?? Requests.HoldOf(caseId, line.Account ?? "");
        return line.Do switch
        {
            Requests.Open => Opened(line, await cases.OpenAsync(Requests.OpenCase(line), call)),
            Requests.Close => Opened(line, await cases.CloseAsync(Requests.CloseCase(line, caseId), call)),
            Requests.Place => Held(line, await holds.PlaceAsync(Requests.PlaceHold(line, caseId), call)),
            Requests.PlaceBatch => Batch(line, await holds.PlaceBatchAsync(Requests.PlaceHolds(line, caseId), call)),
            Requests.Extend => Held(line, await holds.ExtendAsync(Requests.ExtendHold(line, hold), call)),
            Requests.Lock => Held(line, await holds.LockForProductionAsync(Requests.LockHold(line, hold), call)),
            Requests.Unlock => Held(line, await holds.UnlockAsync(Requests.UnlockHold(line, hold), call)),
            Requests.Release => Held(line, await holds.ReleaseAsync(Requests.ReleaseHold(line, hold), call)),
            Requests.RecordSnapshot => Held(line, await holds.RecordSnapshotAsync(Requests.Record(line, hold), call)),
            Requests.AuthorizeDeletion => await AuthorizeAsync(line, askedAgain, cancellationToken),
            _ => throw new FormatException($"nothing is known of '{line.Do}'"),
        };
    }

    private async Task<LineResult> AuthorizeAsync(ImportLine line, bool askedAgain, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await client.Accounts.AuthorizeDeletionAsync(Requests.Authorize(line, attempt), client.Unary(cancellationToken, token));
                return new(line);
            }
            catch (RpcException exception) when (ApiProblem.Of(exception) is { Reason: RefusalCodes.AccountAuthorizationSuperseded } superseded)
            {
                if (!askedAgain)
                {
                    return LineResult.Of(line, superseded) with { Repeated = true };
                }

                if (attempt == MostLeaves)
                {
                    throw;
                }
            }
        }
    }

    private static LineResult Opened(ImportLine line, Case opened) => new(line) { CaseId = opened.CaseId };

    private static LineResult Held(ImportLine line, Hold hold) => new(line) { CaseId = hold.CaseId, HoldIds = [hold.HoldId] };

    private static LineResult Batch(ImportLine line, PlaceHoldsResponse answer)
    {
        if (answer.Results.Any(result => result.Outcome == PlaceOutcome.Pending))
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "Some holds are not active yet; asked again."));
        }

        var placed = new LineResult(line) { HoldIds = [.. answer.Results.Where(result => result.Outcome == PlaceOutcome.Placed).Select(result => result.HoldId)] };
        if (answer.Results.FirstOrDefault(result => result.Outcome != PlaceOutcome.Placed) is not { } refused)
        {
            return placed;
        }

        var problem = ApiProblem.Of(refused.Failure ?? new Google.Rpc.Status());
        return placed with { Code = problem.Reason, Message = $"{refused.AccountId}: {problem.Message}", Violations = problem.Violations };
    }
}

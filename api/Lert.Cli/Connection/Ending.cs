using System.Text.Json;
using Grpc.Core;
using Lert.Cli.Output;

namespace Lert.Cli.Connection;

/// <summary>How a verb ends when it cannot do what was asked: one report on the error stream, one exit code.</summary>
internal static class Ending
{
    public static async Task<int> OfAsync(Surroundings surroundings, OutputFormat format, Func<Task<int>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run();
        }
        catch (UsageException usage)
        {
            surroundings.Error.WriteLine($"error: {usage.Message}");
            return ExitCode.BadInput;
        }
        catch (ApiFailureException failure)
        {
            Report(surroundings, format, failure.Problem, failure.Address, failure.RequestId);
            return failure.Problem.Exit;
        }
        catch (Exception stopped) when (cancellationToken.IsCancellationRequested && stopped is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
        {
            return ExitCode.Interrupted;
        }
        catch (IOException broken)
        {
            // A pipe that was closed, a disk that is full: said in one line, not in a stack.
            surroundings.Error.WriteLine($"error: {broken.Message}");
            return ExitCode.Refused;
        }
    }

    public static void Report(Surroundings surroundings, OutputFormat format, ApiProblem problem, Uri address, string? requestId)
    {
        if (format == OutputFormat.Json)
        {
            surroundings.Error.WriteLine(JsonSerializer.Serialize(new { error = ProblemText.Json(problem), requestId }, JsonText.Compact));
            return;
        }

        foreach (var line in ProblemText.Lines(problem, address, requestId))
        {
            surroundings.Error.WriteLine(line);
        }
    }
}

/// <summary>The server refused, failed or did not answer.</summary>
internal sealed class ApiFailureException(ApiProblem problem, Uri address, string? requestId, Exception cause) : Exception(problem.Message, cause)
{
    public ApiProblem Problem { get; } = problem;
    public Uri Address { get; } = address;
    public string? RequestId { get; } = requestId;
}

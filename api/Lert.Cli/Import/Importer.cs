using System.Collections.Concurrent;
using Grpc.Core;
using Lert.Cli.Connection;

namespace Lert.Cli.Import;

/// <summary>
/// Sends the lines of a file: several at a time, but each after all that it depends on — the line that opened its case, and earlier lines about the same
/// account. It asks again while the server is away, with the same request id.
/// </summary>
/// <param name="parallel">How many lines at a time, 1 or more.</param>
internal sealed class Importer(int parallel) : IDisposable
{
    private readonly SemaphoreSlim _places = new(parallel);
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, LineResult> _opened = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> _last = new(StringComparer.Ordinal);

    public required LertClient Client { get; init; }

    /// <summary>The token for the one that a line names; null for the caller's own.</summary>
    public required Func<string?, string?> TokenFor { get; init; }

    public required Retrying Retrying { get; init; }

    public required TimeProvider Wall { get; init; }

    /// <summary>Where there is one, each line waits for its instant.</summary>
    public VirtualClock? Clock { get; init; }

    /// <summary>Called after each line, one at a time.</summary>
    public required Action<LineResult> OnDone { get; init; }

    /// <summary>Called whenever a line has to be sent again.</summary>
    public Action<ApiProblem>? OnRetry { get; init; }

    /// <summary>Every line's result, in the order of the lines.</summary>
    public async Task<IReadOnlyList<LineResult>> RunAsync(IReadOnlyList<ImportLine> lines, CancellationToken cancellationToken)
    {
        var running = new List<Task<LineResult>>(lines.Count);
        foreach (var line in lines)
        {
            if (Clock is not null && line.At is { } at)
            {
                await Clock.WaitAsync(at, Wall, cancellationToken);
            }

            // Whatever a line waits for started before it, so a place that waits is never waited for.
            await _places.WaitAsync(cancellationToken);
            var before = Dependencies(line);
            var task = SendWhenReadyAsync(line, before, cancellationToken);
            foreach (var key in Keys(line))
            {
                _last[key] = task;
            }

            running.Add(task);
        }

        return await Task.WhenAll(running);
    }

    public void Dispose() => _places.Dispose();

    private async Task<LineResult> SendWhenReadyAsync(ImportLine line, Task[] before, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(before);
            var started = Wall.GetTimestamp();
            var result = await SendAsync(line, cancellationToken) with { Took = Wall.GetElapsedTime(started) };
            if (line.Do == Requests.Open)
            {
                _opened[line.Id] = result;
            }

            lock (_gate)
            {
                OnDone(result);
            }

            return result;
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<LineResult> SendAsync(ImportLine line, CancellationToken cancellationToken)
    {
        var caseId = line.String("case_id") ?? "";
        if (line.Case is { } opener)
        {
            if (_opened[opener].CaseId is not { } opened)
            {
                return new(line) { Code = LineResult.NotSent, Message = $"line '{opener}' opened no case: {_opened[opener].Code}" };
            }

            caseId = opened;
        }

        var retries = 0;
        var sender = new Sender(Client, TokenFor(line.As));
        try
        {
            var (result, _) = await Retrying.AskAsync(
                cancelled => sender.SendAsync(line, caseId, askedAgain: retries > 0, cancelled),
                problem =>
                {
                    retries++;
                    OnRetry?.Invoke(problem);
                },
                cancellationToken);
            return result with { Retries = retries };
        }
        catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return LineResult.Of(line, ApiProblem.Of(exception)) with { Retries = retries };
        }
        catch (FormatException unreadable)
        {
            return new(line) { Code = LineResult.Unreadable, Message = unreadable.Message };
        }
    }

    private Task[] Dependencies(ImportLine line) => [.. Keys(line).Select(key => _last.GetValueOrDefault(key)).OfType<Task>().Distinct()];

    // Lines that share a key go one after another.
    private static IEnumerable<string> Keys(ImportLine line)
    {
        if ((line.Do == Requests.Open ? line.Id : line.Case) is { } @case)
        {
            yield return $"case/{@case}";
        }

        if (line.Account is { } account)
        {
            yield return $"account/{account}";
        }

        foreach (var element in line.List("accounts"))
        {
            yield return $"account/{element.GetRawText().Trim('"')}";
        }

        if (line.String("hold_id") is { } hold)
        {
            yield return $"hold/{hold}";
        }

        if (line.String("request_id") is { } request)
        {
            yield return $"request/{request}";
        }
    }
}

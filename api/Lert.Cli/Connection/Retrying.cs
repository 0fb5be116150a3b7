using Grpc.Core;

namespace Lert.Cli.Connection;

/// <summary>Asks again when the answer says that asking again is right. The request, and with it the request id, stays the same, so nothing happens twice.</summary>
/// <param name="Patience">How long to go on asking.</param>
internal sealed record Retrying(TimeSpan Patience, TimeProvider Clock)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    /// <summary>The answer, and how often it took asking again.</summary>
    /// <exception cref="RpcException">The last one, when patience ran out, or the first that asking again does not mend.</exception>
    public async Task<(T Answer, int Retries)> AskAsync<T>(Func<CancellationToken, Task<T>> ask, Action<ApiProblem>? onRetry, CancellationToken cancellationToken)
    {
        var started = Clock.GetTimestamp();
        var delay = FirstDelay;
        for (var retries = 0; ; retries++)
        {
            ApiProblem problem;
            try
            {
                return (await ask(cancellationToken), retries);
            }
            catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
            {
                problem = ApiProblem.Of(exception);
                var wait = Longer(delay, problem.RetryAfter);
                if (!problem.IsPassing || Clock.GetElapsedTime(started) + wait > Patience)
                {
                    throw;
                }
            }

            onRetry?.Invoke(problem);
            await Task.Delay(Longer(delay, problem.RetryAfter), Clock, cancellationToken);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    private static TimeSpan Longer(TimeSpan delay, TimeSpan? asked) =>
        asked is not { } wanted || wanted < delay ? delay : wanted < LongestDelay ? wanted : LongestDelay;
}

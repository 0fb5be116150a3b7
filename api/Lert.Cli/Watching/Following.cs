using Grpc.Core;
using Lert.Cli.Connection;

namespace Lert.Cli.Watching;

/// <summary>A stream that goes on after the connection broke, from the last token: nothing is lost, and nothing comes twice.</summary>
/// <typeparam name="TAnswer">What the stream sends.</typeparam>
internal sealed class Following<TAnswer>
    where TAnswer : class
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);

    /// <summary>Opens the stream after this token; empty is where the caller wants to begin.</summary>
    public required Func<string, CancellationToken, AsyncServerStreamingCall<TAnswer>> Open { get; init; }

    public required Func<TAnswer, string> TokenOf { get; init; }

    /// <summary>Takes an answer; false ends the watch.</summary>
    public required Func<TAnswer, bool> Take { get; init; }

    /// <summary>How long to go on trying while nobody answers.</summary>
    public required TimeSpan Patience { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Told when the connection broke and the watch goes on.</summary>
    public Action<ApiProblem>? OnBroken { get; init; }

    /// <summary>Where to go on after all that was taken.</summary>
    public string Token { get; private set; } = "";

    /// <summary>How often the connection broke after it had told something.</summary>
    public int Breaks { get; private set; }

    /// <exception cref="RpcException">Nobody answered for as long as patience lasted, or the answer was no.</exception>
    public async Task RunAsync(string token, CancellationToken cancellationToken)
    {
        Token = token;
        var delay = FirstDelay;
        var silentSince = Clock.GetTimestamp();
        var heard = false;
        while (true)
        {
            try
            {
                using var call = Open(Token, cancellationToken);
                while (await call.ResponseStream.MoveNext(cancellationToken))
                {
                    var answer = call.ResponseStream.Current;
                    var goOn = Take(answer);
                    Token = TokenOf(answer);
                    (delay, silentSince, heard) = (FirstDelay, Clock.GetTimestamp(), true);
                    if (!goOn)
                    {
                        return;
                    }
                }

                // A server that stops ends its streams properly; the next one goes on.
                Broken(ref heard);
            }
            catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
            {
                var problem = ApiProblem.Of(exception);
                if (!problem.IsPassing || Clock.GetElapsedTime(silentSince) > Patience)
                {
                    throw;
                }

                if (Broken(ref heard))
                {
                    OnBroken?.Invoke(problem);
                }
            }

            await Task.Delay(delay, Clock, cancellationToken);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    // Several tries in vain are one break.
    private bool Broken(ref bool heard)
    {
        var broke = heard;
        Breaks += broke ? 1 : 0;
        heard = false;
        return broke;
    }
}

using System.CommandLine;
using Grpc.Core;
using Lert.Cli.Connection;

namespace Lert.Cli.Watching;

/// <summary>The options and the course that every <c>watch</c> shares.</summary>
internal sealed class WatchVerb
{
    private readonly Option<bool> _fromStart = new("--from-start") { Description = "From the first change that is known; otherwise from now on." };
    private readonly Option<string?> _resume = new("--resume") { Description = "Goes on after this token, which an earlier watch printed.", HelpName = "TOKEN" };
    private readonly Option<int?> _limit = new("--limit") { Description = "Ends after this many changes.", HelpName = "N" };
    private readonly Option<bool> _untilQuiet = new("--until-quiet") { Description = "Ends when all that has happened so far is told." };
    private readonly Option<int> _patience = new("--patience")
    {
        Description = "Goes on for this many seconds while the server is away.", HelpName = "SECONDS", DefaultValueFactory = _ => 60,
    };

    public void AddTo(Command command)
    {
        command.Add(_fromStart);
        command.Add(_resume);
        command.Add(_limit);
        command.Add(_untilQuiet);
        command.Add(_patience);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_resume) is not null && result.GetResult(_fromStart) is { Implicit: false })
            {
                result.AddError("--resume and --from-start exclude each other");
            }
        });
    }

    /// <summary>Watches until it is interrupted, or as the options say.</summary>
    /// <param name="asking">The run.</param>
    /// <param name="open">Opens the stream after a token, or from the start.</param>
    /// <param name="tokenOf">The token of an answer.</param>
    /// <param name="show">Shows a change and says so; false for a heartbeat.</param>
    public async Task<int> RunAsync<TAnswer>(
        Asking asking, Func<string, bool, CallOptions, AsyncServerStreamingCall<TAnswer>> open, Func<TAnswer, string> tokenOf, Func<TAnswer, bool> show)
        where TAnswer : class
    {
        var (fromStart, limit, shown) = (asking.Get(_fromStart), asking.Get(_limit) ?? int.MaxValue, 0);
        var following = new Following<TAnswer>
        {
            Open = (token, cancelled) => open(token, fromStart && token.Length == 0, asking.Client.Stream(cancelled)),
            TokenOf = tokenOf,
            Take = answer => show(answer) ? ++shown < limit : !asking.Get(_untilQuiet),
            Patience = TimeSpan.FromSeconds(asking.Get(_patience)),
            Clock = asking.Surroundings.Clock,
            OnBroken = problem => asking.Surroundings.Error.WriteLine($"lert: the connection broke ({problem.Reason}); going on where it was"),
        };
        try
        {
            await following.RunAsync(asking.Get(_resume) ?? "", asking.Cancelled);
        }
        catch (RpcException exception) when (!asking.Cancelled.IsCancellationRequested)
        {
            throw asking.Failure(exception);
        }
        finally
        {
            if (following.Token.Length > 0)
            {
                asking.Surroundings.Error.WriteLine($"lert: go on with --resume {following.Token}");
            }
        }

        return ExitCode.Done;
    }
}

using Grpc.Core;
using Lert.Cli.Connection;
using Lert.Cli.Demo.Checks;
using Lert.Cli.Import;
using Lert.Cli.Watching;
using Lert.V1;

namespace Lert.Cli.Demo;

/// <summary>
/// The main job from end to end: requests come in over gRPC while months pass, the silo is killed once in the middle, every hold ends by its own timer,
/// and at the end all of it is read again from outside.
/// </summary>
internal sealed class DemoRun(DemoPlan plan, SiloProcess silo, LertClient client, DemoState state, Impersonation people, Surroundings surroundings)
{
    /// <summary>Who looks: may read everything and change nothing.</summary>
    public const string Auditor = "auditor:vera";

    private const string Pipeline = "deletion-pipeline";
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private TimeProvider Wall => surroundings.Clock;

    /// <summary>When the silo was killed, and when it answered again, by the demo's calendar.</summary>
    public (DateTimeOffset From, DateTimeOffset Until) Outage { get; private set; }

    /// <summary>How long the silo was away, really.</summary>
    public TimeSpan Away { get; private set; }

    /// <summary>What the silo's process ended with when it was asked to stop; null when it had to be killed.</summary>
    public int? StopCode { get; private set; }

    /// <summary>How often the watch was cut off and went on.</summary>
    public int WatchBreaks { get; private set; }

    public async Task<Evidence> RunAsync(CancellationToken cancellationToken)
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await ReadyAsync(cancellationToken);
        var holds = FollowHolds();
        var accounts = FollowAccounts();
        var watches = Task.WhenAll(holds.RunAsync("", watching.Token), accounts.RunAsync("", watching.Token));
        try
        {
            state.Phase("requests come in");
            var killing = KillOnceAsync(cancellationToken);
            var results = await ImportAsync(cancellationToken);
            await killing;
            state.Phase("waiting for the last holds and their grace");
            await plan.Clock.WaitAsync(plan.End, Wall, cancellationToken);
            await SettledAsync(cancellationToken);
            state.Phase("asking for every account's deletion");
            var leaves = await LeavesAsync(cancellationToken);
            state.Phase("reading everything again");
            var journal = await JournalAsync(cancellationToken);
            await CaughtUpAsync(journal.Count(line => line.Kind == "hold"), cancellationToken);
            var listed = await ListAsync(cancellationToken);
            WatchBreaks = holds.Breaks;
            return new Evidence
            {
                Lines = plan.Lines, Results = results, Journal = journal, Watched = state.Watched(), Holds = listed, LastLeaves = leaves, GraceDays = plan.GraceDays,
            };
        }
        finally
        {
            await watching.CancelAsync();
            await EndOfAsync(watches);
            state.Phase("stopping");
            StopCode = await silo.StopAsync(Wall, CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<LineResult>> ImportAsync(CancellationToken cancellationToken)
    {
        using var importer = new Importer(parallel: 16)
        {
            Client = client,
            TokenFor = people.TokenFor,
            Retrying = new Retrying(Patience, Wall),
            Wall = Wall,
            Clock = plan.Clock,
            OnDone = state.Take,
            OnRetry = _ => state.Retried(),
        };
        return await importer.RunAsync(plan.Lines, cancellationToken);
    }

    private async Task KillOnceAsync(CancellationToken cancellationToken)
    {
        await plan.Clock.WaitAsync(plan.KillAt, Wall, cancellationToken);
        state.Phase("the silo was killed; it starts again");
        var started = Wall.GetTimestamp();
        await silo.KillAsync(cancellationToken);
        var from = plan.Clock.Now(Wall);
        silo.Start();
        await ReadyAsync(cancellationToken);
        Away = Wall.GetElapsedTime(started);
        Outage = (from, plan.Clock.Now(Wall));
        state.Phase("requests come in; the silo has been killed once");
    }

    /// <exception cref="DemoFailedException">It ended, or did not answer in time.</exception>
    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        var started = Wall.GetTimestamp();
        while (true)
        {
            try
            {
                await client.Cases.ListAsync(new ListCasesRequest { PageSize = 1 }, client.Unary(cancellationToken));
                return;
            }
            catch (RpcException away) when (away.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded && !cancellationToken.IsCancellationRequested)
            {
                if (!silo.IsRunning || Wall.GetElapsedTime(started) > ReadyTimeout)
                {
                    throw new DemoFailedException($"the silo {(silo.IsRunning ? $"did not answer within {ReadyTimeout.TotalSeconds:0} s" : "ended")}; its last words:\n{silo.LastWords(15)}");
                }
            }

            await Task.Delay(Step, Wall, cancellationToken);
        }
    }

    private Following<WatchHoldsResponse> FollowHolds() => new()
    {
        Open = (token, cancelled) => client.Holds.Watch(new WatchHoldsRequest { ResumeToken = token, FromStart = token.Length == 0 }, client.Stream(cancelled)),
        TokenOf = answer => answer.ResumeToken,
        Take = answer =>
        {
            if (answer.Change is { } change)
            {
                state.Take(change);
            }

            return true;
        },
        Patience = Patience,
        Clock = Wall,
    };

    private Following<WatchAccountsResponse> FollowAccounts() => new()
    {
        Open = (token, cancelled) => client.Accounts.Watch(new WatchAccountsRequest { ResumeToken = token, FromStart = token.Length == 0 }, client.Stream(cancelled)),
        TokenOf = answer => answer.ResumeToken,
        Take = answer =>
        {
            if (answer.Change is { } change)
            {
                state.Take(change);
            }

            return true;
        },
        Patience = Patience,
        Clock = Wall,
    };

    // Bounded: what is not released by then never will be, and the checks say so.
    private async Task SettledAsync(CancellationToken cancellationToken)
    {
        var started = Wall.GetTimestamp();
        while (plan.Expected.Any(hold => !hold.StaysLocked && !state.IsReleased(hold.HoldId)) && Wall.GetElapsedTime(started) < SettleTimeout)
        {
            await Task.Delay(Step, Wall, cancellationToken);
        }
    }

    private async Task CaughtUpAsync(int written, CancellationToken cancellationToken)
    {
        var started = Wall.GetTimestamp();
        while (state.Watched().Count < written && Wall.GetElapsedTime(started) < SettleTimeout)
        {
            await Task.Delay(Step, Wall, cancellationToken);
        }
    }

    private async Task<Dictionary<string, string>> LeavesAsync(CancellationToken cancellationToken)
    {
        var retrying = new Retrying(Patience, Wall);
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var account in plan.Expected.Select(hold => hold.AccountId).Distinct(StringComparer.Ordinal))
        {
            var request = new AuthorizeDeletionRequest { RequestId = $"demo-last-{account}", AccountId = account, Ticket = "DEMO-LAST" };
            try
            {
                await retrying.AskAsync(
                    async cancelled => await client.Accounts.AuthorizeDeletionAsync(request, client.Unary(cancelled, people.TokenFor(Pipeline))), onRetry: null, cancellationToken);
                leaves[account] = ImportLine.Ok;
            }
            catch (RpcException refused) when (!cancellationToken.IsCancellationRequested)
            {
                leaves[account] = ApiProblem.Of(refused).Reason;
            }
        }

        return leaves;
    }

    private async Task<List<JournalLine>> JournalAsync(CancellationToken cancellationToken)
    {
        var lines = new List<JournalLine>();
        using var call = client.Journal.Read(new ReadJournalRequest(), client.Stream(cancellationToken));
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            lines.Add(call.ResponseStream.Current);
        }

        return lines;
    }

    private async Task<List<Hold>> ListAsync(CancellationToken cancellationToken)
    {
        var holds = new List<Hold>();
        var token = "";
        do
        {
            var page = await client.Holds.ListAsync(new ListHoldsRequest { PageSize = 200, PageToken = token }, client.Unary(cancellationToken));
            holds.AddRange(page.Holds);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return holds;
    }

    private static async Task EndOfAsync(Task watches)
    {
        try
        {
            await watches;
        }
        catch (Exception ended) when (ended is OperationCanceledException or RpcException)
        {
            // That is how a watch ends; what it was told is with the checks.
        }
    }
}

/// <summary>The demo could not be run to its end.</summary>
internal sealed class DemoFailedException(string message) : Exception(message);

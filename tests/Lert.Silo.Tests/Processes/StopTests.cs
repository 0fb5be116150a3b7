using Grpc.Core;
using Grpc.Health.V1;
using Lert.Api.Errors;
using Lert.Silo.Tests.Running;
using Lert.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lert.Silo.Tests.Processes;

/// <summary>A silo that is told to stop finishes what it has begun, and turns away the rest so that callers know what to do.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Its_store_is_closed_once()
    {
        var silo = await SiloUnderTest.StartAsync();
        var log = silo.Log;

        await silo.DisposeAsync();

        Assert.Single(log.Lines, line => line.Id.Id == 2003);
    }

    [Fact]
    public async Task A_running_call_is_answered_a_new_one_is_turned_away_and_a_watch_can_be_resumed()
    {
        await using var silo = await SiloUnderTest.StartAsync();
        using var caller = new Caller(silo.Url, silo.Folder.Keys);
        using var other = new Caller(silo.Url, silo.Folder.Keys);
        var caseId = (await caller.Cases.OpenAsync(Caller.Open("open", Some.Start), deadline: Caller.Deadline)).CaseId;
        using var watch = caller.Holds.Watch(new() { FromStart = true }, deadline: Caller.Deadline);
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, await HealthAsync(other));

        // The placement stands at the account's commit until it may go on.
        var (reached, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        silo.Store.Ahead = async commit =>
        {
            if (commit.Actor.Kind == "account")
            {
                reached.TrySetResult();
                await goOn.Task;
            }
        };
        var running = caller.Holds.PlaceAsync(Caller.Place("place", caseId, Some.Account), deadline: Caller.Deadline).ResponseAsync;
        await reached.Task.WaitAsync(Eventually.Bound);
        silo.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        // The streams end with a word that says how to go on.
        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        });
        Assert.Equal(StatusCode.Unavailable, ended.StatusCode);

        // On connections that are open and on new ones.
        foreach (var one in new[] { caller, other })
        {
            var refused = await Assert.ThrowsAsync<RpcException>(async () =>
                await one.Holds.GetAsync(new() { HoldId = Some.Order().HoldId }, deadline: Caller.Deadline));
            Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
            if (refused.Trailers.GetValueBytes("grpc-status-details-bin") is { } details)
            {
                // A connection that the server has closed already says nothing of ours.
                var told = Google.Rpc.Status.Parser.ParseFrom(details).Details;
                Assert.Equal(EdgeCodes.Stopping, told.Single(detail => detail.Is(Google.Rpc.ErrorInfo.Descriptor)).Unpack<Google.Rpc.ErrorInfo>().Reason);
                Assert.Single(told, detail => detail.Is(Google.Rpc.RetryInfo.Descriptor));
            }
        }

        Assert.NotEqual(HealthCheckResponse.Types.ServingStatus.Serving, await HealthAsync(other));
        Assert.False(running.IsCompleted);
        goOn.SetResult();
        Assert.Equal(V1.HoldStatus.Active, (await running).Status);
    }

    [Fact]
    public async Task A_watch_that_the_stop_ended_goes_on_after_the_restart_without_a_gap()
    {
        await using var silo = await SiloUnderTest.StartAsync();
        var seen = new List<string>();
        var token = "";
        using (var caller = new Caller(silo.Url, silo.Folder.Keys))
        {
            var caseId = (await caller.Cases.OpenAsync(Caller.Open("open", Some.Start), deadline: Caller.Deadline)).CaseId;
            await caller.Holds.PlaceAsync(Caller.Place("place", caseId, Some.Account), deadline: Caller.Deadline);
            using var watch = caller.Holds.Watch(new() { FromStart = true }, deadline: Caller.Deadline);
            while (seen.Count == 0 && await watch.ResponseStream.MoveNext(CancellationToken.None))
            {
                token = Take(watch.ResponseStream.Current, seen);
            }

            await silo.RestartAsync();
        }

        using (var caller = new Caller(silo.Url, silo.Folder.Keys))
        {
            await caller.Holds.LockForProductionAsync(
                new() { RequestId = "lock", HoldId = Some.Order(caseRequest: "open").HoldId, Reference = "W-1" }, deadline: Caller.Deadline);
            using var watch = caller.Holds.Watch(new() { ResumeToken = token }, deadline: Caller.Deadline);
            while (seen.Count < 2 && await watch.ResponseStream.MoveNext(CancellationToken.None))
            {
                Take(watch.ResponseStream.Current, seen);
            }
        }

        Assert.Equal(["hold.placed.v1", "hold.locked.v1"], seen);
    }

    [Fact]
    public async Task Health_answers_without_identity_and_nothing_else_does()
    {
        await using var silo = await SiloUnderTest.StartAsync();
        using var caller = new Caller(silo.Url, silo.Folder.Keys);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, await HealthAsync(caller));

        foreach (var service in new[] { "lert.v1.CaseService", "lert.v1.HoldService", "lert.v1.AccountService", "grpc.reflection.v1.ServerReflection", "no.such.Service" })
        {
            var method = new Method<HealthCheckRequest, HealthCheckResponse>(
                MethodType.Unary, service, "Get", Marshallers.Create(Bytes, HealthCheckRequest.Parser.ParseFrom), Marshallers.Create(Bytes, HealthCheckResponse.Parser.ParseFrom));
            var refused = await Assert.ThrowsAsync<RpcException>(async () =>
                await caller.Nobody.AsyncUnaryCall(method, null, new CallOptions(deadline: Caller.Deadline), new HealthCheckRequest()).ResponseAsync);
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        }
    }

    [Fact]
    public async Task A_process_that_is_asked_to_leave_answers_what_it_has_begun_and_ends_with_zero()
    {
        using var folder = new ScratchFolder();
        using var silo = SiloProcess.Start(
            folder.At("."), "Development", "--Lert:Listen:Url=http://127.0.0.1:0", $"--Lert:Store:Path={folder.StoreFile}", $"--Lert:Identity:DevelopmentKeys={folder.Keys}");
        await silo.ServingAsync();
        using var caller = new Caller(UrlOf(silo), folder.Keys);
        var caseId = (await caller.Cases.OpenAsync(Caller.Open("open", Caller.Now.AddDays(-1)), deadline: Caller.Deadline)).CaseId;
        var placing = Enumerable.Range(0, 16).Select(number => PlaceAsync(caller, caseId, number)).ToArray();
        await Task.WhenAny(placing);

        silo.AskToLeave();
        Assert.Equal(0, await silo.ExitAsync());
        Assert.Contains(silo.Lines, line => line.Contains("Stopped: running calls finished", StringComparison.Ordinal));

        // Whatever came: an answer or UNAVAILABLE, never silence and never another status.
        foreach (var outcome in await Task.WhenAll(placing).WaitAsync(Eventually.Bound))
        {
            Assert.Contains(outcome, new[] { StatusCode.OK, StatusCode.Unavailable });
        }
    }

    private static async Task<StatusCode> PlaceAsync(Caller caller, string caseId, int number)
    {
        try
        {
            await caller.Holds.PlaceAsync(Caller.Place($"place-{number}", caseId, $"us-{number}"), deadline: Caller.Deadline);
            return StatusCode.OK;
        }
        catch (RpcException refused)
        {
            return refused.StatusCode;
        }
    }

    internal static string UrlOf(SiloProcess silo) => silo.Lines.First(line => line.Contains("Serving http", StringComparison.Ordinal)).Split("Serving ")[1].Split(' ')[0];

    private static string Take(WatchHoldsResponse said, List<string> seen)
    {
        if (said.Change is { } change)
        {
            seen.Add(change.Type);
        }

        return said.ResumeToken;
    }

    private static byte[] Bytes<T>(T message)
        where T : Google.Protobuf.IMessage => Google.Protobuf.MessageExtensions.ToByteArray(message);

    private static async Task<HealthCheckResponse.Types.ServingStatus> HealthAsync(Caller caller)
    {
        try
        {
            return (await caller.Health.CheckAsync(new(), deadline: Caller.Deadline)).Status;
        }
        catch (RpcException gone) when (gone.StatusCode == StatusCode.Unavailable)
        {
            return HealthCheckResponse.Types.ServingStatus.NotServing;
        }
    }
}

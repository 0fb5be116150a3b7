using Grpc.Core;
using Lert.Silo.Tests.Running;

namespace Lert.Silo.Tests.Processes;

/// <summary>The log as whoever runs the silo reads it, with the levels that it comes with.</summary>
public sealed class QuietLogTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_callers_get_wrong_is_counted_and_not_logged_call_by_call()
    {
        using var silo = SiloProcess.Start(
            _folder.At("."), "Development", "--Lert:Listen:Url=http://127.0.0.1:0", $"--Lert:Store:Path={_folder.StoreFile}", $"--Lert:Identity:DevelopmentKeys={_folder.Keys}");
        await silo.ServingAsync();
        using var caller = new Caller(StopTests.UrlOf(silo), _folder.Keys);
        var (before, calls) = (silo.Lines.Count, 100);
        for (var call = 0; call < calls; call++)
        {
            var refused = await Assert.ThrowsAsync<RpcException>(async () => await caller.Holds.GetAsync(new() { HoldId = Some.Order().HoldId }, deadline: Caller.Deadline));
            Assert.Equal(StatusCode.NotFound, refused.StatusCode);
        }

        silo.AskToLeave();
        Assert.Equal(0, await silo.ExitAsync());
        Assert.InRange(silo.Lines.Count - before, 0, calls / 2); // Of its stopping, which the genuine stack tells at some length.
        Assert.DoesNotContain("NotFound", silo.Said, StringComparison.Ordinal);
    }
}

using Grpc.Core;
using Lert.Api.Identity;
using Lert.Silo.Tests.Running;
using Lert.V1;

namespace Lert.Silo.Tests.Cluster;

/// <summary>What an operator sees of a silo, and decides about a restored store, over gRPC.</summary>
public sealed class ClusterStatusTests : IAsyncLifetime, IDisposable
{
    private SiloUnderTest _silo = null!;
    private Caller _caller = null!;

    public async Task InitializeAsync()
    {
        _silo = await SiloUnderTest.StartAsync("--Lert:Pumps:PollInterval=00:00:00.020");
        _caller = new(_silo.Url, _silo.Folder.Keys);
    }

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    public void Dispose() => _caller.Dispose();

    [Fact]
    public async Task A_silo_alone_has_all_slots_and_says_how_it_is()
    {
        var status = await ReportedAsync();

        var member = Assert.Single(status.Members);
        Assert.Equal("Active", member.Status);
        Assert.Equal((0, 255), (member.Report.Slots.First, member.Report.Slots.Last));
        Assert.Equal(TimeSpan.Zero, member.Report.ClockSkew.ToTimeSpan());
        Assert.StartsWith("http://127.0.0.1:", member.Report.Url, StringComparison.Ordinal);
        Assert.NotEmpty(member.Report.Version);
        Assert.Equal("sqlite", status.Store);
        Assert.False(status.Restore.Waits);
    }

    [Fact]
    public async Task What_waits_is_counted_while_the_pumps_stand_still()
    {
        await _silo.StopAsync();
        File.Delete($"{_silo.Folder.StoreFile}.witness");
        await _silo.RestartAsync();
        _caller.Dispose();
        _caller = new(_silo.Url, _silo.Folder.Keys);
        Assert.Null((await _silo.Case().Execute(Some.Stamp("open"), Some.Open())).Refusal);
        Assert.Null((await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold("us-a-1", "us-a-2", "us-a-3"))).Refusal);

        var status = await ReportedAsync();
        // To three accounts, to the officer who asks, and to the number that other cases may have.
        Assert.Equal(5, status.Backlog.Messages);
        Assert.True(status.Restore.Waits);
        await Eventually.TrueAsync(async () => (await StatusAsync()).Members[0].Report.Problems.Any(said => said.Contains("confirm-restore", StringComparison.Ordinal)), "it complains");

        var stale = await Assert.ThrowsAsync<RpcException>(async () => await Operator.ConfirmRestoreAsync(Confirm("r-1", "1"), deadline: Caller.Deadline));
        Assert.Equal(StatusCode.Aborted, stale.StatusCode);
        var restore = await Operator.ConfirmRestoreAsync(Confirm("r-1", status.Restore.Etag), deadline: Caller.Deadline);
        Assert.Equal((false, "olga"), (restore.Waits, restore.By));
        await Eventually.TrueAsync(async () => (await StatusAsync()).Backlog.Messages == 0, "the messages leave");
    }

    [Fact]
    public async Task A_store_that_was_not_restored_cannot_be_confirmed()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Operator.ConfirmRestoreAsync(Confirm("r-1", ""), deadline: Caller.Deadline));
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
    }

    private ClusterService.ClusterServiceClient Operator => new(_caller.As(Roles.Operator, "olga"));

    private async Task<ClusterStatus> StatusAsync() => await Operator.GetStatusAsync(new GetClusterStatusRequest(), deadline: Caller.Deadline);

    private async Task<ClusterStatus> ReportedAsync()
    {
        ClusterStatus? status = null;
        await Eventually.TrueAsync(async () => (status = await StatusAsync()).Members is [{ Report.Url.Length: > 0 }], "the silo has reported");
        return status!;
    }

    private static ConfirmRestoreRequest Confirm(string id, string etag) => new() { RequestId = id, Etag = etag, Reason = "the old disk burnt" };
}

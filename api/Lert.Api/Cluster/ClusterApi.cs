using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Grains.Cluster;
using Orleans;

namespace Lert.Api.Cluster;

/// <summary>ClusterService over the cluster grain.</summary>
internal sealed class ClusterApi(IGrainFactory grains) : V1.ClusterService.ClusterServiceBase
{
    /// <summary>The grain holds no state: any key will do.</summary>
    private const string Key = "api";

    public override async Task<V1.ClusterStatus> GetStatus(V1.GetClusterStatusRequest request, ServerCallContext context)
    {
        _ = Caller.Of(context);
        return (await grains.GetGrain<IClusterGrain>(Key).GetStatus()).ToProto();
    }

    public override async Task<V1.Restore> ConfirmRestore(V1.ConfirmRestoreRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var reason = check.Required("reason", request.Reason, Limits.Name);
        var stamp = check.Stamp(request.RequestId, request.Etag, caller);
        check.ThrowIfFailed();
        return (await grains.GetGrain<IClusterGrain>(Key).ConfirmRestore(stamp, reason)).Accepted(check).ToProto();
    }
}

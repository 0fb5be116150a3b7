using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Api.Journal;
using Lert.Api.Lists;
using Lert.Grains.Journal;
using Lert.Grains.Rotas;
using Orleans;

namespace Lert.Api.Rotas;

/// <summary>RotaService over the rota grain.</summary>
internal sealed partial class RotaApi(IGrainFactory grains, EdgeClock clock) : V1.RotaService.RotaServiceBase
{
    private const string ListName = "rotas";

    public override Task<V1.Rota> Put(V1.PutRotaRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Rota(check, "rota_id", request.RotaId, caller);
        if (target.Named.Length > 0 && !caller.MaySee(target.Named))
        {
            // Nothing is made at a key at which nothing is.
            check.Add("rota_id", $"its region must be one of the token and of this cell: {string.Join(", ", caller.Regions)}");
        }

        return Change(target, new RotaCommand.Put(request.Definition.ToContract(check), []), request.RequestId, request.Etag, check, caller);
    }

    public override Task<V1.Rota> AddOverrides(V1.AddOverridesRequest request, ServerCallContext context) =>
        Change(request.RotaId, check => new RotaCommand.AddOverrides(check.Overrides("overrides", request.Overrides), []), request.RequestId, request.Etag, context);

    public override Task<V1.Rota> RemoveOverride(V1.RemoveOverrideRequest request, ServerCallContext context) =>
        Change(request.RotaId, check => new RotaCommand.RemoveOverride(check.Required("override_id", request.OverrideId, Limits.Code)), request.RequestId, request.Etag, context);

    public override Task<V1.Rota> Swap(V1.SwapRequest request, ServerCallContext context) =>
        Change(
            request.RotaId,
            check => new RotaCommand.Swap(check.Side("one", request.One), check.Side("other", request.Other), check.Optional("reason", request.Reason, Limits.Prose), []),
            request.RequestId,
            request.Etag,
            context);

    public override Task<V1.Rota> PutPolicy(V1.PutPolicyRequest request, ServerCallContext context) =>
        Change(request.RotaId, check => new RotaCommand.PutPolicy((Grains.Pages.AlertKind)request.Alert, request.Policy.ToContract(check), []), request.RequestId, request.Etag, context);

    public override Task<V1.Rota> RemovePolicy(V1.RemovePolicyRequest request, ServerCallContext context) =>
        Change(request.RotaId, _ => new RotaCommand.RemovePolicy((Grains.Pages.AlertKind)request.Alert), request.RequestId, request.Etag, context);

    public override Task<V1.Rota> WriteHandoffNote(V1.WriteHandoffNoteRequest request, ServerCallContext context) =>
        Change(request.RotaId, check => new RotaCommand.WriteNote(check.Required("text", request.Text, Limits.Prose)), request.RequestId, request.Etag, context);

    private Task<V1.Rota> Change(string rotaId, Func<RequestCheck, RotaCommand> read, string requestId, string etag, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Rota(check, "rota_id", rotaId, caller);
        return Change(target, read(check), requestId, etag, check, caller);
    }

    private async Task<V1.Rota> Change(Target target, RotaCommand command, string requestId, string etag, RequestCheck check, Caller caller)
    {
        var stamp = check.Stamp(requestId, etag, caller);
        return target.Accepted(await grains.GetGrain<IRotaGrain>(target.Key).Execute(stamp, command), check).ToProto();
    }
}

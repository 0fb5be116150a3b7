using Grpc.Core;
using Lert.Api.Cases;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Api.Watching;
using Lert.Grains;
using Lert.Grains.Holds;
using Orleans;

namespace Lert.Api.Holds;

/// <summary>HoldService over the case and hold grains: what changes a hold. What reads holds stands beside it.</summary>
internal sealed partial class HoldApi(
    IGrainFactory grains, HoldPlacing placing, Settling settling, CaseDiscretion discretion, WatchLoop watch) : V1.HoldService.HoldServiceBase
{
    public override async Task<V1.Hold> Place(V1.PlaceHoldRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Case(check, "case_id", request.CaseId, caller);
        var account = request.Account is { } named ? check.Target("account", named) : null;
        if (account is null)
        {
            check.Add("account", "is required");
        }

        var stamp = check.Stamp(request.RequestId, request.Etag, caller);
        check.ThrowIfFailed();

        var placed = (await placing.Place(target, check, stamp, [account!], context))[0];
        return placed.Error is { } error ? throw Named(error, "account.account_id").ToException() : placed.Hold!.ToProto();
    }

    public override async Task<V1.PlaceHoldsResponse> PlaceBatch(V1.PlaceHoldsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Case(check, "case_id", request.CaseId, caller);
        if (request.Accounts.Count == 0)
        {
            check.Add("accounts", "is required");
        }

        var accounts = check.Accounts("accounts", request.Accounts);
        var stamp = check.Stamp(request.RequestId, request.Etag, caller);
        check.ThrowIfFailed();

        var placements = await placing.Place(target, check, stamp, accounts, context);
        return new V1.PlaceHoldsResponse
        {
            Results =
            {
                placements.Select((placed, i) => new V1.PlaceResult
                {
                    AccountId = accounts[i].AccountId,
                    HoldId = placed.HoldId,
                    Outcome = placed.Error is not { } error ? V1.PlaceOutcome.Placed
                        : Faults.IsPassing(error) ? V1.PlaceOutcome.Pending : V1.PlaceOutcome.Refused,
                    Hold = placed.Hold?.ToProto(),
                    Failure = placed.Error is { } refused && !Faults.IsPassing(refused) ? Named(refused, $"accounts[{i}].account_id").ToProto() : null,
                }),
            },
        };
    }

    public override Task<V1.Hold> Extend(V1.ExtendHoldRequest request, ServerCallContext context) =>
        Change(request.HoldId, request.RequestId, request.Etag, context, check => new HoldCommand.Extend(
            check.Instant("asked_at", request.AskedAt),
            check.Required("reference", request.Reference, Limits.Name)));

    public override async Task<V1.Hold> LockForProduction(V1.LockHoldRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = await Visible(Target.Hold(check, "hold_id", request.HoldId, caller), caller);
        var command = new HoldCommand.LockForProduction(check.Required("reference", request.Reference, Limits.Name));
        var stamp = check.Stamp(request.RequestId, request.Etag, caller);
        var hold = target.Accepted(await grains.GetGrain<IHoldGrain>(target.Key).Execute(stamp, command), check);
        if (hold.PendingLock is null)
        {
            return hold.ToProto();
        }

        // The hold was released already: only its account can tell whether the data is still there.
        var settled = target.Found(await settling.Settled(target.Key, context.Deadline, context.CancellationToken));
        return settled switch
        {
            { PendingLock: not null } => throw Settling.NotSettled().ToException(),
            _ when settled.RejectedLocks.Contains(command.Reference) =>
                throw new ApiError(RefusalCodes.HoldDataGone, "Deletion had been authorised before this lock came: the data is gone.").ToException(),
            // Taken; where this is a late retry, it may have been unlocked since.
            _ => settled.ToProto(),
        };
    }

    public override Task<V1.Hold> Unlock(V1.UnlockHoldRequest request, ServerCallContext context) =>
        Change(request.HoldId, request.RequestId, request.Etag, context, check => new HoldCommand.Unlock(
            check.Required("reference", request.Reference, Limits.Name)));

    public override Task<V1.Hold> Release(V1.ReleaseHoldRequest request, ServerCallContext context) =>
        Change(request.HoldId, request.RequestId, request.Etag, context, check =>
        {
            check.OneOf("ground", request.Ground);
            return new HoldCommand.Release(
                (ReleaseGround)request.Ground,
                check.Required("reason", request.Reason, Limits.Prose),
                check.Optional("order_reference", request.OrderReference, Limits.Name),
                check.Optional("basis_seen", request.BasisSeen, Limits.Name));
        });

    public override Task<V1.Hold> RecordSnapshot(V1.RecordSnapshotRequest request, ServerCallContext context) =>
        Change(request.HoldId, request.RequestId, request.Etag, context, check =>
        {
            if (request.Snapshot is { } snapshot)
            {
                return new HoldCommand.RecordSnapshot(check.Snapshot("snapshot", snapshot));
            }

            check.Add("snapshot", "is required");
            return new HoldCommand.RecordSnapshot(new Snapshot("", ""));
        });

    private async Task<V1.Hold> Change(string holdId, string requestId, string etag, ServerCallContext context, Func<RequestCheck, HoldCommand> map)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = await Visible(Target.Hold(check, "hold_id", holdId, caller), caller);
        var command = map(check);
        var stamp = check.Stamp(requestId, etag, caller);
        return target.Accepted(await grains.GetGrain<IHoldGrain>(target.Key).Execute(stamp, command), check).ToProto();
    }

    /// <summary>A hold of a restricted case is to everybody who is not on its list as if it were not there.</summary>
    private async Task<Target> Visible(Target target, Caller caller) =>
        await discretion.MaySeeHold(target.Key, caller) ? target : target.AsAbsent();

    /// <summary>Where the error is about the account, says so by its path.</summary>
    private static ApiError Named(ApiError error, string path) =>
        error.Code == RefusalCodes.HoldWrongRegion ? error with { Violations = [new(path, error.Message)] } : error;
}

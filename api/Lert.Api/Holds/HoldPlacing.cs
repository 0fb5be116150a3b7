using System.Collections.Immutable;
using Grpc.Core;
using Lert.Api.Cases;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Orleans;

namespace Lert.Api.Holds;

/// <summary>
/// Places holds of one case and waits until they are in effect. The case takes them all in one commit; each then goes its own way through its account's
/// outbox, and how it went is known per account.
/// </summary>
internal sealed class HoldPlacing(IGrainFactory grains, Settling settling)
{
    /// <summary>How it went for one account: the hold, or why not.</summary>
    public readonly record struct Placement(string HoldId, HoldView? Hold, ApiError? Error);

    /// <summary>One placement for each account, in the order given.</summary>
    public async Task<ImmutableArray<Placement>> Place(
        Target target, RequestCheck check, CommandStamp stamp, ImmutableArray<HoldRequest> accounts, ServerCallContext context)
    {
        var grain = grains.GetGrain<ICaseGrain>(target.Key);
        var errors = Judge(target, accounts);
        ImmutableArray<HoldRequest> good = [.. errors.Where(judged => judged.Value is null).Select(judged => judged.Key)];
        if (good.IsEmpty)
        {
            // Nothing to ask of the case, but it must be there all the same.
            var of = await grain.Get();
            target.Found(CaseVisibility.MaySee(of, Caller.Of(context)) ? of : null);
        }
        else
        {
            target.Accepted(await grain.Execute(stamp, new CaseCommand.RequestHolds(good)), check);
        }

        var settled = good.ToDictionary(request => request.AccountId, request => Settle(HoldId.Of(target.Key, request.AccountId), context));
        await Task.WhenAll(settled.Values);
        var placements = ImmutableArray.CreateBuilder<Placement>(accounts.Length);
        foreach (var request in accounts)
        {
            placements.Add(errors[request] is { } error ? new Placement("", null, error) : await settled[request.AccountId]);
        }

        return placements.MoveToImmutable();
    }

    /// <summary>What can be said of each account before the case is asked; null when nothing speaks against it.</summary>
    private static Dictionary<HoldRequest, ApiError?> Judge(Target target, ImmutableArray<HoldRequest> accounts)
    {
        var region = ActorKey.RegionOf(target.Named);
        var snapshots = new Dictionary<string, Snapshot?>(StringComparer.Ordinal);
        var judged = new Dictionary<HoldRequest, ApiError?>();
        for (var i = 0; i < accounts.Length; i++)
        {
            var request = accounts[i];
            if (judged.ContainsKey(request))
            {
                // Named twice and the same each time: one hold, one answer.
                continue;
            }

            judged[request] = ActorKey.RegionOf(request.AccountId) != region
                ? WrongRegion(region)
                : !snapshots.TryAdd(request.AccountId, request.Snapshot)
                    ? ApiError.Invalid($"accounts[{i}].snapshot", "differs from what this request says of the same account before")
                    : null;
        }

        return judged;
    }

    private static ApiError WrongRegion(string region) =>
        new(RefusalCodes.HoldWrongRegion, $"The account is not at home in '{region}', where the case is.");

    private async Task<Placement> Settle(string holdId, ServerCallContext context)
    {
        try
        {
            var hold = await settling.Settled(holdId, context.Deadline, context.CancellationToken);
            return new Placement(holdId, hold, hold is null ? Settling.NotSettled() : null);
        }
        catch (Exception exception) when (Faults.Explain(exception) is { } fault)
        {
            // The case has taken it, so it is not lost; only its state cannot be told. A broken history can be told.
            return new Placement(holdId, null, Faults.IsPassing(fault) ? Settling.NotSettled() : fault);
        }
    }
}

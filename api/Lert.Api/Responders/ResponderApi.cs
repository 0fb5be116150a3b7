using Grpc.Core;
using Lert.Api.Cases;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Responders;
using Orleans;

namespace Lert.Api.Responders;

/// <summary>ResponderService over the responder grain: what changes a person's state. What reads it, and what is only theirs, stands beside it.</summary>
internal sealed partial class ResponderApi(IGrainFactory grains, CaseDiscretion discretion) : V1.ResponderService.ResponderServiceBase
{
    private const string Id = "responder_id";

    public override Task<V1.Responder> Put(V1.PutResponderRequest request, ServerCallContext context) =>
        Change(request.ResponderId, request.RequestId, request.Etag, Whose.Anybody, context, check => new ResponderCommand.Put(request.Profile.Read(check)));

    public override Task<V1.Responder> PutContactRules(V1.PutContactRulesRequest request, ServerCallContext context) =>
        Change(request.ResponderId, request.RequestId, request.Etag, Whose.OwnOrLead, context, check => new ResponderCommand.PutContactRules(check.ContactRules("rules", request.Rules)));

    public override Task<V1.Responder> GoOnDuty(V1.GoOnDutyRequest request, ServerCallContext context) =>
        Change(request.ResponderId, request.RequestId, request.Etag, Whose.OwnOrLead, context, check =>
            new ResponderCommand.GoOnDuty(request.Until is null ? null : check.Instant("until", request.Until)));

    public override Task<V1.Responder> GoOffDuty(V1.GoOffDutyRequest request, ServerCallContext context) =>
        Change(request.ResponderId, request.RequestId, request.Etag, Whose.OwnOrLead, context, _ => new ResponderCommand.GoOffDuty());

    public override Task<V1.Responder> Assign(V1.AssignRequest request, ServerCallContext context) =>
        ForCase(request.ResponderId, request.RequestId, request.Etag, "need.case_id", request.Need?.CaseId ?? "", context, check =>
            new ResponderCommand.Assign(check.Need("need", request.Need), check.Optional("override_reason", request.OverrideReason, Limits.Prose), IsOnCall: false));

    public override Task<V1.Responder> OverrideCap(V1.OverrideCapRequest request, ServerCallContext context) =>
        ForCase(request.ResponderId, request.RequestId, request.Etag, "case_id", request.CaseId, context, check =>
            new ResponderCommand.OverrideCap(request.CaseId, request.Minutes, check.Required("reason", request.Reason, Limits.Prose)));

    private async Task<V1.Responder> ForCase(
        string id, string requestId, string etag, string caseField, string caseId, ServerCallContext context, Func<RequestCheck, ResponderCommand> map)
    {
        await FindCase(caseField, caseId, Caller.Of(context));
        return await Change(id, requestId, etag, Whose.Anybody, context, fields =>
        {
            _ = Target.Case(fields, caseField, caseId, Caller.Of(context));
            return map(fields);
        });
    }

    /// <summary>A case that is not there, or that this caller may not see, is given to nobody and looked at by nobody. What is no id at all is said with the other fields.</summary>
    private async Task FindCase(string field, string id, Caller caller)
    {
        var check = new RequestCheck();
        var named = Target.Case(check, field, id, caller);
        if (!check.Failed)
        {
            var of = await grains.GetGrain<ICaseGrain>(named.Key).Get();
            _ = named.Found(CaseVisibility.MaySee(of, caller) ? of : null);
        }
    }

    private async Task<V1.Responder> Change(
        string id, string requestId, string etag, Whose whose, ServerCallContext context, Func<RequestCheck, ResponderCommand> map)
    {
        var (caller, view) = await Execute(id, requestId, etag, whose, context, map);
        var listing = await grains.GetGrain<IResponderGrain>(view.ResponderId).Get();
        return await Told(new ResponderListing(view, listing?.Reason ?? UnavailableReason.Unspecified), caller);
    }

    /// <summary>Of somebody's open cases those are named that the caller may see.</summary>
    private async ValueTask<V1.Responder> Told(ResponderListing listing, Caller caller)
    {
        var hidden = caller.IsResponder(listing.View.ResponderId) ? [] : await discretion.Hidden(listing.View.OpenCases, caller);
        return listing.ToProto(caller, hidden);
    }

    private async Task<(Caller Caller, ResponderView View)> Execute(
        string id, string requestId, string etag, Whose whose, ServerCallContext context, Func<RequestCheck, ResponderCommand> map)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Responder(check, Id, whose == Whose.Anybody ? id : await OwnId(id, caller), caller, isOwn: whose != Whose.Anybody);
        ThrowIfNotYours(caller, target, whose);
        var command = map(check);
        var stamp = check.Stamp(requestId, etag, caller);
        return (caller, target.Accepted(await grains.GetGrain<IResponderGrain>(target.Key).Execute(stamp, command), check));
    }

    /// <summary>Who is meant by nobody: the caller, where they are known in one of their regions and no other.</summary>
    private async ValueTask<string> OwnId(string id, Caller caller)
    {
        if (id.Length > 0 || caller.Regions.Length < 2)
        {
            return id;
        }

        var known = new List<string>();
        foreach (var own in caller.Regions.Select(region => ActorKey.ResponderOf(region, caller.Subject.ToLowerInvariant())).Where(Target.IsResponder))
        {
            if (await grains.GetGrain<IResponderGrain>(own).Get() is not null)
            {
                known.Add(own);
            }
        }

        return known is [var only] ? only : id;
    }

    /// <summary>Before anything is read of the request, and the same for somebody who is not there: nothing of another person follows from the answer.</summary>
    private static void ThrowIfNotYours(Caller caller, Target target, Whose whose)
    {
        var may = whose switch
        {
            Whose.Anybody => true,
            Whose.OwnOrLead => caller.Roles.Contains(Roles.Lead),
            Whose.OwnOrWellness => caller.Roles.Contains(Roles.Wellness),
            Whose.OwnOrRead => caller.Roles.Overlaps([Roles.Lead, Roles.Wellness, Roles.Auditor]),
            _ => false,
        };
        if (!may && target.Named.Length > 0 && !caller.IsResponder(target.Named))
        {
            throw new ApiError(EdgeCodes.NotYours, "That is another person's own.").ToException();
        }
    }

    /// <summary>Who may call for whom.</summary>
    private enum Whose
    {
        Own,
        OwnOrLead,
        OwnOrWellness,
        OwnOrRead,
        Anybody,
    }
}

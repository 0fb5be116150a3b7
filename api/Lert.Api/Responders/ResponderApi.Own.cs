using Grpc.Core;
using Lert.Api.Errors;
using Lert.Grains;
using Lert.Grains.Responders;

namespace Lert.Api.Responders;

/// <content>What only the person themselves does.</content>
internal sealed partial class ResponderApi
{
    public override async Task<V1.ViewingSession> StartViewing(V1.StartViewingRequest request, ServerCallContext context)
    {
        // Whose session it is comes first: nothing of another person follows from the case that is named.
        var caller = Identity.Caller.Of(context);
        ThrowIfNotYours(caller, Input.Target.Responder(new Input.RequestCheck(), Id, await OwnId(request.ResponderId, caller), caller, isOwn: true), Whose.Own);
        await FindCase("case_id", request.CaseId, caller);
        var (_, view) = await Execute(request.ResponderId, request.RequestId, request.Etag, Whose.Own, context, check =>
        {
            var named = Input.Target.Case(check, "case_id", request.CaseId, caller);
            return new ResponderCommand.StartViewing(named.Key, request.Severe);
        });
        return Session(view, null);
    }

    public override async Task<V1.ViewingSession> ExtendViewing(V1.ExtendViewingRequest request, ServerCallContext context)
    {
        var (_, view) = await Execute(
            request.ResponderId, request.RequestId, "", Whose.Own, context, _ => new ResponderCommand.ExtendViewing(request.Session));
        return Session(view, request.Session);
    }

    public override Task<V1.Responder> StopViewing(V1.StopViewingRequest request, ServerCallContext context) =>
        Change(request.ResponderId, request.RequestId, "", Whose.Own, context, _ => new ResponderCommand.StopViewing(request.Session));

    public override Task<V1.Responder> TakeBreak(V1.TakeBreakRequest request, ServerCallContext context) =>
        Change(request.ResponderId, request.RequestId, "", Whose.Own, context, _ => new ResponderCommand.TakeBreak(request.Minutes));

    public override Task<V1.Responder> OptOut(V1.OptOutRequest request, ServerCallContext context) =>
        Change(request.ResponderId, request.RequestId, "", Whose.Own, context, _ => new ResponderCommand.OptOut());

    public override Task<V1.Responder> OptIn(V1.OptInRequest request, ServerCallContext context) =>
        Change(request.ResponderId, request.RequestId, "", Whose.Own, context, _ => new ResponderCommand.OptIn());

    /// <summary>The session as it was answered; a replayed answer may be of one that is over, and its times say so.</summary>
    private static V1.ViewingSession Session(ResponderView view, long? number) => view.Session is { } open && (number is null || open.Number == number)
        ? open.ToProto()
        : throw new ApiError(RefusalCodes.ResponderViewingOver, "That session has ended: show nothing more of it.").ToException();
}

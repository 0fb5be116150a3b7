using Grpc.Core;
using Lert.Api.Cases;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Api.Journal;
using Lert.Api.Lists;
using Lert.Grains.Journal;
using Lert.Grains.Requesters;
using Orleans;

namespace Lert.Api.Requesters;

/// <summary>RequesterService over the requester grain.</summary>
internal sealed class RequesterApi(IGrainFactory grains, CaseDiscretion discretion) : V1.RequesterService.RequesterServiceBase
{
    private const string Id = "requester_id";
    private const string ListName = "requesters";

    /// <summary>Domains and numbers of one agency in one request. The rules allow fewer and say so.</summary>
    private const int MostRows = 1_000;

    private const int MailLength = 254;

    public override async Task<V1.Requester> PutAgency(V1.PutAgencyRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var region = Region(check, request.Region, caller);
        check.OneOf("kind", request.Kind);
        if (request.Domains.Count > MostRows || request.Numbers.Count > MostRows)
        {
            check.Add(request.Domains.Count > MostRows ? "domains" : "numbers", $"are far more than {MostRows}");
            check.ThrowIfFailed();
        }

        var command = new RequesterCommand.PutAgency(
            check.Required("agency", request.Agency, Limits.Name),
            request.Country,
            (AgencyKind)request.Kind,
            [.. request.Domains.Select((domain, i) => check.Required($"domains[{i}]", domain, Limits.Name))],
            [
                .. request.Numbers.Select((entry, i) => new NumberEntry(
                    check.Required($"numbers[{i}].number", entry.Number, Limits.Name), check.Required($"numbers[{i}].source", entry.Source, Limits.Name))),
            ]);
        return await Execute(RequesterKey.AgencyOf(region, command.Agency), check.Stamp(request.RequestId, request.Etag, caller), command, check, caller);
    }

    public override async Task<V1.Requester> PutOfficer(V1.PutOfficerRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var region = Region(check, request.Region, caller);
        var command = new RequesterCommand.PutOfficer(
            check.Required("agency", request.Agency, Limits.Name),
            check.Required("officer", request.Officer, Limits.Name),
            check.Optional("badge", request.Badge, Limits.Code) ?? "",
            check.Optional("email", request.Email, MailLength) ?? "");
        return await Execute(
            RequesterKey.OfficerOf(region, command.Agency, command.Officer), check.Stamp(request.RequestId, request.Etag, caller), command, check, caller);
    }

    public override Task<V1.Requester> RecordCall(V1.RecordCallRequest request, ServerCallContext context) => Change(
        request.RequesterId, request.RequestId, request.Etag, context, check => new RequesterCommand.RecordCallBack(
            check.Required("number", request.Number, Limits.Name), check.Optional("person", request.Person, Limits.Name) ?? "", request.Confirmed));

    public override Task<V1.Requester> Verify(V1.VerifyRequest request, ServerCallContext context) => Change(
        request.RequesterId, request.RequestId, request.Etag, context, check => new RequesterCommand.Verify(check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Requester> Recall(V1.RecallRequest request, ServerCallContext context) => Change(
        request.RequesterId, request.RequestId, request.Etag, context, check =>
            new RequesterCommand.Recall(check.Instant("as_of", request.AsOf) ?? Limits.Earliest, check.Required("reason", request.Reason, Limits.Prose)));

    public override async Task<V1.Requester> Get(V1.GetRequesterRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Requester(check, Id, request.RequesterId, caller);
        check.ThrowIfFailed();
        return await Told(target.Found(await grains.GetGrain<IRequesterGrain>(target.Key).Get()), caller);
    }

    public override async Task<V1.ListRequestersResponse> List(V1.ListRequestersRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var asked = check.List<RequesterStatus>(caller.Regions, ListName, request.Filter, request.PageToken, request.PageSize, FilterFields.Status);
        check.ThrowIfFailed();

        var page = await grains.OpenArchive().ListRequesters(asked.Query);
        var hidden = await discretion.Hidden(page.Items.SelectMany(CasesOf), caller);
        return new V1.ListRequestersResponse
        {
            Requesters = { page.Items.Select(found => found.ToProto(hidden)) },
            NextPageToken = asked.NextPageToken(page.NextKey),
        };
    }

    private static string Region(RequestCheck check, string region, Caller caller)
    {
        if (caller.Regions.Contains(region))
        {
            return region;
        }

        check.Add("region", region.Length == 0 ? "is required" : $"must be a home region of the token and of this cell: {string.Join(", ", caller.Regions)}");
        return caller.Cell.AnyRegion;
    }

    private async Task<V1.Requester> Change(string id, string requestId, string etag, ServerCallContext context, Func<RequestCheck, RequesterCommand> read)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Requester(check, Id, id, caller);
        var command = read(check);
        var reply = await grains.GetGrain<IRequesterGrain>(target.Key).Execute(check.Stamp(requestId, etag, caller), command);
        return await Told(target.Accepted(reply, check), caller);
    }

    private async Task<V1.Requester> Execute(string key, Grains.CommandStamp stamp, RequesterCommand command, RequestCheck check, Caller caller) =>
        await Told((await grains.GetGrain<IRequesterGrain>(key).Execute(stamp, command)).Accepted(check), caller);

    /// <summary>Calls that were made for a case name it to those who may see it.</summary>
    private async ValueTask<V1.Requester> Told(RequesterView view, Caller caller) => view.ToProto(await discretion.Hidden(CasesOf(view), caller));

    private static IEnumerable<string> CasesOf(RequesterView view) => view.Calls.Select(call => call.CaseId).Where(of => of.Length > 0);
}

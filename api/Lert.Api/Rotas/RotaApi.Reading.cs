using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Api.Journal;
using Lert.Api.Lists;
using Lert.Grains.Journal;
using Lert.Grains.Rotas;

namespace Lert.Api.Rotas;

/// <content>What is read of rotas.</content>
internal sealed partial class RotaApi
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(400);

    public override async Task<V1.Rota> Get(V1.GetRotaRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var target = Target.Rota(check, "rota_id", request.RotaId, Caller.Of(context));
        check.ThrowIfFailed();
        return target.Found(await grains.GetGrain<IRotaGrain>(target.Key).Get()).ToProto();
    }

    public override async Task<V1.ListRotasResponse> List(V1.ListRotasRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var filter = new Filter([]);
        var query = new ListQuery(
            caller.Regions, [], Account: null, Case: null, Regime: null, DueBefore: null, check.PageKey(request.PageToken, ListName, filter), check.PageSize(request.PageSize));
        check.ThrowIfFailed();

        var page = await grains.OpenArchive().ListRotas(query);
        return new V1.ListRotasResponse
        {
            Rotas = { page.Items.Select(found => found.ToProto()) },
            NextPageToken = page.NextKey is { } last ? PageToken.Write(ListName, filter, last) : "",
        };
    }

    public override async Task<V1.WhoIsOnCallResponse> WhoIsOnCall(V1.WhoIsOnCallRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var target = Target.Rota(check, "rota_id", request.RotaId, Caller.Of(context));
        var at = request.At is null ? null : check.Instant("at", request.At);
        check.ThrowIfFailed();

        var report = target.Found(await grains.GetGrain<IRotaGrain>(target.Key).ReportOnCall(at));
        return new V1.WhoIsOnCallResponse
        {
            At = report.At.ToProto(),
            Person = report.Now.Responder ?? "",
            Until = report.Now.Until.ToProto(),
            NextPerson = report.Next?.Responder ?? "",
            NextUntil = report.Next?.Until.ToProto(),
            Notes = { report.Notes.Select(note => note.ToProto()) },
        };
    }

    public override async Task<V1.ListShiftsResponse> ListShifts(V1.ListShiftsRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var target = Target.Rota(check, "rota_id", request.RotaId, Caller.Of(context));
        var (from, until) = Window(check, request.From, request.Until);
        check.ThrowIfFailed();

        var calendar = target.Found(await grains.GetGrain<IRotaGrain>(target.Key).ListShifts(from, until));
        return new V1.ListShiftsResponse
        {
            Shifts = { calendar.Shifts.Select(shift => shift.ToProto()) },
            Gaps = { calendar.Gaps.Select(gap => gap.ToProto()) },
            IsCut = calendar.IsCut,
            Zone = calendar.Rota.Definition.Zone,
            Title = calendar.Rota.Definition.Title,
        };
    }

    private static (DateTimeOffset From, DateTimeOffset Until) Window(RequestCheck check, Google.Protobuf.WellKnownTypes.Timestamp? from, Google.Protobuf.WellKnownTypes.Timestamp? until)
    {
        var (start, end) = (check.Instant("from", from), check.Instant("until", until));
        if (end <= start)
        {
            check.Add("until", "must be after from");
        }
        else if (end - start > LongestWindow)
        {
            check.Add("until", $"is more than {LongestWindow.TotalDays:0} days after from");
        }

        return (start ?? default, end ?? default);
    }
}

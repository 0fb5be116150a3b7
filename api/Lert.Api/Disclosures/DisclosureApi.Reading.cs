using Google.Protobuf;
using Grpc.Core;
using Lert.Api.Cases;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Api.Journal;
using Lert.Api.Lists;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Journal;

namespace Lert.Api.Disclosures;

/// <content>What reads disclosures, and what takes a package out.</content>
internal sealed partial class DisclosureApi
{
    private const string ListName = "disclosures";
    private const int Piece = 64 * 1024;

    /// <summary>How many bytes flow before the rules are asked again.</summary>
    private const int AskEvery = 8 * 1024 * 1024;

    public override async Task<V1.Disclosure> Get(V1.GetDisclosureRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Disclosure(check, "disclosure_id", request.DisclosureId, caller);
        check.ThrowIfFailed();
        var found = await grains.GetGrain<IDisclosureGrain>(target.Key).Get();
        var of = found is null ? null : await grains.GetGrain<ICaseGrain>(found.CaseId).Get();
        return target.Found(of is not null && CaseVisibility.MaySee(of, caller) ? found : null).ToProto();
    }

    public override async Task<V1.ListDisclosuresResponse> List(V1.ListDisclosuresRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Case(check, "case_id", request.CaseId, caller);
        var filter = check.Filter<DisclosureStatus>("");
        var list = $"{ListName}/{target.Named}";
        var query = new ListQuery(
            [ActorKey.RegionOf(target.Key)], [], Account: null, target.Key, Regime: null, DueBefore: null, check.PageKey(request.PageToken, list, filter), check.PageSize(request.PageSize));
        check.ThrowIfFailed();
        var of = await grains.GetGrain<ICaseGrain>(target.Key).Get();
        _ = target.Found(CaseVisibility.MaySee(of, caller) ? of : null);
        var page = await grains.OpenArchive().ListDisclosures(query);
        return new V1.ListDisclosuresResponse
        {
            Disclosures = { page.Items.Select(found => found.ToProto()) },
            NextPageToken = page.NextKey is { } last ? PageToken.Write(list, filter, last) : "",
        };
    }

    public override async Task Fetch(V1.FetchDisclosureRequest request, IServerStreamWriter<V1.FetchDisclosureResponse> responseStream, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Disclosure(check, "disclosure_id", request.DisclosureId, caller);
        var stamp = check.Stamp(request.RequestId, request.Etag, caller);
        var grain = grains.GetGrain<IDisclosureGrain>(target.Key);

        // In the journal first. The answer to a request id that was used before says what was true then, so it is asked again, here and while bytes flow.
        var taken = target.Accepted(await grain.Execute(stamp, new DisclosureCommand.Fetch()), check);
        await using var package = Open(target, taken);
        var buffer = new byte[Piece];
        var unasked = AskEvery;
        int read;
        while ((read = await package.ReadAsync(buffer, context.CancellationToken)) > 0)
        {
            if (unasked >= AskEvery)
            {
                unasked = 0;
                if (await grain.JudgeHandOut(caller.Subject) is { } refusal)
                {
                    throw ApiError.Of(refusal).ToException();
                }
            }

            await responseStream.WriteAsync(new V1.FetchDisclosureResponse { Data = ByteString.CopyFrom(buffer, 0, read) });
            unasked += read;
        }
    }

    private Stream Open(Target target, DisclosureView taken)
    {
        try
        {
            return shelf.Open(target.Key, taken.Package!.Sha256)
                ?? throw new ApiError(RefusalCodes.DisclosurePackageMissing, "The package is not where it should lie. Cancel this disclosure, and prepare another.").ToException();
        }
        catch (ShelfClosedException closed)
        {
            throw new ApiError(EdgeCodes.Unavailable, closed.Message).ToException();
        }
    }
}

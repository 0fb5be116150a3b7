using System.Collections.Immutable;
using Grpc.Core;
using Lert.Api.Cases;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Api.Journal;
using Lert.Api.Lists;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Journal;
using Lert.Grains.Letters;
using Orleans;

namespace Lert.Api.Letters;

/// <summary>LetterService over the letter grain.</summary>
internal sealed class LetterApi(IGrainFactory grains) : V1.LetterService.LetterServiceBase
{
    private const string ListName = "letters";

    public override async Task<V1.ListLetterTemplatesResponse> ListTemplates(V1.ListLetterTemplatesRequest request, ServerCallContext context) =>
        new() { Templates = { (await grains.OpenArchive().ListLetterTemplates()).Select(LetterMapping.ToProto) } };

    /// <summary>A letter by the request that makes it, in the region of its case.</summary>
    public override async Task<V1.Letter> Draft(V1.DraftLetterRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Case(check, "case_id", request.CaseId, caller);
        check.OneOf("kind", request.Kind);
        var command = new LetterCommand.Draft(
            target.Key, (LetterKind)request.Kind, check.Required("language", request.Language, Limits.Code), About(check, request, caller), Fields(check, request.Fields));
        var stamp = check.Stamp(request.RequestId, "", caller);
        var grain = grains.GetGrain<ILetterGrain>(ActorKey.LetterOf(ActorKey.RegionOf(target.Key), stamp.CommandId));
        return target.Accepted(await grain.Execute(stamp, command), check).ToProto();
    }

    public override Task<V1.Letter> SignOff(V1.SignOffLetterRequest request, ServerCallContext context) =>
        Change(request.LetterId, request.RequestId, request.Etag, context, static _ => new LetterCommand.SignOff());

    public override Task<V1.Letter> Discard(V1.DiscardLetterRequest request, ServerCallContext context) => Change(
        request.LetterId, request.RequestId, request.Etag, context, check => new LetterCommand.Discard(check.Required("reason", request.Reason, Limits.Prose)));

    public override async Task<V1.Letter> Get(V1.GetLetterRequest request, ServerCallContext context) => (await Find(request.LetterId, context, new RequestCheck())).ToProto();

    public override async Task<V1.RenderedLetter> Render(V1.RenderLetterRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.OneOf("format", request.Format);
        return (await Find(request.LetterId, context, check)).Render(request.Format);
    }

    public override async Task<V1.ListLettersResponse> List(V1.ListLettersRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Case(check, "case_id", request.CaseId, caller);
        var filter = check.Filter<LetterStatus>(request.Filter, FilterFields.Status);
        var list = $"{ListName}/{target.Named}";
        var query = new ListQuery(
            [ActorKey.RegionOf(target.Key)],
            [.. filter.Statuses<LetterStatus>()],
            Account: null,
            target.Key,
            Regime: null,
            DueBefore: null,
            check.PageKey(request.PageToken, list, filter),
            check.PageSize(request.PageSize));
        check.ThrowIfFailed();
        var of = await grains.GetGrain<ICaseGrain>(target.Key).Get();
        _ = target.Found(CaseVisibility.MaySee(of, caller) ? of : null);
        var page = await grains.OpenArchive().ListLetters(query);
        return new V1.ListLettersResponse
        {
            Letters = { page.Items.Select(found => found.ToProto()) },
            NextPageToken = page.NextKey is { } last ? PageToken.Write(list, filter, last) : "",
        };
    }

    /// <summary>What a letter is about, by its kind. What this caller may not see is read as what is not there.</summary>
    private static string About(RequestCheck check, V1.DraftLetterRequest request, Caller caller) => (request.AboutId, request.Kind) switch
    {
        ("", _) => "",
        (var id, V1.LetterKind.Production) => Target.Disclosure(check, "about_id", id, caller).Key,
        (var id, V1.LetterKind.ExtensionRefused or V1.LetterKind.HoldReleased) => Target.Hold(check, "about_id", id, caller).Key,
        // The rules say that it is about nothing but its case.
        (var id, _) => check.Required("about_id", id, Limits.Code),
    };

    private static ImmutableArray<GivenField> Fields(RequestCheck check, IReadOnlyList<V1.GivenField> fields)
    {
        if (fields.Count > Limits.LetterFields)
        {
            check.Add("fields", $"names {fields.Count} fields; at most {Limits.LetterFields} fit into one letter");
            return [];
        }

        // A field is known by its name, so what is wrong with its value is said of that.
        return [.. fields.Select((field, i) => Field(check, field, $"fields[{i}].name"))];
    }

    private static GivenField Field(RequestCheck check, V1.GivenField field, string nameField)
    {
        var name = check.Required(nameField, field.Name, Limits.Code);
        return new GivenField(name, check.Optional($"fields.{name}", field.Value, Limits.Prose) ?? "");
    }

    /// <summary>A letter that is there for this caller, as its case is.</summary>
    private async Task<LetterView> Find(string letterId, ServerCallContext context, RequestCheck check)
    {
        var caller = Caller.Of(context);
        var target = Target.Letter(check, "letter_id", letterId, caller);
        check.ThrowIfFailed();
        var found = await grains.GetGrain<ILetterGrain>(target.Key).Get();
        var of = found is null ? null : await grains.GetGrain<ICaseGrain>(found.CaseId).Get();
        return target.Found(of is not null && CaseVisibility.MaySee(of, caller) ? found : null);
    }

    private async Task<V1.Letter> Change(string letterId, string requestId, string etag, ServerCallContext context, Func<RequestCheck, LetterCommand> map)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Letter(check, "letter_id", letterId, caller);
        var command = map(check);
        var stamp = check.Stamp(requestId, etag, caller);
        return target.Accepted(await grains.GetGrain<ILetterGrain>(target.Key).Execute(stamp, command), check).ToProto();
    }
}

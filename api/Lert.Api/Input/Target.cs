using System.Text.RegularExpressions;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Grains;

namespace Lert.Api.Input;

/// <summary>
/// The case, hold, responder or rota that a request names. One that this caller may not see is read as a key at which there is nothing, so that it gets the answer of one
/// that does not exist, after the same work.
/// </summary>
internal readonly partial record struct Target
{
    private readonly string _notFound;
    private readonly string _named;

    private Target(string key, string named, string notFound) => (Key, _named, _notFound) = (key, named, notFound);

    /// <summary>What was asked for; empty when it had not the shape of an id.</summary>
    public string Named => _named;

    /// <summary>What to call.</summary>
    public string Key { get; }

    public static Target Case(RequestCheck check, string field, string id, Caller caller) =>
        Read(check, field, id, caller, CaseShape(), 'c', RefusalCodes.CaseNotFound, "is no case id: a region, '-c-', and 26 characters");

    public static Target Hold(RequestCheck check, string field, string id, Caller caller) =>
        Read(check, field, id, caller, HoldShape(), 'h', RefusalCodes.HoldNotFound, "is no hold id: a region, '-h-', and 26 characters");

    /// <summary>A person. An empty id is the caller's own, where <paramref name="isOwn"/> and their token names one region.</summary>
    public static Target Responder(RequestCheck check, string field, string id, Caller caller, bool isOwn)
    {
        if (id.Length == 0 && isOwn && caller.Regions is [var only] && ActorKey.ResponderOf(only, caller.Subject.ToLowerInvariant()) is var own && ResponderShape().IsMatch(own))
        {
            return new Target(own, own, RefusalCodes.ResponderNotFound);
        }

        return Read(check, field, id, caller, ResponderShape(), 'u', RefusalCodes.ResponderNotFound, "is no responder id: a region, '-u-', and 1 to 64 of a-z 0-9 . _ @ -");
    }

    /// <summary>Whether this has the shape of a responder's id.</summary>
    public static bool IsResponder(string id) => ResponderShape().IsMatch(id);

    public static Target Page(RequestCheck check, string field, string id, Caller caller) =>
        Read(check, field, id, caller, PageShape(), 'p', RefusalCodes.PageNotFound, "is no page id: a region, '-p-', and 26 characters");

    public static Target Requester(RequestCheck check, string field, string id, Caller caller) =>
        Read(check, field, id, caller, RequesterShape(), 'q', RefusalCodes.RequesterNotFound, "is no requester id: a region, '-q-', and 26 characters");

    public static Target Disclosure(RequestCheck check, string field, string id, Caller caller) =>
        Read(check, field, id, caller, DisclosureShape(), 'd', RefusalCodes.DisclosureNotFound, "is no disclosure id: a region, '-d-', and 26 characters");

    public static Target Letter(RequestCheck check, string field, string id, Caller caller) =>
        Read(check, field, id, caller, LetterShape(), 'l', RefusalCodes.LetterNotFound, "is no letter id: a region, '-l-', and 26 characters");

    public static Target Rota(RequestCheck check, string field, string id, Caller caller)
    {
        if (!ActorKey.IsRota(id))
        {
            check.Add(field, id.Length == 0 ? "is required" : "is no rota id: a region, '-r-', and 1 to 40 characters of a-z, 0-9 and hyphens");
            return new Target(NoRota(caller.Cell.AnyRegion, ""), "", RefusalCodes.RotaNotFound);
        }

        return new Target(caller.MaySee(id) ? id : NoRota(ActorKey.RegionOf(id), id), id, RefusalCodes.RotaNotFound);

        // No desk's name begins with a hyphen.
        static string NoRota(string region, string id) => $"{region}-r--{ActorKey.Digest($"nowhere\0r\0{id}")}";
    }

    /// <summary>The same, where this caller may not see what is there.</summary>
    public Target AsAbsent() => ActorKey.RegionOf(_named) is { Length: > 0 } region ? new Target(Nowhere(region, _named[region.Length + 1], _named), _named, _notFound) : this;

    /// <summary>The answer when there is nothing at the key. It tells nothing but what was asked.</summary>
    public ApiError NotFound() => new(_notFound, $"There is no '{_named}' that you may see.");

    /// <summary>What the actor decided; its refusal otherwise.</summary>
    public TView Accepted<TView>(Reply<TView> reply, RequestCheck check)
        where TView : class =>
        reply.Refusal?.Code == _notFound ? throw NotFound().ToException() : reply.Accepted(check);

    public TView Found<TView>(TView? view)
        where TView : class => view ?? throw NotFound().ToException();

    private static Target Read(RequestCheck check, string field, string id, Caller caller, Regex shape, char mark, string notFound, string complaint)
    {
        if (!shape.IsMatch(id))
        {
            check.Add(field, id.Length == 0 ? "is required" : complaint);
            return new Target(Nowhere(caller.Cell.AnyRegion, mark, ""), "", notFound);
        }

        return new Target(caller.MaySee(id) ? id : Nowhere(ActorKey.RegionOf(id), mark, id), id, notFound);
    }

    /// <summary>
    /// A key of the right shape, at which nothing can ever be: real ones are digests of other texts. It stays in the region that was asked for, because the
    /// rules compare regions.
    /// </summary>
    private static string Nowhere(string region, char mark, string id) => $"{region}-{mark}-{ActorKey.Digest($"nowhere\0{mark}\0{id}")}";

    [GeneratedRegex(@"\A[a-z]{2}-c-[0-9a-hjkmnp-tv-z]{26}\z")]
    private static partial Regex CaseShape();

    [GeneratedRegex(@"\A[a-z]{2}-u-[a-z0-9._@-]{1,64}\z")]
    private static partial Regex ResponderShape();

    [GeneratedRegex(@"\A[a-z]{2}-h-[0-9a-hjkmnp-tv-z]{26}\z")]
    private static partial Regex HoldShape();

    [GeneratedRegex(@"\A[a-z]{2}-q-[0-9a-hjkmnp-tv-z]{26}\z")]
    private static partial Regex RequesterShape();

    [GeneratedRegex(@"\A[a-z]{2}-d-[0-9a-hjkmnp-tv-z]{26}\z")]
    private static partial Regex DisclosureShape();

    [GeneratedRegex(@"\A[a-z]{2}-l-[0-9a-hjkmnp-tv-z]{26}\z")]
    private static partial Regex LetterShape();

    [GeneratedRegex(@"\A[a-z]{2}-p-[0-9a-hjkmnp-tv-z]{26}\z")]
    private static partial Regex PageShape();
}

using Lert.Grains.Requesters;
using V1 = Lert.V1;

namespace Lert.Api.Requesters;

/// <summary>From the contracts of requesters to lert.v1. The numbers of enums are the same on both sides, and a test says so.</summary>
internal static class RequesterMapping
{
    /// <param name="hidden">Cases that the caller may not see.</param>
    public static V1.Requester ToProto(this RequesterView view, HashSet<string> hidden) => new()
    {
        RequesterId = view.RequesterId,
        Etag = view.Version.ToEtag(),
        Status = (V1.RequesterStatus)view.Status,
        Agency = view.Agency,
        AgencyId = view.AgencyId,
        Officer = view.Officer,
        Profile = view.Profile is { } profile ? ToProto(profile) : null,
        Badge = view.Person?.Badge ?? "",
        Email = view.Person?.Email ?? "",
        Calls = { view.Calls.Select(call => ToProto(call, hidden)) },
        Cases = view.Cases,
        Emergencies = { view.Emergencies.Select(at => at.ToProto()) },
        VerifiedAt = view.VerifiedAt.ToProto(),
        VerifiedBy = view.VerifiedBy ?? "",
        Recall = view.Recall is { } recall ? ToProto(recall) : null,
    };

    private static V1.AgencyProfile ToProto(AgencyProfile profile) => new()
    {
        Country = profile.Country,
        Kind = (V1.AgencyKind)profile.Kind,
        Domains = { profile.Domains },
        Numbers =
        {
            profile.Numbers.Select(number => new V1.DirectoryNumber
            {
                Number = number.Number, Source = number.Source, CheckedBy = number.CheckedBy, CheckedAt = number.CheckedAt.ToProto(),
            }),
        },
    };

    private static V1.OfficerCall ToProto(OfficerCall call, HashSet<string> hidden) => new()
    {
        CaseId = hidden.Contains(call.CaseId) ? "" : call.CaseId, Number = call.Number, Person = call.Person, Confirmed = call.IsConfirmed, At = call.At.ToProto(), By = call.By,
    };

    private static V1.RecallProgress ToProto(RecallProgress recall) => new()
    {
        Number = recall.Number,
        AsOf = recall.AsOf.ToProto(),
        Since = recall.Since.ToProto(),
        Reason = recall.Reason,
        OrderedAt = recall.OrderedAt.ToProto(),
        OrderedBy = recall.OrderedBy,
        Total = recall.Total,
        Told = recall.Told,
        Done = recall.Done,
        Returned = recall.Returned,
        Held = recall.Held,
        Reopened = recall.Reopened,
        Ended = recall.Ended,
        DoneAt = recall.DoneAt.ToProto(),
    };
}

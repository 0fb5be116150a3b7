using Google.Protobuf.WellKnownTypes;
using Lert.Api.Identity;
using Lert.Grains.Responders;

namespace Lert.Api.Responders;

/// <summary>
/// From the contracts of responders to lert.v1, and what of them a caller may see: everything that tells what a person has had to look at goes to that person
/// and to the wellness role. The numbers of enums are the same on both sides, and a test says so.
/// </summary>
internal static class ResponderMapping
{
    /// <param name="hidden">Cases that the caller may not see.</param>
    public static V1.Responder ToProto(this ResponderListing listing, Caller caller, HashSet<string> hidden)
    {
        var view = listing.View;
        var isOwn = caller.IsResponder(view.ResponderId);
        var isWellness = caller.Roles.Contains(Roles.Wellness);
        return new V1.Responder
        {
            ResponderId = view.ResponderId,
            // Each session moves the version: to others it would tell when somebody looked.
            Etag = isOwn || isWellness ? view.Version.ToEtag() : "",
            Profile = view.Profile.ToProto(),
            ContactRules = { isOwn || caller.Roles.Contains(Roles.Lead) ? view.Contacts.Select(ToProto) : [] },
            Availability = caller.Roles.Contains(Roles.Auditor) ? null : new V1.Availability
            {
                Available = listing.Reason == UnavailableReason.Unspecified,
                Reason = (V1.UnavailableReason)listing.Reason,
                DutyUntil = view.DutyUntil.ToProto(),
            },
            OpenCases = { view.OpenCases.Where(of => !hidden.Contains(of)) },
            Own = isOwn || isWellness ? new V1.OwnState { Session = view.Session?.ToProto(), OptedOut = view.OptedOut } : null,
        };
    }

    public static V1.Candidate ToProto(this RankedCandidate candidate, Caller caller) => new()
    {
        ResponderId = candidate.ResponderId,
        DisplayName = candidate.DisplayName,
        Reason = (V1.UnavailableReason)candidate.Reason,
        Explanation = candidate.Explanation,
        OwnExplanation = caller.Roles.Contains(Roles.Wellness) || caller.IsResponder(candidate.ResponderId) ? candidate.OwnExplanation : "",
    };

    public static V1.ViewingSession ToProto(this ViewingSession session) => new()
    {
        Number = session.Number,
        CaseId = session.CaseId,
        Severe = session.Severe,
        StartedAt = session.StartedAt.ToProto(),
        AllowedUntil = session.AllowedUntil.ToProto(),
        LeaseUntil = session.LeaseUntil.ToProto(),
        AllowedMinutes = (int)(session.AllowedUntil - session.StartedAt).TotalMinutes,
    };

    public static V1.Exposure ToProto(this ExposureView view) => new()
    {
        ResponderId = view.ResponderId,
        At = view.At.ToProto(),
        Zone = view.Zone,
        Day = view.Day.ToProto(),
        Week = view.Week.ToProto(),
        Row = view.Row.ToProto(),
        BreakUntil = view.BreakUntil.ToProto(),
        RestUntil = view.RestUntil.ToProto(),
        OptedOut = view.OptedOut,
        Session = view.Session?.ToProto(),
        Recent = { view.Recent.Select(ToProto) },
        Days = { view.Days.Select(ToProto) },
        Overrides = { view.Overrides.Select(ToProto) },
    };

    private static V1.ResponderProfile ToProto(this ResponderProfile profile) => new()
    {
        DisplayName = profile.DisplayName,
        Zone = profile.Zone,
        Languages = { profile.Languages },
        Skills = { profile.Skills },
        Clearance = (V1.Clearance)profile.Clearance,
        Regions = { profile.Regions },
        Desks = { profile.Desks },
    };

    private static V1.ContactRule ToProto(ContactRule rule) =>
        new() { Channel = (V1.ContactChannel)rule.Channel, Address = rule.Address, After = Duration.FromTimeSpan(rule.After), From = (V1.Urgency)rule.From };

    private static V1.ExposureAmount ToProto(this ExposureAmount amount) => new()
    {
        Used = Duration.FromTimeSpan(amount.Used), Promised = Duration.FromTimeSpan(amount.Promised), Cap = Duration.FromTimeSpan(amount.Cap),
    };

    private static V1.ViewedSpan ToProto(ViewedSpan span) =>
        new() { CaseId = span.CaseId, Severe = span.Severe, From = span.From.ToProto(), Until = span.Until.ToProto() };

    private static V1.ExposureDay ToProto(ExposureDay day) => new()
    {
        Day = day.Day.ToProto(), Viewed = Duration.FromTimeSpan(day.Viewed), Cases = day.Cases, SevereCases = day.SevereCases, Pages = day.Pages,
    };

    private static V1.CapOverride ToProto(CapOverride known) => new()
    {
        CaseId = known.CaseId,
        Granted = Duration.FromTimeSpan(known.Granted),
        Used = Duration.FromTimeSpan(known.Used),
        By = known.By,
        Reason = known.Reason,
        At = known.At.ToProto(),
        Until = known.Until.ToProto(),
    };
}

using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Output;
using Lert.V1;
using NodaTime;
using Spectre.Console;
using Spectre.Console.Rendering;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace Lert.Cli.Responders;

/// <summary>People, and who of them gets a case.</summary>
internal static class ResponderPictures
{
    public static IRenderable One(Responder shown, DateTimeOffset now)
    {
        var profile = shown.Profile;
        return Sheets.Fields(
            ("Responder", shown.ResponderId),
            ("Name", profile.DisplayName),
            ("Available", Word(shown.Availability)),
            ("On duty", Until(shown.Availability?.DutyUntil, profile.Zone, now) is { } until ? $"until {until}" : shown.Availability is null ? null : "no"),
            ("Speaks", string.Join(", ", profile.Languages)),
            ("Skills", string.Join(", ", profile.Skills)),
            ("Clearance", EnumWords.Of(profile.Clearance)),
            ("Regions", string.Join(", ", profile.Regions)),
            ("Desks", string.Join(", ", profile.Desks)),
            ("Zone", profile.Zone),
            ("Reached by", string.Join('\n', shown.ContactRules.Select(Rule))),
            ("Open cases", shown.OpenCases.Count == 0 ? "none" : string.Join('\n', shown.OpenCases)),
            ("Looking at", shown.Own?.Session is { } open ? $"{open.CaseId} (session {open.Number}, until {Local(open.AllowedUntil, profile.Zone)})" : null),
            ("Severe", shown.Own is { OptedOut: true } ? "opted out: neither assigned nor shown" : null),
            ("Etag", shown.Etag));
    }

    public static IRenderable Many(IEnumerable<Responder> people, DateTimeOffset now)
    {
        var table = Sheets.Rows("!RESPONDER", "NAME", "!AVAILABLE", "!ON DUTY UNTIL", "SPEAKS", "CLEARANCE", "!CASES");
        foreach (var shown in people)
        {
            table.Row(
                shown.ResponderId,
                shown.Profile.DisplayName,
                Word(shown.Availability) ?? "",
                Until(shown.Availability?.DutyUntil, shown.Profile.Zone, now) ?? "",
                string.Join(' ', shown.Profile.Languages),
                EnumWords.Of(shown.Profile.Clearance),
                shown.OpenCases.Count.ToString(CultureInfo.InvariantCulture));
        }

        return table;
    }

    public static IRenderable Suggestion(SuggestAssigneeResponse suggested)
    {
        var table = Sheets.Rows("!#", "!RESPONDER", "!CAN", "WHY");
        var place = 0;
        foreach (var candidate in suggested.Candidates)
        {
            var can = candidate.Reason == UnavailableReason.Unspecified;
            table.Row(
                can ? (++place).ToString(CultureInfo.InvariantCulture) : "",
                candidate.ResponderId,
                can ? "yes" : "no",
                candidate.OwnExplanation.Length > 0 ? candidate.OwnExplanation : candidate.Explanation);
        }

        return new Rows(
            new Text(suggested.Chosen.Length > 0 ? suggested.Chosen : "NOBODY", new Style(decoration: Decoration.Bold)),
            new Text(suggested.Explanation),
            suggested.Candidates.Count > 0 ? table : new Text(""));
    }

    /// <summary>The wall clock of a zone, with the day of the week; a person looks at it at night.</summary>
    public static string Local(Timestamp at, string zone)
    {
        var known = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        return Instant.FromDateTimeOffset(at.ToDateTimeOffset()).InZone(known).ToString("ddd uuuu-MM-dd HH:mm x", CultureInfo.InvariantCulture);
    }

    public static string Span(Duration span) => Math.Floor(span.ToTimeSpan().TotalMinutes) is var minutes && minutes < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{minutes} min")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(minutes / 60)} h {minutes % 60:00} min");

    // A duty that has run out is off duty, whether or not its timer has come.
    private static string? Until(Timestamp? duty, string zone, DateTimeOffset now) => duty is null || duty.ToDateTimeOffset() <= now ? null : Local(duty, zone);

    private static string? Word(Availability? availability) => availability switch
    {
        null => null,
        { Available: true } => "yes",
        { Reason: UnavailableReason.OffDuty } => "no: off duty",
        { Reason: UnavailableReason.NotQualified } => "no: not qualified",
        { Reason: UnavailableReason.Busy } => "no: has enough cases",
        _ => "no",
    };

    private static string Rule(ContactRule rule) =>
        $"{EnumWords.Of(rule.Channel)} {rule.Address}, {(rule.After.ToTimeSpan() > TimeSpan.Zero ? $"after {Span(rule.After)}" : "at once")}, for {(rule.From == Urgency.Normal ? "everything" : rule.From == Urgency.High ? "what is high or an emergency" : "emergencies")}";
}

using System.Collections.Immutable;
using Lert.Domain.Responders;
using Lert.Grains.Pages;
using Lert.Grains.Responders;

namespace Lert.Domain.Tests.Stored;

/// <content>Those of responders.</content>
internal static partial class StoredSamples
{
    private static readonly DateOnly Day = new(2026, 4, 16);
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(12.5);
    private static readonly ContactRule Rule = new(ContactChannel.Webhook, "device-7", TimeSpan.FromMinutes(2), Urgency.High);
    private static readonly CapOverride Granted = new("us-c-1", Span, Span, "lead", "nobody else speaks Spanish", At, East);

    private static readonly ResponderProfile Profile = new(
        "Ana Ärmel", "Europe/Dublin", ["es", "pt-br"], ["edr"], Clearance.ChildSafety, ["us", "ie"], ["us-r-child-safety"]);

    public static ImmutableArray<ResponderEvent> ResponderEvents { get; } =
    [
        new ResponderEvent.ProfilePut(Profile, At, "lead"),
        new ResponderEvent.DayCarried(new ViewedDay(Day, Span)),
        new ResponderEvent.ContactRulesPut([Rule], At, "ana"),
        new ResponderEvent.WentOnDuty(At, East, Day),
        new ResponderEvent.WentOffDuty(At),
        new ResponderEvent.ViewingStarted(4, "us-c-1", Severe: true, At, At, East, At, Span),
        new ResponderEvent.ViewingExtended(4, At),
        new ResponderEvent.ViewingEnded(4, "us-c-1", Severe: true, At, East, ViewingEnd.LeaseOver, [new ViewedDay(Day, Span)], Span, Span),
        new ResponderEvent.BreakTaken(At, East),
        new ResponderEvent.BreakEnded(At),
        new ResponderEvent.OptedOut(At),
        new ResponderEvent.OptedIn(At),
        new ResponderEvent.CaseTaken("us-c-1", 2, 20, Severe: true, At, Day, "lead", new LeadOverride("lead", "nobody else is there")),
        new ResponderEvent.CaseDeclined("us-c-1", 2, Unfit.DayCap, At),
        new ResponderEvent.CaseReleased("us-c-1", At),
        new ResponderEvent.CapOverridden(Granted),
        new ResponderEvent.Paged("us-p-1", At, East, Day),
        new ResponderEvent.RestStarted("us-p-1", At),
    ];

    public static ResponderState Responder { get; } = ResponderState.Initial with
    {
        Profile = Profile,
        Contacts = [Rule],
        DutyUntil = At,
        OptedOutAt = At,
        Cases = ResponderState.Initial.Cases.Add("us-c-1", new TakenCase(2, 20, Severe: true, At, Span)),
        LastTaken = new LastCase("us-c-1", Severe: true, At),
        LastViewed = new LastCase("us-c-2", Severe: false, East),
        Session = new OpenSession(4, "us-c-1", Severe: true, At, At, East, At, Span),
        Sessions = 4,
        Row = new ViewingRow(Span, At),
        BreakUntil = At,
        RestUntil = At,
        Pages = [new PagedSpan("us-p-1", At, East)],
        Recent = [new ViewedSpan("us-c-1", Severe: true, At, East)],
        Days = [new ExposureDay(Day, Span, 2, 1, 1, Worked: true)],
        Overrides = [Granted],
    };
}

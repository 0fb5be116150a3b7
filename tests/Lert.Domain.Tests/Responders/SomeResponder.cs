using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Domain.Responders;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Pages;
using Lert.Grains.Responders;

namespace Lert.Domain.Tests.Responders;

/// <summary>Test data: Ana, who works in Dublin, where the clock shows UTC in winter. Thursday 2026-01-15 is in the week of Monday 2026-01-12.</summary>
internal static class SomeResponder
{
    public const string Id = "us-u-ana";
    public const string Desk = "us-r-child-safety";

    public static ResponderProfile Profile { get; } = new("Ana", "Europe/Dublin", ["en", "es"], ["edr"], Clearance.ChildSafety, ["us"], [Desk]);

    public static ContactRule Rule { get; } = new(ContactChannel.Webhook, "device-7", TimeSpan.Zero, Urgency.Normal);

    public static ResponderEvent Registered { get; } = new ResponderEvent.ProfilePut(Profile, Some.Start, "user:lead");

    public static CapOverride Granted { get; } = new("us-c-1", TimeSpan.FromMinutes(30), TimeSpan.Zero, "user:lead", "nobody else is there", Some.Start, Some.Start.AddHours(12));

    public static AssignmentNeed Need(
        string caseId = "us-c-1", int estimate = 0, bool severe = false, string? desk = null, string[]? languages = null, string[]? skills = null,
        Clearance clearance = Clearance.Standard) =>
        new(caseId, desk, [.. languages ?? []], [.. skills ?? []], clearance, estimate, severe);

    public static ResponderEvent OnDuty(string from, string until) =>
        new ResponderEvent.WentOnDuty(Some.Instant(from), Some.Instant(until), DateOnly.FromDateTime(Some.Instant(from).UtcDateTime));

    /// <summary>A session that has ended, on one date.</summary>
    public static ResponderEvent Viewed(string from, int minutes, string caseId = "us-c-9", bool severe = false) => Viewed(Some.Instant(from), minutes, caseId, severe);

    public static ResponderEvent Viewed(DateTimeOffset from, int minutes, string caseId = "us-c-9", bool severe = false) => new ResponderEvent.ViewingEnded(
        1,
        caseId,
        severe,
        from,
        from.AddMinutes(minutes),
        ViewingEnd.Stopped,
        [new ViewedDay(DateOnly.FromDateTime(from.UtcDateTime), TimeSpan.FromMinutes(minutes))],
        TimeSpan.FromMinutes(minutes),
        TimeSpan.Zero);

    public static Fitness Fit(string id = Id, Func<Fitness, Fitness>? but = null)
    {
        var fit = new Fitness(
            id, Profile with { DisplayName = id["us-u-".Length..] }, IsOnDuty: true, OptedOut: false, null, null, TimeSpan.FromMinutes(240), TimeSpan.FromMinutes(1_200), null, 0, 0);
        return but is null ? fit : but(fit);
    }

    public static Fitness With(this Fitness fit, Func<ResponderProfile, ResponderProfile> but) => fit with { Profile = but(fit.Profile) };
}

using System.Collections.Immutable;
using Lert.Domain.Pages;
using Lert.Grains.Pages;
using Lert.Grains.Responders;

namespace Lert.Domain.Tests.Stored;

/// <content>Pages.</content>
internal static partial class StoredSamples
{
    private static readonly PageAlert Alert = new(
        "us-r-child-safety", AlertKind.Emergency, Urgency.Emergency, "case/us-c-1", "An emergency request waits.", At, "system:case/us-c-1");

    private static readonly EscalationPolicy Policy = new(
        [new EscalationStep(["us-r-child-safety"], ["us-u-lea"], TimeSpan.FromMinutes(5))], 2, ["us-u-head"], TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30));

    private static readonly Delivery Delivery = new("us-p-1/7", "us-u-ana", ContactChannel.Webhook, "device 1", At, East, Offers: 2, Failed: 1);
    private static readonly ToldPerson Told = new("us-u-ana", "on-call us-r-child-safety", At, Reach.Sent);

    public static ImmutableArray<PageEvent> PageEvents { get; } =
    [
        new PageEvent.Opened(Alert),
        new PageEvent.Joined(3, At, Urgency.High, StartsOver: true),
        new PageEvent.PolicyTaken(Policy, "page.desk-unread", At),
        new PageEvent.NotRead("us-r-child-safety", At, East),
        new PageEvent.StepBegun(1, 2, At, East, East, [Told], [Delivery]),
        new PageEvent.StepPassed(1, 2, At, "no-contact", ["us-u-ana"]),
        new PageEvent.GlassBroken(4, At, East, East, [Told], [Delivery]),
        new PageEvent.LookedAgain(At, East, Unread: true, [Told], [Delivery]),
        new PageEvent.Offered([new DeliveryOffer("us-p-1/7", East)], At),
        new PageEvent.DeliverySent("us-p-1/7", "us-u-ana", At, "gw-4711"),
        new PageEvent.DeliveryFailed("us-p-1/7", 2, "http-503", At, East),
        new PageEvent.PersonNotReached("us-u-ana", At, StepOver: true),
        new PageEvent.Acknowledged("ana", At, East),
        new PageEvent.ProgressNoted("case.moved", At, East),
        new PageEvent.AcknowledgementExpired("ana", At),
        new PageEvent.Snoozed("ana", At, East),
        new PageEvent.SnoozeEnded(At),
        new PageEvent.Escalated("ana", At),
        new PageEvent.Resolved("ana", "answered", At),
    ];

    public static PageState Page { get; } = PageState.Initial with
    {
        Alert = Alert,
        Status = PageStatus.Resolved,
        Policy = Policy,
        PolicyProblem = "page.desk-unread",
        NobodyReached = true,
        Round = 1,
        Step = 2,
        BreakGlass = 3,
        NextAt = East,
        LookAt = East,
        Unread = 1,
        Told = [Told],
        Woken = PageState.Initial.Woken.Add("us-u-ana", At),
        Deliveries = [Delivery],
        Delivered = 7,
        AcknowledgedBy = "ana",
        AcknowledgedAt = At,
        Until = East,
        Joined = 39,
        JoinedAt = At,
        End = new PageEnd(East, "ana", "answered"),
    };
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lert.Grains.Pages;

namespace Lert.Domain.Pages;

/// <summary>What can happen to a page. Names and shapes are permanent: they are read for as long as the journal is kept.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Opened), "page.opened.v1")]
[JsonDerivedType(typeof(Joined), "page.joined.v1")]
[JsonDerivedType(typeof(PolicyTaken), "page.policy-taken.v1")]
[JsonDerivedType(typeof(NotRead), "page.not-read.v1")]
[JsonDerivedType(typeof(StepBegun), "page.step-begun.v1")]
[JsonDerivedType(typeof(StepPassed), "page.step-passed.v1")]
[JsonDerivedType(typeof(GlassBroken), "page.glass-broken.v1")]
[JsonDerivedType(typeof(LookedAgain), "page.looked-again.v1")]
[JsonDerivedType(typeof(Offered), "page.offered.v1")]
[JsonDerivedType(typeof(DeliverySent), "page.delivery-sent.v1")]
[JsonDerivedType(typeof(DeliveryFailed), "page.delivery-failed.v1")]
[JsonDerivedType(typeof(PersonNotReached), "page.person-not-reached.v1")]
[JsonDerivedType(typeof(Acknowledged), "page.acknowledged.v1")]
[JsonDerivedType(typeof(ProgressNoted), "page.progress-noted.v1")]
[JsonDerivedType(typeof(AcknowledgementExpired), "page.acknowledgement-expired.v1")]
[JsonDerivedType(typeof(Snoozed), "page.snoozed.v1")]
[JsonDerivedType(typeof(SnoozeEnded), "page.snooze-ended.v1")]
[JsonDerivedType(typeof(Escalated), "page.escalated.v1")]
[JsonDerivedType(typeof(Resolved), "page.resolved.v1")]
public abstract record PageEvent
{
    private PageEvent()
    {
    }

    /// <summary>For the first time, or again after it was resolved.</summary>
    public sealed record Opened(PageAlert Alert) : PageEvent;

    /// <summary>Another alert of the same name. <paramref name="StartsOver"/>: it is more urgent than the page was.</summary>
    public sealed record Joined(int Count, DateTimeOffset At, Urgency Urgency, bool StartsOver) : PageEvent;

    /// <summary>The copy that is followed from now on. <paramref name="Problem"/>: why it is not the desk's own.</summary>
    public sealed record PolicyTaken(EscalationPolicy Policy, string? Problem, DateTimeOffset At) : PageEvent;

    /// <summary>Something that the next step needs could not be read; it is tried again at <paramref name="AgainAt"/>.</summary>
    public sealed record NotRead(string What, DateTimeOffset At, DateTimeOffset AgainAt) : PageEvent;

    /// <summary>The next step of the policy tells its people.</summary>
    public sealed record StepBegun(
        int Round, int Step, DateTimeOffset At, DateTimeOffset NextAt, DateTimeOffset? LookAt, ImmutableArray<ToldPerson> People, ImmutableArray<Delivery> Deliveries) : PageEvent;

    /// <summary>There was nobody to tell, so the next one came at once. <paramref name="Why"/>: <c>nobody</c>, <c>no-contact</c> or <c>not-read</c>.</summary>
    public sealed record StepPassed(int Round, int Step, DateTimeOffset At, string Why, ImmutableArray<string> People) : PageEvent;

    /// <summary>All else failed: everybody of the last resort was told, and is again at <paramref name="NextAt"/>.</summary>
    public sealed record GlassBroken(
        long Turn, DateTimeOffset At, DateTimeOffset NextAt, DateTimeOffset? LookAt, ImmutableArray<ToldPerson> People, ImmutableArray<Delivery> Deliveries) : PageEvent;

    /// <summary>While a step waited: whoever came on call since, or can be read now, was told too. Often nobody.</summary>
    public sealed record LookedAgain(
        DateTimeOffset At, DateTimeOffset? LookAt, bool Unread, ImmutableArray<ToldPerson> People, ImmutableArray<Delivery> Deliveries) : PageEvent;

    /// <summary>Deliveries that are due, or of which nothing was heard.</summary>
    public sealed record Offered(ImmutableArray<DeliveryOffer> Deliveries, DateTimeOffset At) : PageEvent;

    /// <summary>A channel took the message to one person.</summary>
    public sealed record DeliverySent(string DeliveryId, string Responder, DateTimeOffset At, string Receipt) : PageEvent;

    /// <summary>A channel refused it; it is tried again, or by other means.</summary>
    /// <param name="RetryAt">Null when it has failed for good.</param>
    public sealed record DeliveryFailed(string DeliveryId, int Attempt, string Reason, DateTimeOffset At, DateTimeOffset? RetryAt) : PageEvent;

    /// <summary>Every way to a person of the step has failed. <paramref name="StepOver"/>: they were the last, so the next step is due.</summary>
    public sealed record PersonNotReached(string Responder, DateTimeOffset At, bool StepOver) : PageEvent;

    /// <summary>Somebody takes care of it, until then without a further word.</summary>
    public sealed record Acknowledged(string By, DateTimeOffset At, DateTimeOffset Until) : PageEvent;

    /// <summary>Whoever takes care of it did something: the acknowledgement holds longer.</summary>
    public sealed record ProgressNoted(string What, DateTimeOffset At, DateTimeOffset Until) : PageEvent;

    /// <summary>Nothing was done for as long as an acknowledgement is good: it starts over.</summary>
    public sealed record AcknowledgementExpired(string By, DateTimeOffset At) : PageEvent;

    /// <summary>Somebody put it away until then.</summary>
    public sealed record Snoozed(string By, DateTimeOffset At, DateTimeOffset Until) : PageEvent;

    /// <summary>It tells people again.</summary>
    public sealed record SnoozeEnded(DateTimeOffset At) : PageEvent;

    /// <summary>Somebody asked for the next step at once.</summary>
    public sealed record Escalated(string By, DateTimeOffset At) : PageEvent;

    /// <summary>What it was about is over.</summary>
    public sealed record Resolved(string By, string Reason, DateTimeOffset At) : PageEvent;
}

/// <param name="AgainAt">When it is offered again if nobody says what became of it.</param>
public sealed record DeliveryOffer(string Id, DateTimeOffset AgainAt);

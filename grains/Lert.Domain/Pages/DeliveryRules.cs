using Lert.Domain.Deciding;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Pages.PageEvent>;

namespace Lert.Domain.Pages;

/// <summary>When a delivery is offered, tried again and given up.</summary>
internal static class DeliveryRules
{
    /// <summary>After so many failures an address counts as one that does not work: with the pauses between them, after about a minute.</summary>
    public const int MostAttempts = 6;

    private static readonly TimeSpan MostDelay = TimeSpan.FromHours(1);
    private static readonly TimeSpan MostPause = TimeSpan.FromMinutes(1);

    /// <summary>How long a courier has to say what became of the offer that follows so many others: 5 seconds, and twice as long each time up to a minute.</summary>
    public static TimeSpan Unheard(int offers) => TimeSpan.FromSeconds(Math.Min(5 << Math.Clamp(offers, 0, 6), 60));

    /// <summary>Whether a delivery that is on its way already says the same to the same address: then it is not said twice.</summary>
    public static Func<Delivery, bool> IsSame(string responder, ContactRule rule) =>
        delivery => delivery.Responder == responder && delivery.Channel == rule.Channel && delivery.Address == rule.Address;

    public static Delivery First(string id, string responder, ContactRule rule, DateTimeOffset now)
    {
        var dueAt = now + (rule.After <= TimeSpan.Zero ? TimeSpan.Zero : rule.After < MostDelay ? rule.After : MostDelay);
        return dueAt > now
            ? new Delivery(id, responder, rule.Channel, rule.Address, dueAt, dueAt, Offers: 0, Failed: 0)
            : new Delivery(id, responder, rule.Channel, rule.Address, dueAt, now + Unheard(0), Offers: 1, Failed: 0);
    }

    public static Decision Sent(PageState state, PageCommand.NoteSent note, Moment moment) =>
        Find(state, note.DeliveryId) is { } delivery
            ? Decision.Accept(new PageEvent.DeliverySent(delivery.Id, delivery.Responder, moment.Now, note.Receipt))
            : Decision.Nothing;

    public static Decision Failed(PageState state, PageCommand.NoteFailed note, Moment moment)
    {
        // What was said of an earlier attempt is old.
        if (Find(state, note.DeliveryId) is not { } delivery || note.Attempt != delivery.Failed + 1)
        {
            return Decision.Nothing;
        }

        if (!note.IsFinal && note.Attempt < MostAttempts)
        {
            return Decision.Accept(new PageEvent.DeliveryFailed(delivery.Id, note.Attempt, note.Reason, moment.Now, moment.Now + Pause(note)));
        }

        var failed = new PageEvent.DeliveryFailed(delivery.Id, note.Attempt, note.Reason, moment.Now, null);
        return IsLost(state, delivery)
            ? Decision.Accept(failed, new PageEvent.PersonNotReached(delivery.Responder, moment.Now, IsStepOver(state, delivery.Responder)))
            : Decision.Accept(failed);
    }

    private static Delivery? Find(PageState state, string id) => state.Deliveries.FirstOrDefault(delivery => delivery.Id == id);

    /// <summary>2, 4, 8 … seconds, or as long as the gateway asked for; at most a minute.</summary>
    private static TimeSpan Pause(PageCommand.NoteFailed note)
    {
        var own = TimeSpan.FromSeconds(1 << note.Attempt);
        var asked = note.RetryAfter > own ? note.RetryAfter.Value : own;
        return asked < MostPause ? asked : MostPause;
    }

    /// <summary>It was the last way to somebody of the step under way.</summary>
    private static bool IsLost(PageState state, Delivery failed) =>
        state.Told.Any(person => person.Responder == failed.Responder && person.Reach == Reach.Waiting)
        && !state.Deliveries.Any(other => other.Responder == failed.Responder && other.Id != failed.Id);

    private static bool IsStepOver(PageState state, string responder) =>
        state.Policy is { } policy && state.StepOrNone < policy.Steps.Length
        && state.Told.All(person => person.Responder == responder || person.Reach == Reach.NotReached);
}

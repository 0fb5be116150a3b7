using NodaTime;

namespace Lert.Domain.Legal;

public static partial class LegalClock
{
    /// <summary>
    /// When data may be transmitted under an order that was notified to an enforcing authority. Where the notification blocks, nothing goes out before the
    /// authority has said that it will not refuse or the outer due instant has come, whichever is first; a refusal blocks for good, whenever it comes.
    /// An emergency order does not wait, but an objection in time stops what has not gone out yet.
    /// </summary>
    /// <param name="book">The book that the dates were counted by.</param>
    /// <param name="regimeId">The regime that the dates were made by.</param>
    /// <param name="trigger">The receipt.</param>
    /// <param name="dates">The dates of the duty to act.</param>
    /// <param name="answer">What the authority has said so far.</param>
    public static LegalResult<Transmission> Transmit(RegimeBook book, string regimeId, Instant trigger, ActDates dates, AuthorityAnswer answer)
    {
        if (LegalInput.Problems(book, regimeId, Duty.Act, trigger, zone: null, order: null).FirstOrDefault(problem => problem.Code != LegalErrorCode.OrderRequired) is { } problem)
        {
            return LegalResult.Refused<Transmission>(problem);
        }

        book.TryGet(regimeId, out var regime);
        Transmission transmission = (regime?.Notification, answer) switch
        {
            (null, _) => new Transmission.From(trigger, ObjectionUntil: null),
            ({ Blocks: true }, AuthorityAnswer.Refuses) => new Transmission.Never(),
            ({ Blocks: true }, AuthorityAnswer.WillNotRefuse(var at)) => new Transmission.From(Instant.Max(trigger, Instant.Min(at, dates.DueLegalOuter)), ObjectionUntil: null),
            ({ Blocks: true }, _) => new Transmission.From(dates.DueLegalOuter, ObjectionUntil: null),
            ({ Objection.Count: var hours }, AuthorityAnswer.Refuses(var at)) when at <= trigger + Duration.FromHours(hours) => new Transmission.Never(),
            ({ Objection.Count: var hours }, _) => new Transmission.From(trigger, trigger + Duration.FromHours(hours)),
            _ => new Transmission.From(trigger, ObjectionUntil: null),
        };
        return LegalResult.Computed(transmission);
    }
}

/// <summary>What a notified authority has said.</summary>
public abstract record AuthorityAnswer
{
    private AuthorityAnswer()
    {
    }

    /// <summary>Nothing yet.</summary>
    public sealed record Silent : AuthorityAnswer;

    /// <summary>It will not raise a ground for refusal.</summary>
    public sealed record WillNotRefuse(Instant At) : AuthorityAnswer;

    /// <summary>It refuses or objects, after whatever it said before.</summary>
    public sealed record Refuses(Instant At) : AuthorityAnswer;
}

/// <summary>Whether and when data may be transmitted.</summary>
public abstract record Transmission
{
    private Transmission()
    {
    }

    /// <summary>Not before this instant. Where the authority may still object meanwhile, until when.</summary>
    public sealed record From(Instant NotBefore, Instant? ObjectionUntil) : Transmission;

    /// <summary>Blocked for good.</summary>
    public sealed record Never : Transmission;
}

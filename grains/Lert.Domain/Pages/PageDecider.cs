using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Pages.PageEvent>;

namespace Lert.Domain.Pages;

/// <summary>Who is told of an alert, when the next is, and what ends it. As long as a page is neither acknowledged, snoozed nor resolved, it always has a next step.</summary>
public sealed class PageDecider : IDecider<PageState, PageCommand, PageEvent, PageView>
{
    public const int MostText = 200;

    /// <summary>Alerts that join are counted one by one up to so many, and one a minute from there.</summary>
    public const int MostCounted = 100;

    private static readonly TimeSpan CountEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MostSnooze = TimeSpan.FromHours(24);

    private PageDecider()
    {
    }

    public static PageState Initial => PageState.Initial;

    public static int Format => 1;

    public static PageCommand TimerTick { get; } = new PageCommand.Tick(null);

    public static IEnumerable<FieldViolation> Validate(string key, PageCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        if (command is PageCommand.Snooze snooze && (snooze.Until <= moment.Now || snooze.Until > moment.Now + MostSnooze))
        {
            yield return new("until", "must lie ahead, and at most 24 hours: a page is never put away for good");
        }
    }

    public static Decision Decide(string key, PageState state, PageCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(moment);
        return (state, command) switch
        {
            (_, PageCommand.Open open) => Open(state, open, moment),
            ({ Exists: false }, PageCommand.Tick or PageCommand.NoteSent or PageCommand.NoteFailed or PageCommand.NoteProgress) => Decision.Nothing,
            ({ Exists: false }, _) => Decision.Refuse(RefusalCodes.PageNotFound, "There is no such page."),
            (_, PageCommand.Tick tick) => Decision.Accept(new PageTurn(key, state, moment, new FactReader(tick.Facts)).Run().AsSpan()),
            (_, PageCommand.NoteSent note) => DeliveryRules.Sent(state, note, moment),
            (_, PageCommand.NoteFailed note) => DeliveryRules.Failed(state, note, moment),
            // It was overtaken by what opened the page anew, and must not silence that.
            (_, PageCommand.Resolve { IsOpenAgain: true }) => Decision.Nothing,
            (_, PageCommand.Resolve resolve) => state.IsOver
                ? Decision.Nothing
                : Decision.Accept(new PageEvent.Resolved(moment.By, Cut(resolve.Reason), moment.Now)).Send(Released(key, state, moment, but: null)),
            ({ IsOver: true }, PageCommand.NoteProgress) => Decision.Nothing,
            ({ End: { } end, IsOver: true }, _) => Decision.Refuse(new Refusal(RefusalCodes.PageResolved, $"The page was resolved at {end.At:O}.")
                .With("resolved_at", $"{end.At:O}")),
            (_, PageCommand.Acknowledge) => Decision.Accept(new PageEvent.Acknowledged(moment.By, moment.Now, moment.Now + AcknowledgedFor(state)))
                .Send(Released(key, state, moment, but: moment.By)),
            (_, PageCommand.NoteProgress note) => state.Status == PageStatus.Acknowledged
                ? Decision.Accept(new PageEvent.ProgressNoted(Cut(note.What), moment.Now, moment.Now + AcknowledgedFor(state)))
                : Decision.Nothing,
            (_, PageCommand.Snooze snooze) => Decision.Accept(new PageEvent.Snoozed(moment.By, moment.Now, snooze.Until))
                .Send(Released(key, state, moment, but: null)),
            (_, PageCommand.Escalate) => Decision.Accept(new PageEvent.Escalated(moment.By, moment.Now)),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };
    }

    /// <summary>What a tick would still like to know. The grain asks, and asks again, until there is nothing left.</summary>
    public static PageQuestions Missing(string key, PageState state, PageFacts facts, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        var reader = new FactReader(facts);
        if (state.Exists)
        {
            _ = new PageTurn(key, state, moment, reader).Run();
        }

        return reader.Missing;
    }

    public static PageState Evolve(PageState state, PageEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        return PageFolding.Evolve(state, happened);
    }

    public static DateTimeOffset? WakeAt(PageState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Status switch
        {
            PageStatus.Open => state.Deliveries.Select(delivery => (DateTimeOffset?)delivery.NextAt).Append(state.NextAt).Append(state.LookAt).Min(),
            PageStatus.Acknowledged or PageStatus.Snoozed => state.Until,
            _ => null,
        };
    }

    public static Urgency UrgencyOf(PageState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Alert?.Urgency ?? Urgency.Normal;
    }

    public static Listing List(string key, PageState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(state.Status.ToString()) { DueAt = state.NextAt ?? state.Until };
    }

    public static PageView? View(string key, long version, PageState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Alert is not { } alert
            ? null
            : new PageView(
                key,
                version,
                state.Status,
                alert.Desk,
                alert.Kind,
                alert.Urgency,
                alert.Subject,
                alert.Text,
                alert.At,
                alert.By,
                state.Round,
                state.StepOrNone,
                state.BreakGlass,
                state.NextAt,
                state.Told,
                state.AcknowledgedBy,
                state.AcknowledgedAt,
                state.Until,
                state.Joined,
                state.Deliveries.Length,
                state.Problem,
                state.End?.At,
                state.End?.By,
                state.End?.Reason);
    }

    /// <summary>The deliveries that a courier should have now.</summary>
    public static IEnumerable<PageDelivery> Wanted(string key, PageState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is { Status: PageStatus.Open, Alert: { } alert }
            ? from delivery in state.Deliveries
              where delivery.Offers > 0
              select new PageDelivery(
                  key, delivery.Id, delivery.Failed + 1, delivery.Responder, delivery.Channel, delivery.Address, delivery.DueAt, alert.Kind, alert.Urgency, alert.Desk, alert.Text, alert.At)
            : [];
    }

    private static Decision Open(PageState state, PageCommand.Open open, Moment moment)
    {
        var urgency = Enum.IsDefined(open.Urgency) && open.Urgency != Urgency.Unspecified ? open.Urgency : Urgency.High;
        if (!state.Exists || state.IsOver)
        {
            return Decision.Accept(new PageEvent.Opened(new PageAlert(open.Desk, open.Alert, urgency, open.Subject, Cut(open.Text), moment.Now, moment.By)));
        }

        var isMoreUrgent = urgency < state.Alert!.Urgency;
        return isMoreUrgent || state.Joined < MostCounted || state.JoinedAt is not { } last || moment.Now - last >= CountEvery
            ? Decision.Accept(new PageEvent.Joined(state.Joined + 1, moment.Now, isMoreUrgent ? urgency : state.Alert.Urgency, isMoreUrgent))
            : Decision.Nothing;
    }

    /// <summary>For these people it is over: they were woken, and when they may sleep again follows from it.</summary>
    private static Outgoing[] Released(string key, PageState state, Moment moment, string? but) =>
    [
        .. from woken in state.Woken
           where but is null || !PageFolding.IsPerson(woken.Key, but)
           select new Outgoing.ToResponder(woken.Key, new ResponderCommand.NotePaged(key, woken.Value, moment.Now)) { Urgency = Urgency.Normal },
    ];

    private static TimeSpan AcknowledgedFor(PageState state) => state.Policy?.AcknowledgedFor ?? TimeSpan.FromMinutes(30);

    /// <summary>One line of bounded length: it goes into headers of mails.</summary>
    private static string Cut(string text)
    {
        var cut = text.Length <= MostText ? text : $"{text.AsSpan(0, MostText - 1)}…";
        return cut.Any(char.IsControl) ? string.Concat(cut.Select(sign => char.IsControl(sign) ? ' ' : sign)) : cut;
    }
}

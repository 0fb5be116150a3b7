using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Pages;
using Lert.Grains.Requesters;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Requesters.RequesterEvent>;

namespace Lert.Domain.Requesters;

/// <summary>
/// A recall: one command, and then stretch by stretch of the officer's own journal, each with its messages in one commit. Whatever stops it, the state says where it
/// goes on, and no case is told in two stretches.
/// </summary>
internal static class RecallRules
{
    /// <summary>Between two stretches, so that the outbox keeps up.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    public static Decision Order(string key, RequesterState state, RequesterCommand.Recall recall, Moment moment)
    {
        if (state.Recall is { DoneAt: null } running)
        {
            return Decision.Refuse(new Refusal(RefusalCodes.RequesterRecallRunning, $"The recall as of {running.Order.AsOf:O} is not through yet.").With("done", $"{running.Done}").With("total", $"{running.Total}"));
        }

        if (state.Recall is { Until: null } before && before.Order.AsOf <= recall.AsOf)
        {
            return Decision.Refuse(RefusalCodes.RequesterRecalled, $"The officer is recalled as of {before.Order.AsOf:O} already.");
        }

        var number = (state.Recall?.Order.Number ?? 0) + 1;
        var ordered = new RequesterEvent.RecallOrdered(
            number, recall.AsOf, Before(recall.AsOf, moment.Rules.Requesters.RecallBefore), recall.Reason, recall.Affected, moment.Now, moment.By);
        return Decision.Accept(ordered).Send(Page(key, number, moment));
    }

    /// <summary>The next stretch, when its time has come.</summary>
    public static Decision Tick(string key, RequesterState state, RequesterCommand.Tick tick, Moment moment)
    {
        if (state.Recall is not { IsRead: false } recall || recall.NextAt > moment.Now)
        {
            return Decision.Nothing;
        }

        var read = tick.Read ?? new CaseStretch([], recall.ReadTo, IsLast: false);
        var notice = Notice(key, recall);
        return Decision.Accept(new RequesterEvent.RecallTold(recall.Order.Number, read.Cases.Length, read.ReadTo, read.IsLast, moment.Now + Pace, moment.Now))
            .Send([.. read.Cases.Select(id => new Outgoing.ToCase(id, new CaseCommand.NoteRecall(notice)) { Urgency = Urgency.High })]);
    }

    /// <summary>A case that was noted only after the recall began is told by itself.</summary>
    public static Decision Joined(string key, RecallState recall, string caseId, Decision decision, Moment moment) =>
        (decision with { Events = decision.Events.Add(new RequesterEvent.RecallJoined(recall.Order.Number, caseId, moment.Now)) })
            .Send(new Outgoing.ToCase(caseId, new CaseCommand.NoteRecall(Notice(key, recall))) { Urgency = Urgency.High });

    public static Decision Answered(RequesterState state, RequesterCommand.NoteRecalled note, Moment moment) =>
        state.Recall is { } recall && recall.Order.Number == note.Number
            ? Decision.Accept(new RequesterEvent.CaseRecalled(note.Number, note.CaseId, note.Outcome, moment.Now))
            : Decision.Nothing;

    private static RecallNotice Notice(string key, RecallState recall) => new(key, recall.Order.Number, recall.Order.AsOf, recall.Order.Reason);

    /// <summary>The leads hear of it once: one page for each recall. Nothing personal is in the text; it leaves the house.</summary>
    private static Outgoing.ToPage Page(string key, int number, Moment moment)
    {
        var region = ActorKey.RegionOf(key);
        return new Outgoing.ToPage(
            ActorKey.PageOf(region, $"{key}/recall/{number}"),
            new PageCommand.Open(
                ActorKey.RotaOf(region, moment.Rules.Requesters.RecallDesk), AlertKind.Recall, Urgency.High, $"requester/{key}",
                "The identity of a requester is compromised: their cases go back to review."));
    }

    /// <summary>That long before, as far as the calendar reaches.</summary>
    public static DateTimeOffset Before(DateTimeOffset at, TimeSpan span) => at - DateTimeOffset.MinValue > span ? at - span : DateTimeOffset.MinValue;
}

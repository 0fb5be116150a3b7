using Lert.Grains.Cases;
using Lert.Grains.Requesters;

namespace Lert.Domain.Requesters;

/// <summary>What each event makes of a requester.</summary>
internal static class RequesterFolding
{
    private const int CallsKept = 20;

    public static RequesterState Fold(RequesterState state, RequesterEvent happened) => happened switch
    {
        RequesterEvent.Registered registered => state with { Agency = registered.Agency, Officer = registered.Officer },
        RequesterEvent.AgencyPut put => state with { Profile = put.New },
        // Another address is another person, until somebody has looked.
        RequesterEvent.OfficerPut put => state with { Person = put.New, Verified = put.Old is { } old && old.Email != put.New.Email ? null : state.Verified },
        RequesterEvent.CaseNoted noted => state with
        {
            Cases = state.Cases + 1,
            Emergencies = noted.Kind == CaseKind.Emergency
                ? VelocityRules.With(state.Emergencies, new RecentEmergency(noted.CaseId, noted.OpenedAt, IsFlagged: false))
                : state.Emergencies,
        },
        RequesterEvent.VelocityExceeded exceeded => state with
        {
            Emergencies = [.. state.Emergencies.Select(one => one.CaseId == exceeded.CaseId ? one with { IsFlagged = true } : one)],
        },
        RequesterEvent.CalledBack called => state with { Calls = [.. state.Calls.TakeLast(CallsKept - 1), called.Call] },
        RequesterEvent.Verified verified => state with
        {
            Verified = verified, Recall = state.Recall is { Until: null } recall ? recall with { Until = verified.At } : state.Recall,
        },
        RequesterEvent.RecallOrdered ordered => state with
        {
            Verified = null, Recall = new RecallState(ordered, 0, IsRead: false, ordered.At, ordered.Total, 0, null, null),
        },
        _ when state.Recall is { } recall => state with { Recall = Fold(recall, happened) },
        _ => state,
    };

    private static RecallState Fold(RecallState recall, RequesterEvent happened) => happened switch
    {
        RequesterEvent.RecallTold told when told.Number == recall.Order.Number => Ended(
            recall with { Told = recall.Told + told.Cases, ReadTo = told.ReadTo, IsRead = told.IsRead, NextAt = told.NextAt }, told.At),
        RequesterEvent.RecallJoined joined when joined.Number == recall.Order.Number => recall with { Total = recall.Total + 1, Told = recall.Told + 1, DoneAt = null },
        RequesterEvent.CaseRecalled recalled when recalled.Number == recall.Order.Number => Ended(
            recalled.Outcome switch
            {
                RecallOutcome.Returned => recall with { Returned = recall.Returned + 1 },
                RecallOutcome.Held => recall with { Held = recall.Held + 1 },
                RecallOutcome.Reopened => recall with { Reopened = recall.Reopened + 1 },
                _ => recall with { Ended = recall.Ended + 1 },
            },
            recalled.At),
        _ => recall,
    };

    /// <summary>It is through when all were told and all have answered.</summary>
    private static RecallState Ended(RecallState recall, DateTimeOffset at) =>
        recall.IsRead && recall.Done >= recall.Told ? recall with { Total = recall.Told, DoneAt = recall.DoneAt ?? at } : recall;
}

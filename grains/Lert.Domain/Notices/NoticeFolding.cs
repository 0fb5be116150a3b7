using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Grains.Cases;
using Lert.Grains.Notices;

namespace Lert.Domain.Notices;

/// <summary>What the events of a notice make of a case: its orders and their clocks change together.</summary>
internal static class NoticeFolding
{
    public static CaseState Fold(CaseState state, CaseEvent happened) => happened switch
    {
        CaseEvent.SilenceOrdered ordered => state with
        {
            Notice = state.Notice with { Orders = [.. state.Notice.Orders.Where(known => known.OrderId != ordered.Order.OrderId), ordered.Order] }, Clocks = Put(state.Clocks, ordered.Clock),
        },
        CaseEvent.SilenceExtended extended => Change(
            state, extended.New.OrderId, _ => extended.New,
            Put(extended.Old.ClockId == extended.New.ClockId ? state.Clocks : End(state.Clocks, extended.Old.ClockId, ClockStatus.Cancelled, extended.At), extended.Clock)),
        CaseEvent.SilenceReviewed reviewed => Change(
            state, reviewed.OrderId, order => order with { ClockId = reviewed.Clock.ClockId, Reviews = order.Reviews + 1 },
            Put(End(state.Clocks, ClockOf(state, reviewed.OrderId), ClockStatus.Met, reviewed.At), reviewed.Clock)),
        CaseEvent.SilenceEnded ended => Change(
            state, ended.OrderId, order => order with { EndedAt = ended.At, Ending = ended.Reason }, End(state.Clocks, ClockOf(state, ended.OrderId), ClockStatus.Met, ended.At)),
        CaseEvent.NoticeExcepted excepted => state with { Notice = state.Notice with { Exception = excepted.New } },
        CaseEvent.ExceptionRevoked => state with { Notice = state.Notice with { Exception = null } },
        CaseEvent.NoticeRecorded recorded => state with
        {
            Notice = state.Notice with { Given = [.. state.Notice.Given.Where(known => recorded.Given.All(given => given.AccountId != known.AccountId)), .. recorded.Given] },
        },
        CaseEvent.DelayReceived => state,
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    private static CaseState Change(CaseState state, string order, Func<SilenceOrder, SilenceOrder> change, ImmutableArray<CaseClock> clocks) => state with
    {
        Notice = state.Notice with { Orders = [.. state.Notice.Orders.Select(known => known.OrderId == order ? change(known) : known)] }, Clocks = clocks,
    };

    private static string ClockOf(CaseState state, string order) => state.Notice.Orders.FirstOrDefault(known => known.OrderId == order)?.ClockId ?? "";

    private static ImmutableArray<CaseClock> Put(ImmutableArray<CaseClock> clocks, CaseClock clock) => [.. clocks.Where(known => known.ClockId != clock.ClockId), clock];

    /// <summary>What was breached stays breached.</summary>
    private static ImmutableArray<CaseClock> End(ImmutableArray<CaseClock> clocks, string id, ClockStatus status, DateTimeOffset at) =>
        [.. clocks.Select(clock => clock.ClockId == id ? clock with { EndedAt = at, Status = clock.BreachedAt is null ? status : ClockStatus.Breached } : clock)];
}

using Lert.Chaos.History;
using Lert.Domain.Pages;
using Lert.Grains.Actors;
using Lert.Paging.Gateway;
using Lert.Store;

namespace Lert.Chaos.Checks;

/// <summary>
/// I10: whoever was to be told was told; a delivery is one thing under one id, however often it came; and once somebody had answered, nothing more was sent. What was
/// on its way at that moment may still arrive, and what a silo had begun to send before it stood still arrives when it goes on.
/// </summary>
internal static class Pages
{
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(2);

    public static string Looked(Evidence evidence) =>
        $"{evidence.ByActor.Count(lines => lines.Key.Kind == ActorKinds.Page):N0} pages, {evidence.Arrivals.Select(arrival => arrival.DeliveryId).Distinct().Count():N0} deliveries in {evidence.Arrivals.Count:N0} requests";

    public static IEnumerable<Breach> Find(Evidence evidence)
    {
        var arrivals = evidence.Arrivals.ToLookup(arrival => arrival.DeliveryId);
        return
        [
            .. evidence.Arrivals.Where(arrival => !arrival.IsSigned).Select(arrival => new Breach("I10", $"{arrival.DeliveryId} came without a good signature", arrival)),
            .. arrivals.Where(same => same.Select(arrival => (arrival.PageId, arrival.To, arrival.Text)).Distinct().Skip(1).Any())
                .Select(same => new Breach("I10", $"{same.Key} stood for more than one thing", [.. same])),
            .. evidence.ByActor.Where(lines => lines.Key.Kind == ActorKinds.Page).SelectMany(lines => OfPage(evidence, [.. lines], arrivals)),
            .. Strangers(evidence),
        ];
    }

    private static IEnumerable<Breach> OfPage(Evidence evidence, JournalLine[] lines, ILookup<string, Arrival> arrivals)
    {
        var page = lines[0].Entry.Actor;
        var known = new Dictionary<string, (Delivery Delivery, JournalLine Line)>(StringComparer.Ordinal);
        var (failed, answered) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, JournalLine>(StringComparer.Ordinal));
        foreach (var line in lines)
        {
            var happened = ActorJson.Read<PageEvent>(line.Entry.Data.Span);
            foreach (var delivery in Begun(happened))
            {
                if (!known.TryAdd(delivery.Id, (delivery, line)))
                {
                    yield return new("I10", $"{page} gave the id {delivery.Id} to two deliveries", known[delivery.Id].Line, line);
                }
            }

            if (happened is PageEvent.DeliveryFailed { RetryAt: null } given)
            {
                _ = failed.Add(given.DeliveryId);
            }

            if (happened is PageEvent.Acknowledged or PageEvent.Snoozed or PageEvent.Resolved)
            {
                foreach (var id in known.Keys)
                {
                    _ = answered.TryAdd(id, line);
                }
            }
        }

        foreach (var (id, (delivery, line)) in known)
        {
            if (!arrivals[id].Any() && !answered.ContainsKey(id) && !failed.Contains(id) && IsDue(evidence, delivery))
            {
                yield return new("I10", $"{id} was due at {delivery.DueAt:O} and never reached the gateway", line);
            }

            if (answered.GetValueOrDefault(id) is { } answer && arrivals[id].FirstOrDefault(arrival => IsAfter(evidence, arrival, answer)) is { } late)
            {
                yield return new("I10", $"{id} came at {late.At:O}, after somebody had answered at {answer.CommittedAt ?? answer.Entry.At:O}", answer, late);
            }
        }
    }

    private static IEnumerable<Breach> Strangers(Evidence evidence)
    {
        var known = evidence.Journal.Where(line => line.Entry.Actor.Kind == ActorKinds.Page)
            .SelectMany(line => Begun(ActorJson.Read<PageEvent>(line.Entry.Data.Span))).Select(delivery => delivery.Id).ToHashSet(StringComparer.Ordinal);
        return from arrival in evidence.Arrivals
               where arrival.At <= evidence.ReadAt && !known.Contains(arrival.DeliveryId)
               select new Breach("I10", $"{arrival.DeliveryId} reached the gateway and is in no journal", arrival);
    }

    private static IEnumerable<Delivery> Begun(PageEvent happened) => happened switch
    {
        PageEvent.StepBegun begun => begun.Deliveries,
        PageEvent.GlassBroken broken => broken.Deliveries,
        PageEvent.LookedAgain looked => looked.Deliveries,
        _ => [],
    };

    /// <summary>What falls due in the last moments of a run has its time still before it.</summary>
    private static bool IsDue(Evidence evidence, Delivery delivery) =>
        evidence.Arrivals.Count > 0 && delivery.DueAt < evidence.Arrivals[^1].At - OnItsWay;

    private static bool IsAfter(Evidence evidence, Arrival arrival, JournalLine answer)
    {
        var from = answer.CommittedAt ?? answer.Entry.At;
        return arrival.At > from + OnItsWay && !evidence.Held.Any(held => held.From < arrival.At && held.Until + OnItsWay > from);
    }
}

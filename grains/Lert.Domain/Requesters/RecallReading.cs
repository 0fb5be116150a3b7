using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains.Requesters;

namespace Lert.Domain.Requesters;

/// <summary>Which cases of an officer's journal a recall is about.</summary>
public static class RecallReading
{
    /// <summary>Cases that were opened from here on are recalled.</summary>
    public static DateTimeOffset SinceOf(RequesterCommand.Recall recall, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(recall);
        ArgumentNullException.ThrowIfNull(moment);
        return RecallRules.Before(recall.AsOf, moment.Rules.Requesters.RecallBefore);
    }

    public static int Count(ImmutableArray<(long Sequence, RequesterEvent Event)> lines, DateTimeOffset since) =>
        lines.Count(line => line.Event is RequesterEvent.CaseNoted noted && noted.OpenedAt >= since);

    /// <summary>What these lines, the next of the journal, mean for a recall that is under way. It reads up to its own line; what is noted later is told at once.</summary>
    public static CaseStretch Stretch(RecallState recall, ImmutableArray<(long Sequence, RequesterEvent Event)> lines)
    {
        ArgumentNullException.ThrowIfNull(recall);
        var cases = ImmutableArray.CreateBuilder<string>();
        var readTo = recall.ReadTo;
        foreach (var (sequence, happened) in lines)
        {
            readTo = sequence;
            if (happened is RequesterEvent.RecallOrdered ordered && ordered.Number == recall.Order.Number)
            {
                return new CaseStretch(cases.ToImmutable(), readTo, IsLast: true);
            }

            if (happened is RequesterEvent.CaseNoted noted && noted.OpenedAt >= recall.Order.Since)
            {
                cases.Add(noted.CaseId);
            }
        }

        return new CaseStretch(cases.ToImmutable(), readTo, IsLast: false);
    }
}

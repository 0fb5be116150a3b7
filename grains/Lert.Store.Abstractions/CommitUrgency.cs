using System.Collections.Immutable;

namespace Lert.Store;

/// <summary>In which order timers and messages go when there are more than can go at once: lower first. Stored as these numbers.</summary>
/// <remarks>It says in which order and never whether: no seal and no hash covers it.</remarks>
public enum CommitUrgency
{
    Unspecified = 0,
    Emergency = 1,
    High = 2,
    Normal = 3,
}

/// <summary>How far a reader of the outbox has come, in the rows of each urgency. The default is the beginning.</summary>
public readonly record struct OutboxPlace(long Emergency, long High, long Normal)
{
    /// <summary>Behind all of <paramref name="read"/>, for a reader that takes page after page.</summary>
    public OutboxPlace After(ImmutableArray<PendingMessage> read)
    {
        var (emergency, high, normal) = this;
        foreach (var message in read)
        {
            switch (message.Urgency)
            {
                case CommitUrgency.Emergency:
                    emergency = Math.Max(emergency, message.Row);
                    break;
                case CommitUrgency.High:
                    high = Math.Max(high, message.Row);
                    break;
                default:
                    normal = Math.Max(normal, message.Row);
                    break;
            }
        }

        return new(emergency, high, normal);
    }
}

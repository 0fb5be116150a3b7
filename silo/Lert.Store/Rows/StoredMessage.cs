namespace Lert.Store.Rows;

/// <summary>
/// A message as it lies in its row, held to its seal. One that is not what was written is handed on as that: what reads the outbox reads many at once, and the
/// others are as good as they were.
/// </summary>
internal static class StoredMessage
{
    public static PendingMessage Read(long row, OutboxMessage message, ActorId source, long createdAt, int attempts, CommitUrgency urgency, long seal)
    {
        // What is no instant is none that was sealed.
        var at = Instants.FromStored(Math.Clamp(createdAt, Instants.Earliest, Instants.Latest));
        return new(row, message, source, at, attempts) { Urgency = urgency, IsDamaged = Seals.OfMessage(message, source, at) != seal };
    }
}

using Lert.Store.Rows;

namespace Lert.Store.Postgres.Writing;

/// <summary>A remembered command as it lies in its row.</summary>
internal readonly record struct StoredCommandRow(ActorId Actor, string CommandId, long At, byte[] RequestHash, byte[] Reply, long Seal)
{
    /// <exception cref="DataLossException">The row is not what was written.</exception>
    public StoredReply Checked()
    {
        var at = Instants.FromStored(At);
        return Seals.OfCommand(Actor, CommandId, at, RequestHash, Reply) == Seal
            ? new(RequestHash, Reply, at)
            : throw new DataLossException($"The remembered command {CommandId} of {Actor} is not what was written: its seal is broken.");
    }
}

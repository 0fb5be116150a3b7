namespace Lert.Store.Rows;

/// <summary>Urgencies as the stores keep them: 1 to 3, lower first.</summary>
internal static class Urgencies
{
    /// <summary>Every one that a row can have, the most urgent first.</summary>
    public static ReadOnlySpan<CommitUrgency> All => [CommitUrgency.Emergency, CommitUrgency.High, CommitUrgency.Normal];

    public static short ToStored(CommitUrgency urgency) => (short)(urgency == CommitUrgency.Unspecified ? CommitUrgency.Normal : urgency);

    public static short Of(Commit commit, OutboxMessage message) => ToStored(message.Urgency ?? commit.Urgency);
}

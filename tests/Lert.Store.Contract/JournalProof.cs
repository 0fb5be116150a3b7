namespace Lert.Store.Contract;

/// <summary>Checks a journal the way an outsider would: from what the entries say, without asking the store.</summary>
public static class JournalProof
{
    public static void Holds(IEnumerable<JournalEntry> journal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        var (sequence, version, previous) = (0L, 0L, JournalChain.Origin.ToArray());
        foreach (var entry in journal)
        {
            Assert.Equal(++sequence, entry.Sequence);
            Assert.True(entry.Version >= version, $"Entry {sequence} goes back from version {version} to {entry.Version}.");
            Assert.Equal(previous, entry.PreviousHash.ToArray());
            Assert.Equal(JournalChain.Hash(entry), entry.Hash.ToArray());
            (version, previous) = (entry.Version, entry.Hash.ToArray());
        }
    }
}

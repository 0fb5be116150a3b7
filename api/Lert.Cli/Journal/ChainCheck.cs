using Lert.Store;
using Lert.V1;

namespace Lert.Cli.Journal;

/// <summary>
/// Judges the journal from outside: per actor the sequence has no gap, each line names the hash of the line before it, and each hash is what its
/// line hashes to. Whoever changes, drops or inserts a line must find a second SHA-256 preimage or be seen here.
/// </summary>
internal sealed class ChainCheck
{
    private const int MostBreaks = 100;

    private readonly Dictionary<ActorId, (long Sequence, byte[] Hash)> _ends = [];

    public long Lines { get; private set; }

    /// <summary>Lines that are a person's own: followed by their hashes, and not computed again.</summary>
    public long Withheld { get; private set; }

    public int Actors => _ends.Count;

    /// <summary>The first hundred, in the order of the journal.</summary>
    public List<ChainBreak> Breaks { get; } = [];

    public void Take(JournalLine line)
    {
        Lines++;
        var actor = new ActorId(line.Kind, line.Key);
        var (sequence, hash) = _ends.TryGetValue(actor, out var end) ? end : (0, JournalChain.Origin.ToArray());
        if (line.Sequence != sequence + 1)
        {
            Break(actor, line, $"it follows line {sequence}, so it should be line {sequence + 1}");
        }

        if (!line.PreviousHash.Span.SequenceEqual(hash))
        {
            Break(actor, line, "it does not carry the hash of the line before it");
        }

        if (line.Withheld)
        {
            Withheld++;
            _ends[actor] = (line.Sequence, line.Hash.ToByteArray());
            return;
        }

        var computed = JournalChain.Hash(
            line.PreviousHash.Span,
            actor,
            line.Sequence,
            line.Version,
            line.Type,
            line.At.ToDateTimeOffset(),
            line.By,
            line.CommandId.Length > 0 ? line.CommandId : null,
            line.Data.Span);
        if (!line.Hash.Span.SequenceEqual(computed))
        {
            Break(actor, line, "its hash is not the hash of what it says");
        }

        // From here on the line is taken at its word, so that one break is one report.
        _ends[actor] = (line.Sequence, line.Hash.ToByteArray());
    }

    private void Break(ActorId actor, JournalLine line, string what)
    {
        if (Breaks.Count < MostBreaks)
        {
            Breaks.Add(new ChainBreak(actor.ToString(), line.Sequence, what));
        }
    }
}

/// <summary>A place where the journal is not what was written.</summary>
internal sealed record ChainBreak(string Actor, long Sequence, string What);

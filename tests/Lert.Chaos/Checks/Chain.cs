using Lert.Chaos.History;
using Lert.Store;

namespace Lert.Chaos.Checks;

/// <summary>I4: every line follows the one before it, and its hash is that of what it says.</summary>
internal static class Chain
{
    public static IEnumerable<Breach> Find(Evidence evidence)
    {
        foreach (var actor in evidence.ByActor)
        {
            var (sequence, previous) = (0L, JournalChain.Origin);
            foreach (var line in actor)
            {
                var entry = line.Entry;
                if (entry.Sequence != sequence + 1)
                {
                    yield return new("I4", $"{actor.Key} has a line #{entry.Sequence} after #{sequence}", line);
                }

                if (!entry.PreviousHash.Span.SequenceEqual(previous.Span))
                {
                    yield return new("I4", $"{actor.Key} #{entry.Sequence} does not follow the line before it", line);
                }

                if (!entry.Hash.Span.SequenceEqual(JournalChain.Hash(entry)))
                {
                    yield return new("I4", $"{actor.Key} #{entry.Sequence} does not have the hash of what it says", line);
                }

                (sequence, previous) = (entry.Sequence, entry.Hash);
            }
        }
    }
}

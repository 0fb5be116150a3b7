using Lert.Store.Postgres.Sessions;
using Lert.Store.Postgres.Writing;
using Npgsql;

namespace Lert.Store.Postgres.Reading;

/// <summary>
/// Loads actors that are asked for at the same time in one round trip: when thousands of holds fall due at once, each grain that wakes asks for its own. Holds
/// every state to its seal and to the end of its journal.
/// </summary>
internal sealed class GroupLoader(Reader reader, PostgresSessions sessions, WorkQueue<PendingLoad> queue, Heads heads, int maxBatch)
{
    public const string Select = $"""
        SELECT {ActorRow.Columns}, c.item, j.sequence, j.hash
        FROM unnest($1, $2) WITH ORDINALITY AS c (kind, key, item)
        LEFT JOIN actors AS a ON a.kind = c.kind AND a.key = c.key
        LEFT JOIN LATERAL (SELECT sequence, hash FROM journal WHERE kind = c.kind AND key = c.key ORDER BY kind DESC, key DESC, sequence DESC LIMIT 1) AS j ON true
        """;

    private const int Item = ActorRow.FirstFreeColumn;

    public async Task RunAsync()
    {
        var batch = new List<PendingLoad>(maxBatch);
        while (await queue.TakeAsync(batch, maxBatch))
        {
            await LoadAsync([.. batch.Where(static load => !load.CancelIfAsked())]);
            queue.Done(batch);
        }
    }

    // Never throws: whatever happens is the answer of those who wait for it.
    private async Task LoadAsync(List<PendingLoad> loads)
    {
        if (loads.Count == 0)
        {
            return;
        }

        try
        {
            _ = await reader.ReadAsync(
                Select,
                all => all.Put([.. loads.Select(static load => load.Actor.Kind)]).Put([.. loads.Select(static load => load.Actor.Key)]),
                async row =>
                {
                    while (await row.ReadAsync())
                    {
                        Answer(row, loads[(int)row.GetInt64(Item) - 1]);
                    }

                    return true;
                },
                CancellationToken.None);
        }
        catch (DataLossException damaged) when (damaged.InnerException is { } said && PostgresFaults.IsDamage(said) && loads.Count > 1)
        {
            // Whoever lies on a sound page is there.
            await LoadAsync(loads[..(loads.Count / 2)]);
            await LoadAsync(loads[(loads.Count / 2)..]);
        }
        catch (Exception fault)
        {
            foreach (var load in loads)
            {
                load.Fail(PostgresFaults.ToNothingWritten(fault, sessions.Server));
            }
        }
    }

    private void Answer(NpgsqlDataReader row, PendingLoad load)
    {
        try
        {
            load.Answer(Load(row, load.Actor));
        }
        catch (DataLossException broken)
        {
            load.Fail(broken);
        }
    }

    private StoredActor? Load(NpgsqlDataReader row, ActorId actor)
    {
        var entries = row.IsDBNull(Item + 1) ? 0 : row.GetInt64(Item + 1);
        if (row.IsDBNull(0))
        {
            return entries == 0 ? null : throw new DataLossException($"{actor} has a journal and no state.");
        }

        var (stored, head) = ActorRow.Read(row);
        if (entries != head.Sequence)
        {
            throw new DataLossException($"The state of {actor} stands at entry {head.Sequence} of its journal, which ends at {entries}.");
        }

        if (!head.Hash.Span.SequenceEqual(entries == 0 ? JournalChain.Origin.Span : (byte[])row[Item + 2]))
        {
            throw new DataLossException($"The state of {actor} does not follow from the last entry of its journal: the hashes differ.");
        }

        heads.Set(actor, head);
        return stored;
    }
}

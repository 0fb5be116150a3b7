using System.Numerics;
using Lert.Store.Hints;
using Lert.Store.Postgres.Sessions;
using Microsoft.Extensions.Logging;

namespace Lert.Store.Postgres.Writing;

/// <summary>Sends a statement that commits. The one seam for tests: a fault may be set before it or after it.</summary>
internal delegate Task CommitStep(Func<Task> commit);

/// <summary>
/// One of the few who write. It takes what has gathered, sends it in one round trip, and answers each. What one commit runs into alone is found by halving the
/// batch: its neighbours land.
/// </summary>
internal sealed class CommitWriter(PostgresSessions sessions, WorkQueue<PendingCommit> queue, Heads heads, CommitStep step, Action<CommitHint> tell, int maxBatch, ILogger logger)
{
    private const int Attempts = 3;

    private CommitCall? _call;
    private int _waitsLeft;

    /// <summary>Round trips that committed, and what landed in them.</summary>
    public (long Batches, long Commits) Counts { get; private set; }

    public async Task RunAsync()
    {
        var batch = new List<PendingCommit>(maxBatch);
        while (await queue.TakeAsync(batch, maxBatch))
        {
            var commits = batch.Where(static pending => !pending.CancelIfAsked()).ToList();
            // All silos lock rows in this order, so that none waits for another in a circle.
            commits.Sort(static (left, right) => string.CompareOrdinal(left.Actor.Kind, right.Actor.Kind) is not 0 and var kind ? kind : string.CompareOrdinal(left.Actor.Key, right.Actor.Key));
            await LandAllAsync(commits);
            queue.Done(batch);
        }

        await DropAsync();
    }

    // Never throws: whatever happens is the answer of those who wait for it.
    private async Task LandAllAsync(List<PendingCommit> commits)
    {
        // As often as it takes to find one row that somebody holds. Where a table is held, each commit would wait for it by itself in the end.
        _waitsLeft = 1 + BitOperations.Log2((uint)commits.Count);
        // What was halved comes after what was not: neighbours do not wait for the end of the search.
        var parts = new Queue<List<PendingCommit>>([commits]);
        while (parts.TryDequeue(out var part))
        {
            await LandAsync(part, parts);
        }
    }

    private async Task LandAsync(List<PendingCommit> commits, Queue<List<PendingCommit>> others)
    {
        for (var attempt = 1; commits.Count > 0; attempt++)
        {
            var sent = false;
            try
            {
                var call = _call ??= await CommitCall.OpenAsync(sessions);
                await HeadReader.LookUpAsync(call.Connection, commits, heads);
                var rows = new CommitRows(commits);
                List<NotLanded> refused = [];
                sent = true;
                await step(async () => refused = await call.RunAsync(rows, commits));
                commits = Answer(commits, rows, refused);
                attempt = 0;
            }
            catch (Exception fault)
            {
                // Npgsql closes a session by itself after some errors, a full disk's among them: what comes next must not find that out by being sent.
                if (PostgresFaults.IsBroken(fault) || _call is { Connection.State: not System.Data.ConnectionState.Open })
                {
                    await DropAsync();
                }

                if (PostgresFaults.IsPassing(fault) && attempt < Attempts)
                {
                    continue;
                }

                if (PostgresFaults.IsHeldUp(fault) && --_waitsLeft < 0)
                {
                    commits = [.. commits, .. others.SelectMany(static part => part)];
                    others.Clear();
                }
                else if (PostgresFaults.IsLocal(fault) && commits.Count > 1)
                {
                    others.Enqueue(commits[..(commits.Count / 2)]);
                    others.Enqueue(commits[(commits.Count / 2)..]);
                    return;
                }

                Fail(commits, sent ? PostgresFaults.AfterSending(fault, sessions.Server) : PostgresFaults.ToNothingWritten(fault, sessions.Server));
                return;
            }
        }
    }

    /// <summary>Those whose place was misremembered and who must try once more.</summary>
    private List<PendingCommit> Answer(List<PendingCommit> commits, CommitRows rows, List<NotLanded> refused)
    {
        var again = new List<PendingCommit>();
        var missed = refused.ToDictionary(static one => one.Item);
        CommitHint? hint = null;
        for (var item = 0; item < commits.Count; item++)
        {
            var pending = commits[item];
            if (!missed.TryGetValue(item, out var instead))
            {
                heads.Set(pending.Actor, rows.Heads[item]);
                hint = CommitHints.Sum(hint, CommitHints.Of(pending.Commit));
                pending.Answer(new CommitOutcome.Committed(rows.Heads[item].Version));
                continue;
            }

            if (instead.Version != pending.Commit.ExpectedVersion || instead.Known is not null)
            {
                Judge(pending, instead);
                continue;
            }

            // The version is right and still it did not move: it does not stand where it was believed to.
            heads.Forget(pending.Actor);
            if (pending.IsSecondLook)
            {
                pending.Fail(new DataLossException($"The journal of {pending.Actor} does not end where its state says, at version {instead.Version}."));
                continue;
            }

            (pending.Before, pending.IsSecondLook) = (null, true);
            again.Add(pending);
        }

        Counts = (Counts.Batches + 1, Counts.Commits + commits.Count);
        if (hint is { } news)
        {
            tell(news);
        }

        return again;
    }

    private static void Judge(PendingCommit pending, NotLanded instead)
    {
        try
        {
            pending.Answer(instead.Known?.Checked() switch
            {
                null => new CommitOutcome.Conflict(instead.Version),
                var known when known.RequestHash.Span.SequenceEqual(pending.Commit.Command!.RequestHash.Span) => new CommitOutcome.AlreadyDone(known.Reply),
                _ => new CommitOutcome.CommandIdReused(),
            });
        }
        catch (DataLossException broken)
        {
            pending.Fail(broken);
        }
    }

    private void Fail(List<PendingCommit> commits, Exception fault)
    {
        if (fault is not WallHitException)
        {
            StoreLog.BatchFailed(logger, commits.Count, fault);
        }

        foreach (var pending in commits)
        {
            heads.Forget(pending.Actor);
            pending.Fail(fault);
        }
    }

    private async Task DropAsync()
    {
        if (_call is { } call)
        {
            _call = null;
            try
            {
                await call.DisposeAsync();
            }
            catch (Exception broken) when (broken is Npgsql.NpgsqlException or IOException or InvalidOperationException)
            {
                // It was broken already.
            }
        }
    }
}

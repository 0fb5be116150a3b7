using System.Collections.Concurrent;
using Grpc.Core;
using Lert.Chaos.Checks;
using Lert.Chaos.Cluster;
using Lert.Chaos.History;
using Lert.Chaos.Load;
using Lert.Grains.Actors;
using Lert.Store;
using Lert.V1;
using JournalLine = Lert.Chaos.History.JournalLine;

namespace Lert.Chaos.Report;

/// <summary>Asks the cluster, once it is left alone, for all that the checks need.</summary>
internal sealed class Collector(PostgresServer? database, Lines lines, Calls calls, Catalog catalog, People people, TimeSpan restPatience, TimeProvider clock)
{
    private const int AskedAtOnce = 64;
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <summary>Watches what comes back after the last fault was taken away.</summary>
    /// <param name="members">How many silos each of them should see.</param>
    public async Task<Recovery> RecoverAsync(long healed, DateTimeOffset healedAt, int members)
    {
        // A hold that a client meddles with meanwhile would be a moving target: the load has ended.
        using var done = new CancellationTokenSource();
        var due = $"due_before = \"{healedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffffZ}\"";
        var (answered, starved) = (AnsweredAsync(healed), StarvedAsync(done.Token));
        var fired = GoneAsync(healed, async () => (await TryAsync(line => line.Holds.ListAsync(new() { Filter = $"status = ACTIVE AND {due}", PageSize = 1_000 }, people.Lead(People.Ann), Until())))
            ?.Holds.Select(hold => $"hold/{hold.HoldId} due at {hold.ReleaseNotBefore.ToDateTimeOffset():O}"));
        var paged = GoneAsync(healed, async () => (await TryAsync(line => line.Pages.ListAsync(new() { Filter = $"status = OPEN AND {due}", PageSize = 1_000 }, people.Lead(People.Ann), Until())))
            ?.Pages.Select(page => $"page/{page.PageId} due at {page.NextAt?.ToDateTimeOffset():O}"));
        var back = GoneAsync(healed, async () => (await Task.WhenAll(lines.All.Select(line => MissingAsync(line, members)))).OfType<string>());
        var ((allFired, unfired), (allAnswered, silent), (allPaged, unpaged), (allBack, missing)) = (await fired, await answered, await paged, await back);
        await done.CancelAsync();
        return new()
        {
            AllFired = allFired, Unfired = unfired, AllAnswered = allAnswered, Silent = silent, AllPaged = allPaged, Unpaged = unpaged, AllBack = allBack, Missing = missing,
            Starved = await starved,
        };
    }

    /// <summary>Sleeps again and again, and says by how much it overslept at worst.</summary>
    private async Task<TimeSpan> StarvedAsync(CancellationToken done)
    {
        var worst = TimeSpan.Zero;
        while (!done.IsCancellationRequested)
        {
            var asleep = clock.GetTimestamp();
            await Task.Delay(Often, clock, CancellationToken.None);
            var over = clock.GetElapsedTime(asleep) - Often;
            worst = over > worst ? over : worst;
        }

        return worst;
    }

    /// <summary>The whole journal and what still waits, after everything has come to rest.</summary>
    /// <param name="healedAt">From when on nothing excuses silence.</param>
    public async Task<Evidence> CollectAsync(Recovery recovery, DateTimeOffset healedAt)
    {
        var undelivered = await RestAsync();
        foreach (var hold in catalog.All)
        {
            await LastReadAsync(hold);
        }

        return new()
        {
            Operations = [.. calls.Operations],
            Resends = [.. calls.Resends],
            Journal = await JournalAsync(),
            Undelivered = undelivered,
            Recovery = recovery with { Unanswered = [.. calls.Operations.Where(one => one.Ending == Ending.Unknown && one.Sent > healedAt + (2 * Recovery.Limit))] },
        };
    }

    /// <summary>Asks until nothing is left of what was due, and says what was left at the limit. An answer that is null is none.</summary>
    private async Task<(TimeSpan? All, IReadOnlyList<string> Late)> GoneAsync(long healed, Func<Task<IEnumerable<string>?>> ask)
    {
        IReadOnlyList<string> late = [];
        while (clock.GetElapsedTime(healed) < restPatience)
        {
            if (await ask() is { } answer)
            {
                string[] left = [.. answer];
                if (left.Length == 0)
                {
                    return (clock.GetElapsedTime(healed), late);
                }

                if (clock.GetElapsedTime(healed) < Recovery.Limit)
                {
                    late = left;
                }
            }

            await Task.Delay(Often, clock, CancellationToken.None);
        }

        return (null, late);
    }

    /// <summary>Each at its own door: others answer for an actor, and nobody for a silo.</summary>
    private async Task<string?> MissingAsync(Line line, int members)
    {
        try
        {
            return Membership.Missing(line.Silo, await line.Cluster.GetStatusAsync(new(), people.Otto, Until()), members);
        }
        catch (RpcException silent)
        {
            return $"silo {line.Silo} does not answer at its own door: {silent.StatusCode}";
        }
    }

    /// <summary>Every silo that runs is asked for its share, and the others where it does not answer: any door must lead to every actor.</summary>
    private async Task<(TimeSpan? All, IReadOnlyList<string> Silent)> AnsweredAsync(long healed)
    {
        var waiting = new Dictionary<string, Func<Line, Task>>(StringComparer.Ordinal);
        foreach (var hold in catalog.All)
        {
            waiting[$"hold/{hold.HoldId}"] = async line => await line.Holds.GetAsync(new GetHoldRequest { HoldId = hold.HoldId }, people.Lead(People.Ann), Until());
            waiting[$"account/{hold.AccountId}"] = async line => await line.Accounts.GetPreservationAsync(new GetPreservationRequest { AccountId = hold.AccountId }, people.Lead(People.Ann), Until());
            waiting[$"case/{hold.CaseId}"] = async line => await line.Cases.GetAsync(new GetCaseRequest { CaseId = hold.CaseId }, people.Lead(People.Ann), Until());
        }

        IReadOnlyList<string> silent = [.. waiting.Keys];
        var door = 0;
        while (clock.GetElapsedTime(healed) < restPatience)
        {
            var answered = new ConcurrentBag<string>();
            // Whoever does not answer keeps nobody else waiting.
            await Parallel.ForEachAsync(waiting, new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce }, async (actor, _) =>
            {
                var line = lines.All[Interlocked.Increment(ref door) % lines.All.Count];
                if (await AnswersAsync(() => actor.Value(line)))
                {
                    answered.Add(actor.Key);
                }
            });
            foreach (var actor in answered)
            {
                _ = waiting.Remove(actor);
            }

            if (waiting.Count == 0)
            {
                return (clock.GetElapsedTime(healed), silent);
            }

            if (clock.GetElapsedTime(healed) < Recovery.Limit)
            {
                silent = [.. waiting.Keys];
            }

            await Task.Delay(Often, clock, CancellationToken.None);
        }

        return (null, silent);
    }

    private static async Task<bool> AnswersAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return true;
        }
        catch (RpcException)
        {
            // Not there is no answer either: each of them was.
            return false;
        }
    }

    /// <summary>Until no message waits and the journal has not grown for a while; what still waits then.</summary>
    private async Task<IReadOnlyList<string>> RestAsync()
    {
        var (started, quiet, end) = (clock.GetTimestamp(), 0, -1L);
        IReadOnlyList<string> waiting = [];
        while (clock.GetElapsedTime(started) < restPatience && quiet < 10)
        {
            waiting = await UndeliveredAsync();
            var now = await JournalAsync(end) is [.., var last] ? last.Entry.Position : end;
            (quiet, end) = (waiting.Count == 0 && now == end ? quiet + 1 : 0, now);
            await Task.Delay(Often, clock, CancellationToken.None);
        }

        return waiting;
    }

    private Task<IReadOnlyList<string>> UndeliveredAsync() =>
        database is { } server ? DatabaseView.UndeliveredAsync(server.Superuser) : Task.FromResult<IReadOnlyList<string>>([]);

    private async Task LastReadAsync(KnownHold hold)
    {
        var started = clock.GetTimestamp();
        Operation? held = null, kept = null;
        for (var door = 0; (held is null || kept is null) && clock.GetElapsedTime(started) < restPatience; door++)
        {
            var line = lines.All[door % lines.All.Count];
            held ??= await calls.ReadAsync<Hold>(
                0, new(ActorKinds.Hold, hold.HoldId), line, (to, deadline) => to.Holds.GetAsync(new GetHoldRequest { HoldId = hold.HoldId }, people.Lead(People.Bob), deadline));
            kept ??= await calls.ReadAsync<Preservation>(
                0, new(ActorKinds.Account, hold.AccountId), line,
                (to, deadline) => to.Accounts.GetPreservationAsync(new GetPreservationRequest { AccountId = hold.AccountId }, people.Lead(People.Bob), deadline));
        }
    }

    private async Task<IReadOnlyList<JournalLine>> JournalAsync(long after = 0)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            foreach (var line in lines.All)
            {
                try
                {
                    return await JournalAsync(line, Math.Max(0, after));
                }
                catch (RpcException away) when (away.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled && clock.GetElapsedTime(started) < restPatience)
                {
                    // The next one, then.
                }
            }

            await Task.Delay(Often, clock, CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<JournalLine>> JournalAsync(Line line, long after)
    {
        var journal = new List<JournalEntry>();
        using var reading = line.Journal.Read(new ReadJournalRequest { After = after }, people.Vera, clock.GetUtcNow().UtcDateTime + restPatience);
        while (await reading.ResponseStream.MoveNext(CancellationToken.None))
        {
            var read = reading.ResponseStream.Current;
            journal.Add(new(
                read.Position, new(read.Kind, read.Key), read.Sequence, read.Version, read.Type, read.At.ToDateTimeOffset(), read.By,
                read.CommandId.Length > 0 ? read.CommandId : null, read.Data.Memory, read.PreviousHash.Memory, read.Hash.Memory));
        }

        // Asked after the lines: of each the database knows by then when it was committed.
        var committed = database is { } server ? await DatabaseView.CommitTimesAsync(server.Superuser, after) : null;
        return [.. journal.Select(entry => new JournalLine(entry, committed?.GetValueOrDefault(entry.Position)))];
    }

    private async Task<TReply?> TryAsync<TReply>(Func<Line, AsyncUnaryCall<TReply>> send)
        where TReply : class
    {
        foreach (var line in lines.All)
        {
            try
            {
                return await send(line);
            }
            catch (RpcException)
            {
                // The next one, then.
            }
        }

        return null;
    }

    private DateTime Until() => clock.GetUtcNow().UtcDateTime + Deadline;
}

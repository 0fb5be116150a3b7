using Lert.Bench.Seeding;
using Lert.Grains.Holds;
using Lert.Store;

namespace Lert.Bench.Durable;

/// <summary>The rows that a silo writes for <see cref="LockLoad"/>, made by the same deciders and serializer ahead of time, for the raw loop to commit.</summary>
internal sealed class LockCommits
{
    private readonly (Commit Placed, Commit Lock, Commit Unlock)[] _holds;
    private readonly string _run;

    public LockCommits(SampleHolds sample, int holds, string run)
    {
        _run = run;
        _holds = [.. Enumerable.Range(0, holds).Select(number =>
        {
            var (actor, placed) = sample.Hold(number);
            var by = sample.By("bench@lert.example");
            var locked = actor.Take(RequestId(run, number, 0), by, new HoldCommand.LockForProduction(Reference(0)));
            return (placed, locked, actor.Take(RequestId(run, number, 1), by, new HoldCommand.Unlock(Reference(0))));
        })];
    }

    public static string RequestId(string run, int hold, long call) => $"{run}-{hold:x4}-{call:x8}";

    public static string Reference(long call) => $"warrant 26/{call / 2:000000}";

    public Commit Next(int hold, long version)
    {
        var (placed, locked, unlock) = _holds[hold];
        if (version == 0)
        {
            return placed;
        }

        var commit = version % 2 == 1 ? locked : unlock;
        return commit with { ExpectedVersion = version, Command = commit.Command! with { Id = RequestId(_run, hold, version - 1) } };
    }
}

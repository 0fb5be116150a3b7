namespace Lert.Chaos.Faults;

/// <summary>Draws what will go wrong. The whole of it is known before the run, and the same seed draws the same.</summary>
internal static class Schedule
{
    private static readonly TimeSpan FirstAt = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    /// <summary>How many faults go on at once at most.</summary>
    private const int MostAtOnce = 3;

    public static IReadOnlyList<Fault> Draw(int seed, TimeSpan length, int silos, bool network, bool postgres)
    {
        var random = new Random(seed);
        var faults = new List<Fault>();
        var (at, kinds) = (FirstAt, new Queue<int>());
        while (at < length - TimeSpan.FromSeconds(2))
        {
            if (kinds.Count == 0)
            {
                // Every kind in turn, each round in another order: a short run meets most of them too.
                var round = Enumerable.Range(0, 9).ToArray();
                random.Shuffle(round);
                kinds = new(round);
            }

            var fault = Draw(kinds.Dequeue(), random, at, length, silos);
            var possible = (network || !fault.NeedsNetwork) && (postgres || !fault.NeedsPostgres) && fault.HighestSilo <= silos;
            if (possible && faults.Count(other => other.Until > at) < MostAtOnce)
            {
                faults.Add(fault);
                at += Seconds(random, 0.5, 4);
            }
            else
            {
                at += possible ? Seconds(random, 0.5, 1) : TimeSpan.Zero;
            }
        }

        return faults;
    }

    private static Fault Draw(int kind, Random random, TimeSpan at, TimeSpan length, int silos)
    {
        var silo = random.Next(silos) + 1;
        var other = silos == 1 ? 2 : ((silo + random.Next(silos - 1)) % silos) + 1;
        var way = (Direction)random.Next(3);
        var left = length - at;
        // Drawn whether needed or not, so that one kind's parameters do not move those of the next.
        var (shorter, longer, sign) = (Bound(Seconds(random, 0.5, 5), left), Bound(Seconds(random, 2, Math.Min(LongestPause.TotalSeconds, length.TotalSeconds / 4)), left), random.Next(2) == 0 ? -1 : 1);
        var (delay, loss) = (TimeSpan.FromMilliseconds(random.Next(5, 150)), random.Next(0, 10) / 100.0);
        return kind switch
        {
            0 => new Fault.Kill(silo, at),
            1 => new Fault.Pause(silo, at, longer),
            2 => new Fault.DatabaseCrash(at, shorter),
            3 => new Fault.CutDatabase(silo, way, at, longer),
            4 => new Fault.CutSilos(silo, other, way, at, longer),
            5 => new Fault.Slow(silo, delay, loss, at, longer),
            6 => new Fault.CutAnswers(silo, at, shorter),
            7 => new Fault.MoveClock(silo, sign * TimeSpan.FromMinutes(10), at, longer),
            _ => new Fault.Restart(silo, at),
        };
    }

    private static TimeSpan Seconds(Random random, double least, double most) => TimeSpan.FromSeconds(least + (random.NextDouble() * Math.Max(0, most - least)));

    private static TimeSpan Bound(TimeSpan span, TimeSpan most) => span < most ? span : most;
}

using Lert.Chaos.Cluster;
using Lert.Chaos.Network;

namespace Lert.Chaos.Faults;

/// <summary>Does to the cluster what the schedule says, and takes it back.</summary>
internal sealed class Nemesis(TormentedCluster cluster, TimeProvider clock, Action<string> tell) : IDisposable
{
    /// <summary>What a silo's log says when it finds its clock apart from the database's.</summary>
    private const string WrongClock = "ahead of the database's, and only";

    private readonly List<Fault> _active = [];
    private readonly Lock _changing = new();
    private readonly HashSet<(Place, Place)> _cut = [];
    private readonly SemaphoreSlim _database = new(1, 1);
    private readonly HashSet<Type> _left = [];
    private int _databaseDown;

    public IReadOnlyList<Fault> Active
    {
        get
        {
            lock (_changing)
            {
                return [.. _active];
            }
        }
    }

    /// <summary>The kinds of faults that left a trace.</summary>
    public IReadOnlyCollection<Type> Left
    {
        get
        {
            lock (_changing)
            {
                return [.. _left];
            }
        }
    }

    /// <summary>Runs the whole schedule, whose instants count from now. When it returns, nothing is wrong any more.</summary>
    public async Task RunAsync(IReadOnlyList<Fault> faults, TimeSpan length, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        await Task.WhenAll([.. faults.Select(fault => RunAsync(fault, started, cancellationToken)), UntilAsync(length, started, cancellationToken)]);
        cluster.Network.Heal();
        foreach (var silo in cluster.Silos)
        {
            silo.Resume();
            cluster.Moved.Set(silo.Number, TimeSpan.Zero);
        }
    }

    public void Dispose() => _database.Dispose();

    private async Task RunAsync(Fault fault, long started, CancellationToken cancellationToken)
    {
        await UntilAsync(fault.At, started, cancellationToken);
        lock (_changing)
        {
            _active.Add(fault);
        }

        tell($"+ {fault}");
        var before = Traced(fault);
        await BeginAsync(fault, cancellationToken);
        if (fault.For > TimeSpan.Zero)
        {
            await UntilAsync(fault.Until, started, cancellationToken);
        }

        var after = Traced(fault);
        lock (_changing)
        {
            _ = _active.Remove(fault);
            if (after > before)
            {
                _ = _left.Add(fault.GetType());
            }
        }

        await EndAsync(fault, cancellationToken);
        if (fault.For > TimeSpan.Zero)
        {
            tell($"- {fault}");
        }
    }

    private async Task BeginAsync(Fault fault, CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case Fault.Kill kill:
                Silo(kill.Silo).Kill();
                break;
            case Fault.Restart restart:
                Silo(restart.Silo).AskToStop();
                break;
            case Fault.Pause pause:
                Silo(pause.Silo).Pause();
                break;
            case Fault.DatabaseCrash:
                await DatabaseAsync(+1, cancellationToken);
                break;
            case Fault.CutAnswers cut:
                cluster.Gates[cut.Silo - 1].CutsAnswers = true;
                break;
            case Fault.MoveClock move:
                cluster.Moved.Set(move.Silo, move.By);
                break;
            default:
                Rewire();
                break;
        }
    }

    private async Task EndAsync(Fault fault, CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case Fault.Pause pause when !Active.OfType<Fault.Pause>().Any(other => other.Silo == pause.Silo):
                Silo(pause.Silo).Resume();
                break;
            case Fault.DatabaseCrash:
                await DatabaseAsync(-1, cancellationToken);
                break;
            case Fault.CutAnswers cut:
                cluster.Gates[cut.Silo - 1].CutsAnswers = Active.OfType<Fault.CutAnswers>().Any(other => other.Silo == cut.Silo);
                break;
            case Fault.MoveClock move:
                cluster.Moved.Set(move.Silo, Active.OfType<Fault.MoveClock>().LastOrDefault(other => other.Silo == move.Silo)?.By ?? TimeSpan.Zero);
                break;
            case Fault.CutDatabase or Fault.CutSilos or Fault.Slow:
                Rewire();
                break;
        }
    }

    /// <summary>What grows where such a fault touches something.</summary>
    private long Traced(Fault fault) => fault switch
    {
        Fault.Kill kill => Silo(kill.Silo).Signals,
        Fault.Restart restart => Silo(restart.Silo).Signals,
        Fault.Pause pause => Silo(pause.Silo).Signals,
        Fault.DatabaseCrash => cluster.Postgres!.Stops,
        Fault.CutAnswers cut => cluster.Gates[cut.Silo - 1].Cut,
        Fault.MoveClock move => Silo(move.Silo).Said(WrongClock),
        Fault.CutDatabase cut => Touched(Silo(cut.Silo).Place, [cluster.Network.DatabaseGate]),
        Fault.CutSilos cut => Touched(Silo(cut.Silo).Place, [Silo(cut.Other).Place]),
        Fault.Slow slow => Touched(Silo(slow.Silo).Place, Others(Silo(slow.Silo).Place)),
        _ => throw new InvalidOperationException($"No trace of {fault.GetType().Name} is known."),
    };

    private long Touched(Place own, IEnumerable<Place> others) =>
        others.Sum(other => cluster.Network.Touched(own.Address, other.Address) + cluster.Network.Touched(other.Address, own.Address));

    private IEnumerable<Place> Others(Place own) =>
        cluster.Silos.Select(silo => silo.Place).Append(cluster.Network.DatabaseGate).Append(cluster.Network.Clients).Where(place => place != own);

    /// <summary>Two crashes that overlap are one, as long as both.</summary>
    private async Task DatabaseAsync(int change, CancellationToken cancellationToken)
    {
        await _database.WaitAsync(cancellationToken);
        try
        {
            var before = _databaseDown;
            _databaseDown += change;
            if (before == 0)
            {
                await cluster.Postgres!.StopImmediatelyAsync(cancellationToken);
            }
            else if (_databaseDown == 0)
            {
                await cluster.Postgres!.StartAsync(cancellationToken);
            }
        }
        finally
        {
            _ = _database.Release();
        }
    }

    /// <summary>Sets every link to what all active faults together make of it.</summary>
    private void Rewire()
    {
        lock (_changing)
        {
            cluster.Network.Heal();
            _cut.Clear();
            foreach (var cut in _active.OfType<Fault.CutSilos>())
            {
                Cut(Silo(cut.Silo).Place, Silo(cut.Other).Place, cut.Way);
            }

            foreach (var cut in _active.OfType<Fault.CutDatabase>())
            {
                Cut(Silo(cut.Silo).Place, cluster.Network.DatabaseGate, cut.Way);
            }

            foreach (var slow in _active.OfType<Fault.Slow>())
            {
                var (own, link) = (Silo(slow.Silo).Place, new Link(Loss: slow.Loss, Delay: slow.Delay, Jitter: slow.Delay / 2));
                foreach (var other in Others(own))
                {
                    SetUnlessCut(own, other, link);
                    SetUnlessCut(other, own, link);
                }
            }
        }
    }

    private void SetUnlessCut(Place from, Place to, Link link)
    {
        if (!_cut.Contains((from, to)))
        {
            cluster.Network.Set(from.Address, to.Address, link);
        }
    }

    private void Cut(Place own, Place other, Direction way)
    {
        if (way is Direction.Both or Direction.Out)
        {
            cluster.Network.Set(own.Address, other.Address, new Link(Cut: true));
            _ = _cut.Add((own, other));
        }

        if (way is Direction.Both or Direction.In)
        {
            cluster.Network.Set(other.Address, own.Address, new Link(Cut: true));
            _ = _cut.Add((other, own));
        }
    }

    private TormentedSilo Silo(int number) => cluster.Silos[number - 1];

    private async Task UntilAsync(TimeSpan at, long started, CancellationToken cancellationToken)
    {
        var left = at - clock.GetElapsedTime(started);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, clock, cancellationToken);
        }
    }
}

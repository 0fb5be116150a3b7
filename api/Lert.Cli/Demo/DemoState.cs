using Lert.Cli.Import;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Demo;

/// <summary>What the demo knows while it runs, from what it sent and from what it was told. Shared by the importer, the watches and the picture.</summary>
internal sealed class DemoState(int lines, VirtualClock clock)
{
    private const int RecentLines = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Hold> _holds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PreservationStatus> _accounts = new(StringComparer.Ordinal);
    private readonly Queue<string> _recent = new();
    private readonly List<Checks.WatchedChange> _watched = [];
    private readonly List<double> _late = [];
    private int _done;
    private int _refused;
    private int _failed;
    private int _retries;
    private string _phase = "starting";

    public void Phase(string words)
    {
        lock (_gate)
        {
            _phase = words;
        }
    }

    public void Take(LineResult result)
    {
        lock (_gate)
        {
            _done++;
            _refused += result.AsExpected && result.Line.Expect != ImportLine.Ok ? 1 : 0;
            _failed += result.AsExpected ? 0 : 1;
        }
    }

    public void Retried()
    {
        lock (_gate)
        {
            _retries++;
        }
    }

    public void Take(HoldChange change)
    {
        lock (_gate)
        {
            _watched.Add(new(change.Hold.HoldId, change.Sequence, change.Type));
            _holds[change.Hold.HoldId] = change.Hold;
            if (change is { Type: "hold.released.v1", Hold: { ReleasedEarly: false, ReleaseNotBefore: { } due } })
            {
                _late.Add(clock.Real(change.At.ToDateTimeOffset() - due.ToDateTimeOffset()).TotalMilliseconds);
            }

            _recent.Enqueue($"{Moments.Text(change.At)[..10]} {change.Type["hold.".Length..^".v1".Length],-16} {change.Hold.AccountId}");
            while (_recent.Count > RecentLines)
            {
                _recent.Dequeue();
            }
        }
    }

    public void Take(AccountChange change)
    {
        lock (_gate)
        {
            _accounts[change.Preservation.AccountId] = change.Preservation.Status;
        }
    }

    /// <summary>All changes of holds that the watch was told, in its order.</summary>
    public IReadOnlyList<Checks.WatchedChange> Watched()
    {
        lock (_gate)
        {
            return [.. _watched];
        }
    }

    public bool IsReleased(string holdId)
    {
        lock (_gate)
        {
            return _holds.TryGetValue(holdId, out var hold) && hold.Status == HoldStatus.Released;
        }
    }

    public DemoFigures Look()
    {
        lock (_gate)
        {
            return new()
            {
                Phase = _phase,
                Lines = lines,
                Done = _done,
                Refused = _refused,
                Failed = _failed,
                Retries = _retries,
                Active = _holds.Values.Count(hold => hold.Status == HoldStatus.Active),
                Locked = _holds.Values.Count(hold => hold.Status == HoldStatus.Locked),
                Released = _holds.Values.Count(hold => hold.Status == HoldStatus.Released),
                Kept = _accounts.Values.Count(status => status == PreservationStatus.Kept),
                Grace = _accounts.Values.Count(status => status == PreservationStatus.Grace),
                Free = _accounts.Values.Count(status => status == PreservationStatus.Free),
                WorstLateMilliseconds = _late.Count == 0 ? null : _late.Max(),
                Next = [.. _holds.Values.Where(hold => hold.Status == HoldStatus.Active && hold.ReleaseNotBefore is not null)
                    .OrderBy(hold => hold.ReleaseNotBefore.ToDateTimeOffset()).Take(RecentLines)
                    .Select(hold => $"{Moments.Text(hold.ReleaseNotBefore)[..10]} {hold.Regime,-17} {hold.AccountId}")],
                Recent = [.. _recent],
            };
        }
    }
}

/// <summary>One look at the state.</summary>
internal sealed record DemoFigures
{
    public required string Phase { get; init; }
    public required int Lines { get; init; }
    public required int Done { get; init; }
    public required int Refused { get; init; }
    public required int Failed { get; init; }
    public required int Retries { get; init; }
    public required int Active { get; init; }
    public required int Locked { get; init; }
    public required int Released { get; init; }
    public required int Kept { get; init; }
    public required int Grace { get; init; }
    public required int Free { get; init; }
    public required double? WorstLateMilliseconds { get; init; }
    public required IReadOnlyList<string> Next { get; init; }
    public required IReadOnlyList<string> Recent { get; init; }
}

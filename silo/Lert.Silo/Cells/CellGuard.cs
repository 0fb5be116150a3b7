using Lert.Grains;
using Lert.Silo.Pumps;
using Lert.Store;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Cells;

/// <summary>
/// Keeps the pumps of a restored copy still until an operator has confirmed it. It looks before the pumps start, then once a second, and closes the gate
/// whenever the store is away: what comes back may be another.
/// </summary>
internal sealed partial class CellGuard(
    ICellDiary diary, PumpGate gate, IOptions<CellOptions> options, IOptions<Storage.StoreOptions> store, TimeProvider clock, ILogger<CellGuard> log) : BackgroundService
{
    private const string System = "system:silo";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Sooner = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _one = new(1, 1);
    private Witness? _seen;
    private bool _read;

    private string? WitnessFile => options.Value.Witness ?? (store.Value.Path is { Length: > 0 } file ? $"{file}.witness" : null);

    /// <summary>As of the last look.</summary>
    public CellState? Cell { get; private set; }

    /// <summary>As of the last look it looks like a copy, and waits for a person. What could not be looked at is no copy for that.</summary>
    public bool IsSuspected => Cell?.Last is { Note: CellNote.Suspected };

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        gate.NoPumps = "It is not known yet whether this store is the one that counts.";
        await LookSafelyAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>An operator says that this copy is the one that counts.</summary>
    /// <param name="expected">The entry that the operator has read; 0 for whichever it is.</param>
    public async Task<ConfirmOutcome> ConfirmAsync(string by, string reason, string requestId, long expected, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var cell = await diary.ReadCellAsync(cancellationToken);
            if (cell.Last is { Note: CellNote.Confirmed } done && done.RequestId == requestId)
            {
                return new ConfirmOutcome(done, null);
            }

            if (cell.Last is not { Note: CellNote.Suspected } suspicion)
            {
                return new ConfirmOutcome(null, RefusalCodes.ClusterNotRestored);
            }

            var entry = new CellEntry(suspicion.Number + 1, CellNote.Confirmed, Here(cell), clock.GetUtcNow(), by, reason, requestId);
            // What was read of one database says nothing of the next, which a fail-over may have brought since.
            if ((expected != 0 && expected != suspicion.Number) || (cell.Place is { } place && place != suspicion.Place) || !await diary.NoteAsync(suspicion.Number, entry, cancellationToken))
            {
                return new ConfirmOutcome(null, RefusalCodes.VersionStale);
            }

            Confirmed(log, entry.Number, by);
            await LookAsync(cancellationToken);
            return new ConfirmOutcome(entry, null);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Stops after the pumps, and remembers how far they came.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await LookSafelyAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(gate.NoPumps is null ? Interval : Sooner, clock, stoppingToken);
                await LookSafelyAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task LookSafelyAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception away) when (away is StoreUnavailableException or DataLossException or StoreBusyException or CommitOutcomeUnknownException or IOException or UnauthorizedAccessException)
        {
            gate.NoPumps = $"It cannot be told whether this store is the one that counts: {away.Message}";
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var cell = await diary.ReadCellAsync(cancellationToken);
        if (!_read && WitnessFile is { } file)
        {
            _seen = await Witness.ReadAsync(file, cancellationToken);
            _read = true;
        }

        Cell = cell;
        switch (CellVerdict.Of(cell, Here(cell), _seen))
        {
            case CellVerdict.Same:
                await RememberIfPossibleAsync(cell, cancellationToken);
                diary.Judged(cell);
                gate.NoPumps = null;
                break;
            case CellVerdict.Begins(var reason):
                // The witness first: a diary that names a place without one would look like a copy after a crash.
                await RememberAsync(cell, cancellationToken);
                _ = await diary.NoteAsync(0, Entry(1, CellNote.Begun, cell, reason), cancellationToken);
                // Whoever wrote it, there is an entry now.
                await LookAsync(cancellationToken);
                break;
            case CellVerdict.Copy(var reason):
                var number = Math.Max(cell.Last?.Number ?? 0, _seen?.Entry ?? 0) + 1;
                // Commands are taken in a copy too, once nothing can fire in it.
                gate.NoPumps = Why(reason);
                diary.Judged(cell);
                if (await diary.NoteAsync(cell.Last?.Number ?? 0, Entry(number, CellNote.Suspected, cell, reason), cancellationToken))
                {
                    Suspected(log, number, reason);
                }

                break;
            case CellVerdict.Waits(var suspicion):
                gate.NoPumps = Why(suspicion.Reason);
                diary.Judged(cell);
                break;
        }
    }

    private static string Why(string reason) =>
        $"This store looks like a copy restored from a backup: no timer fires and no message leaves until an operator confirms it (lert cluster confirm-restore). {reason}";

    private CellEntry Entry(long number, CellNote note, CellState cell, string reason) => new(number, note, Here(cell), clock.GetUtcNow(), System, reason, "");

    private string Here(CellState cell) => cell.Place ?? (_seen ??= Witness.New()).Id;

    /// <summary>What was remembered before is still true, only less.</summary>
    private async Task RememberIfPossibleAsync(CellState cell, CancellationToken cancellationToken)
    {
        try
        {
            await RememberAsync(cell, cancellationToken);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            NotRemembered(log, full.Message);
        }
    }

    private async Task RememberAsync(CellState cell, CancellationToken cancellationToken)
    {
        if (WitnessFile is not { } file)
        {
            return;
        }

        var now = (_seen ?? Witness.New()) with { Entry = cell.Last?.Number ?? 0, Position = cell.FeedEnd };
        if (now != _seen || !File.Exists(file))
        {
            await now.WriteAsync(file, cancellationToken);
            _seen = now;
        }
    }

    [LoggerMessage(1201, LogLevel.Critical, "The store looks like a copy restored from a backup (entry {Entry}): {Reason} Its pumps stand still until an operator confirms it.")]
    private static partial void Suspected(ILogger log, long entry, string reason);

    [LoggerMessage(1203, LogLevel.Warning, "The witness of the store cannot be written: {Problem}")]
    private static partial void NotRemembered(ILogger log, string problem);

    [LoggerMessage(1202, LogLevel.Warning, "The restored copy was confirmed (entry {Entry}) by {Operator}; its pumps run.")]
    private static partial void Confirmed(ILogger log, long entry, string @operator);
}

/// <param name="Entry">What was noted; null with a refusal.</param>
/// <param name="Refusal">A permanent code.</param>
internal sealed record ConfirmOutcome(CellEntry? Entry, string? Refusal);

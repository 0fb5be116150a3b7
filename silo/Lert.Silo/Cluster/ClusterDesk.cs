using System.Collections.Immutable;
using System.Text.Json;
using Lert.Grains;
using Lert.Grains.Cluster;
using Lert.Silo.Cells;
using Lert.Silo.Telemetry;
using Lert.Store;

namespace Lert.Silo.Cluster;

/// <summary>Puts the picture together: the view of the membership, what each silo last said of itself, and what waits in the store.</summary>
internal sealed class ClusterDesk(
    IClusterMembershipService membership, ILocalSiloDetails self, ISiloReports board, Backlog backlog, CellGuard guard, ICellDiary diary, TimeProvider clock) : IClusterDesk
{
    public async Task<ClusterView> ReadAsync()
    {
        var view = membership.CurrentSnapshot;
        var reports = (await board.ReadReportsAsync(CancellationToken.None)).ToDictionary(report => report.Silo, Read);
        var waiting = await backlog.LookAsync(Slots.All, CancellationToken.None);
        var cell = await diary.ReadCellAsync(CancellationToken.None);
        return new ClusterView(
            self.ClusterId,
            cell.Place is null ? "sqlite" : "postgresql",
            clock.GetUtcNow(),
            view.Version.Value,
            [
                .. view.Members.Values.OrderBy(member => member.SiloAddress)
                    .Select(member => new MemberView($"{member.SiloAddress.ToParsableString()}", member.Name, $"{member.Status}", reports.GetValueOrDefault(member.SiloAddress.ToParsableString())))
                    // The dead stay in the membership for ever; here for as long as somebody may ask what happened.
                    .Where(member => member.Report is not null || member.Status != nameof(SiloStatus.Dead)),
            ],
            new BacklogView(waiting.Due, waiting.Late, waiting.Waiting, waiting.Oldest),
            cell.Last is { } last ? View(last) : null);
    }

    public async Task<Reply<RestoreView>> ConfirmRestoreAsync(CommandStamp stamp, string reason)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return await guard.ConfirmAsync(stamp.By, reason, stamp.CommandId, stamp.ExpectedVersion ?? 0, CancellationToken.None) switch
        {
            { Entry: { } entry } => new Reply<RestoreView>(View(entry), null),
            { Refusal: RefusalCodes.VersionStale } => new Reply<RestoreView>(null, new Refusal(RefusalCodes.VersionStale, "The etag is stale: read again.")),
            _ => new Reply<RestoreView>(null, new Refusal(RefusalCodes.ClusterNotRestored, "The store does not look restored: there is nothing to confirm.")),
        };
    }

    private static RestoreView View(CellEntry entry) => new(entry.Number, entry.Note == CellNote.Suspected, entry.Reason, entry.At, entry.By);

    /// <summary>Another version of the silo may have written what this one does not read.</summary>
    private static MemberReport? Read(SiloReport report)
    {
        try
        {
            return JsonSerializer.Deserialize<MemberReport>(report.Figures.Span) is { } read ? read with { Age = report.Age, Problems = read.Problems.IsDefault ? [] : read.Problems } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The board of a silo that is alone with its store.</summary>
internal sealed class OwnBoard(TimeProvider clock) : ISiloReports
{
    private (string Silo, ReadOnlyMemory<byte> Figures, long At)? _own;

    public ValueTask ReportAsync(string silo, ReadOnlyMemory<byte> figures, CancellationToken cancellationToken)
    {
        _own = (silo, figures, clock.GetTimestamp());
        return default;
    }

    public ValueTask<ImmutableArray<SiloReport>> ReadReportsAsync(CancellationToken cancellationToken) =>
        new(_own is { } own ? [new SiloReport(own.Silo, clock.GetElapsedTime(own.At), own.Figures)] : []);
}

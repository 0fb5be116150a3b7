using System.Collections.Immutable;

namespace Lert.Store;

/// <summary>A board on which every silo of a cell says how it is, for whoever wants the whole picture. Nothing rests on it.</summary>
public interface ISiloReports
{
    /// <summary>Replaces this silo's report. Those that are an hour old are taken down.</summary>
    ValueTask ReportAsync(string silo, ReadOnlyMemory<byte> figures, CancellationToken cancellationToken);

    ValueTask<ImmutableArray<SiloReport>> ReadReportsAsync(CancellationToken cancellationToken);
}

/// <param name="Silo">Its address with its generation.</param>
/// <param name="Age">How old it is, by the clock of the board.</param>
/// <param name="Figures">UTF-8 JSON; another version of the silo may know more or fewer fields.</param>
public sealed record SiloReport(string Silo, TimeSpan Age, ReadOnlyMemory<byte> Figures);

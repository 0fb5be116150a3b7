using Lert.Cli.Connection;
using Lert.Cli.Demo.Checks;
using Lert.Cli.Import;
using Lert.Domain.Legal;
using NodaTime;

namespace Lert.Cli.Demo;

/// <summary>What the demo is going to do, computed from the samples before anything starts.</summary>
internal sealed record DemoPlan
{
    /// <summary>How much calendar goes by before the first request and after the last grace: room for a slow machine.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(10);

    public required IReadOnlyList<ImportLine> Lines { get; init; }

    public required IReadOnlyList<ExpectedHold> Expected { get; init; }

    public required VirtualClock Clock { get; init; }

    /// <summary>When the silo is killed: while requests come in and holds fall due.</summary>
    public required DateTimeOffset KillAt { get; init; }

    /// <summary>When everything that is to end has ended, grace included.</summary>
    public required DateTimeOffset End { get; init; }

    public required int GraceDays { get; init; }

    /// <exception cref="UsageException">A file that cannot be sent, or that has no requests with instants.</exception>
    public static DemoPlan Of(string path, TimeSpan length, TimeSpan startup, DateTimeOffset killAt, int graceDays, TimeProvider wall)
    {
        var file = ImportFile.Read(path);
        if (file.Problems.Count > 0 || file.Lines.Count == 0 || file.Lines.Any(line => line.At is null))
        {
            throw new UsageException(file.Problems.Count > 0
                ? $"{path}({file.Problems[0].Number}): {file.Problems[0].Problem}"
                : $"{path}: every line needs its instant, \"at\"");
        }

        var expected = ExpectedHold.From(file.Lines);
        var lastRequest = file.Lines.Max(line => line.At!.Value);
        var lastEnd = expected.Where(hold => !hold.StaysLocked).Select(hold => hold.NotBefore).DefaultIfEmpty(lastRequest).Max();
        var free = LegalClock.Grace(Instant.FromDateTimeOffset(lastEnd > lastRequest ? lastEnd : lastRequest), graceDays).ToDateTimeOffset();
        var (start, end) = (file.Lines[0].At!.Value - Margin, free + Margin);
        // The calendar begins when the silo should be up; until then it stands before its start, where nothing happens.
        var clock = new VirtualClock(wall.GetUtcNow() + startup, start, (end - start) / length);
        return new() { Lines = file.Lines, Expected = expected, Clock = clock, KillAt = killAt, End = end, GraceDays = graceDays };
    }
}

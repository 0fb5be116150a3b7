using System.Text;
using Lert.V1;

namespace Lert.Cli.Demo.Checks;

/// <summary>What the checks look at in a line of the journal.</summary>
/// <param name="Position">Orders the whole journal.</param>
/// <param name="Actor">The key: the hold's or the account's id.</param>
/// <param name="Data">The event as JSON text.</param>
internal sealed record ActorLine(long Position, string Kind, string Actor, long Sequence, string Type, DateTimeOffset At, string By, string Data)
{
    private const string TimerSubject = "system:timer";

    public bool ByTimer => By == TimerSubject;

    public static ActorLine Of(JournalLine line) => new(
        line.Position, line.Kind, line.Key, line.Sequence, line.Type, line.At.ToDateTimeOffset(), line.By, Encoding.UTF8.GetString(line.Data.Span));

    /// <summary>Whether the event names this id: ids are long and unique, so the text tells.</summary>
    public bool Names(string id) => Data.Contains($"\"{id}\"", StringComparison.Ordinal);
}

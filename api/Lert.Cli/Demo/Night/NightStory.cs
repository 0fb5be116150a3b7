using System.Globalization;
using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console.Rendering;

namespace Lert.Cli.Demo.Night;

/// <summary>What was seen of the night from outside, and whether it went as it must.</summary>
internal sealed record NightStory
{
    /// <summary>D1: undecided for so long, the case pages again.</summary>
    private static readonly TimeSpan Undecided = TimeSpan.FromMinutes(30);

    /// <summary>What a request on its way at the moment of an answer may take: three real seconds of the demo's calendar, for the machine may be busy.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(3 * NightRun.Speed);

    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset KilledAt { get; init; }
    public required DateTimeOffset AcknowledgedAt { get; init; }

    /// <summary>When the case was over.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The first page of the case: an emergency came in.</summary>
    public required string Page { get; init; }

    /// <summary>Who had the case when it ended, and why.</summary>
    public required string Assignee { get; init; }

    public required string Because { get; init; }

    public required IReadOnlyList<JournalLine> Journal { get; init; }
    public required IReadOnlyList<Ring> Rings { get; init; }
    public required int Forged { get; init; }
    public required int? StopCode { get; init; }

    /// <summary>
    /// Each sentence is a promise that was not kept. None of them is about how long something took: a minute of this calendar is half a second of a machine that may
    /// have other things to do. That D1's minute is kept is a test on a clock that waits.
    /// </summary>
    public IEnumerable<string> Breaches()
    {
        var (ana, ben) = (RingsOf(NightDesk.Ana), RingsOf(NightDesk.Ben));
        if (ana.Count == 0 || (ben.Count > 0 && ana[0].At > ben[0].At))
        {
            yield return "who was on call was not the first to be told";
        }

        if (ben.Count == 0 || ben[0].At < OpenedAt + NightDesk.Step)
        {
            yield return "the second step did not wait for its time";
        }

        if (Quiet(AcknowledgedAt + OnItsWay, AcknowledgedAt + NightDesk.AcknowledgedFor) is { } early)
        {
            yield return $"{early.To} rang at {Moments.Text(early.At)} although somebody had acknowledged";
        }

        if (ana.Count < 2 || ana[1].At < AcknowledgedAt + NightDesk.AcknowledgedFor)
        {
            yield return "an acknowledgement with nothing done after it did not expire at its time";
        }

        if (Again is not { } again || again.At < OpenedAt + Undecided)
        {
            yield return $"the case did not page again when it was undecided after {Undecided.TotalMinutes:0} min";
        }

        if (Assignee != NightDesk.Ana)
        {
            yield return "the case did not go to whoever was on call";
        }

        if (Rings.FirstOrDefault(ring => ring.At > EndedAt + OnItsWay) is { } late)
        {
            yield return $"{late.To} rang at {Moments.Text(late.At)} although it was over";
        }

        if (Forged > 0)
        {
            yield return $"{Forged} deliveries came with a wrong signature";
        }

        foreach (var wanted in (string[])["case.clock-breached.v1", "page.opened.v1", "page.acknowledged.v1", "page.acknowledgement-expired.v1", "page.resolved.v1"])
        {
            if (Journal.All(line => line.Type != wanted))
            {
                yield return $"the journal does not have {wanted}";
            }
        }

        if (StopCode != 0)
        {
            yield return $"the silo of the night ended with {StopCode?.ToString(CultureInfo.InvariantCulture) ?? "a kill, because it did not stop when asked"}, not with 0";
        }
    }

    public IRenderable Table()
    {
        var (ana, ben) = (RingsOf(NightDesk.Ana), RingsOf(NightDesk.Ben));
        return Sheets.Fields(
            ("Emergency", $"{Moments.Text(OpenedAt)}, a Friday evening in Los Angeles"),
            ("On call", ana.Count == 0 ? "NOBODY WAS TOLD" : string.Create(CultureInfo.InvariantCulture, $"told after {(ana[0].At - OpenedAt).TotalSeconds:0} s ({(ana[0].At - OpenedAt).TotalSeconds / NightRun.Speed:0.0} s of real time), and sleeps")),
            ("Killed", $"the silo, with SIGKILL, {After(KilledAt)}"),
            ("Next one", ben.Count == 0 ? "NOBODY WAS TOLD" : $"told {After(ben[0].At)}; the step was due after {NightDesk.Step.TotalMinutes:0} min"),
            ("Case", Assignee.Length == 0 ? "NOBODY HAS IT" : $"{Assignee}: {Because}"),
            ("Acknowledged", $"{After(AcknowledgedAt)}; nobody was told for {NightDesk.AcknowledgedFor.TotalMinutes:0} min, and nothing was done"),
            ("Told again", ana.Count < 2 ? "NOBODY WAS TOLD" : After(ana[1].At)),
            ("Undecided", Again is { } again ? $"the case paged again {After(again.At)}" : "NOBODY WAS TOLD"),
            ("Over", $"{After(EndedAt)}: the case was withdrawn, and nobody was told after it"),
            ("Deliveries", $"{Rings.Count} signed requests for {Rings.DistinctBy(ring => ring.DeliveryId).Count()} deliveries"),
            ("Result", Breaches().Any() ? $"{Breaches().Count()} BREACHES" : "everything held"));
    }

    public object Json() => new
    {
        OpenedAt,
        KilledAt,
        AcknowledgedAt,
        EndedAt,
        Assignee,
        Because,
        Rings = Rings.Select(ring => new { ring.To, ring.At, ring.DeliveryId, ring.PageId }),
        Breaches = Breaches(),
    };

    private string After(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"after {(at - OpenedAt).TotalMinutes:0.0} min");

    /// <summary>The first ring of what the case had to say later.</summary>
    private Ring? Again => Rings.FirstOrDefault(ring => ring.PageId != Page);

    private Ring? Quiet(DateTimeOffset from, DateTimeOffset until) => Rings.FirstOrDefault(ring => ring.PageId == Page && ring.At > from && ring.At < until);

    /// <summary>Of the first page. Whoever gets one twice knows it by its id.</summary>
    private List<Ring> RingsOf(string person) => [.. Rings.Where(ring => ring.PageId == Page && ring.To == NightDesk.PhoneOf(person)).DistinctBy(ring => ring.DeliveryId)];
}

using System.Globalization;
using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console.Rendering;

namespace Lert.Cli.Demo.Night;

/// <summary>What was seen of the night from outside, and whether it went as it must.</summary>
internal sealed record NightStory
{
    /// <summary>D1: the first one is told within a minute.</summary>
    private static readonly TimeSpan FirstWithin = TimeSpan.FromSeconds(60);

    /// <summary>What a request on its way at the moment of an answer may take: a real second of the demo's calendar.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(NightRun.Speed);

    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset KilledAt { get; init; }
    public required DateTimeOffset AcknowledgedAt { get; init; }
    public required DateTimeOffset ResolvedAt { get; init; }
    public required IReadOnlyList<JournalLine> Journal { get; init; }
    public required IReadOnlyList<Ring> Rings { get; init; }
    public required int Forged { get; init; }
    public required int? StopCode { get; init; }

    /// <summary>Each sentence is a promise that was not kept.</summary>
    public IEnumerable<string> Breaches()
    {
        var (ana, ben) = (RingsOf(NightDesk.Ana), RingsOf(NightDesk.Ben));
        if (ana.Count == 0 || ana[0].At - OpenedAt > FirstWithin)
        {
            yield return $"who was on call was not told within {FirstWithin.TotalSeconds:0} s of the emergency";
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

        if (Quiet(ResolvedAt + OnItsWay, DateTimeOffset.MaxValue) is { } late)
        {
            yield return $"{late.To} rang at {Moments.Text(late.At)} although it was over";
        }

        if (Forged > 0)
        {
            yield return $"{Forged} deliveries came with a wrong signature";
        }

        foreach (var wanted in (string[])["page.opened.v1", "page.acknowledged.v1", "page.acknowledgement-expired.v1", "page.resolved.v1"])
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
            ("On call", ana.Count == 0 ? "NOBODY WAS TOLD" : $"told after {(ana[0].At - OpenedAt).TotalSeconds:0} s, and sleeps"),
            ("Killed", $"the silo, with SIGKILL, {After(KilledAt)}"),
            ("Next one", ben.Count == 0 ? "NOBODY WAS TOLD" : $"told {After(ben[0].At)}; the step was due after {NightDesk.Step.TotalMinutes:0} min"),
            ("Acknowledged", $"{After(AcknowledgedAt)}; nobody was told for {NightDesk.AcknowledgedFor.TotalMinutes:0} min, and nothing was done"),
            ("Told again", ana.Count < 2 ? "NOBODY WAS TOLD" : After(ana[1].At)),
            ("Resolved", $"{After(ResolvedAt)}, and nobody was told after it"),
            ("Deliveries", $"{Rings.Count} signed requests for {Rings.DistinctBy(ring => ring.DeliveryId).Count()} deliveries"),
            ("Result", Breaches().Any() ? $"{Breaches().Count()} BREACHES" : "everything held"));
    }

    public object Json() => new
    {
        OpenedAt,
        KilledAt,
        AcknowledgedAt,
        ResolvedAt,
        Rings = Rings.Select(ring => new { ring.To, ring.At, ring.DeliveryId }),
        Breaches = Breaches(),
    };

    private string After(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"after {(at - OpenedAt).TotalMinutes:0.0} min");

    private Ring? Quiet(DateTimeOffset from, DateTimeOffset until) => Rings.FirstOrDefault(ring => ring.At > from && ring.At < until);

    /// <summary>Whoever gets one twice knows it by its id.</summary>
    private List<Ring> RingsOf(string person) => [.. Rings.Where(ring => ring.To == NightDesk.PhoneOf(person)).DistinctBy(ring => ring.DeliveryId)];
}

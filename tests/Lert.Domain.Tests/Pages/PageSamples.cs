using System.Collections.Immutable;
using Lert.Domain.Pages;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;

namespace Lert.Domain.Tests.Pages;

/// <summary>Test data: the desk for child safety on the night of Saturday 2026-01-17. Ana is on call, Ben is her second, Lea leads, Hal is the last resort.</summary>
internal static class PageSamples
{
    public const string Desk = "us-r-child-safety";
    public const string Second = "us-r-second";
    public const string Ana = "us-u-ana";
    public const string Ben = "us-u-ben";
    public const string Lea = "us-u-lea";
    public const string Hal = "us-u-hal";

    public static PageCommand.Open Open { get; } = new(Desk, AlertKind.Emergency, Urgency.Emergency, "case/us-c-1", "An emergency request waits.");

    public static PageAlert Alert { get; } = new(Desk, AlertKind.Emergency, Urgency.High, "case/us-c-1", "An emergency request waits.", Some.Start, "system:case/us-c-1");

    public static EscalationPolicy Policy { get; } = new(
        [
            new EscalationStep([Desk], [], TimeSpan.FromMinutes(5)),
            new EscalationStep([Second], [], TimeSpan.FromMinutes(5)),
            new EscalationStep([], [Lea], TimeSpan.FromMinutes(10)),
        ],
        Repeats: 1,
        [Hal],
        BreakGlassEvery: TimeSpan.FromMinutes(5),
        AcknowledgedFor: TimeSpan.FromMinutes(30));

    public static ContactRule Device { get; } = new(ContactChannel.Webhook, "device", TimeSpan.Zero, Urgency.Normal);

    public static ContactRule Mailbox { get; } = new(ContactChannel.Mail, "mailbox", TimeSpan.FromMinutes(2), Urgency.Normal);

    public static ImmutableArray<EscalationPolicy> Policies { get; } =
    [
        Policy,
        Policy with { Steps = [], BreakGlass = [] },
        // Nobody should store such a one; a page must not fall silent or run hot over it.
        new(default, int.MinValue, default, TimeSpan.MinValue, TimeSpan.MaxValue),
    ];

    public static ImmutableArray<PageFacts?> Facts { get; } =
    [
        null,
        Night().Facts,
        Night().Facts with { Policy = new PolicyFact(null, true) },
        Night().Facts with { Policy = new PolicyFact(Policies[1], true) },
        Night().Facts with { Policy = new PolicyFact(Policies[2], true) },
        Night().Nobody(Desk).Facts,
        Night().OnCall(Desk, Ana, DateTimeOffset.MinValue).OnCall(Second, Ben, DateTimeOffset.MaxValue).Facts,
        (Night() with { Contacts = [] }).Facts,
    ];

    /// <summary>What the desk, the rotas and the people answer.</summary>
    public static World Night() => new World(new PolicyFact(Policy, true), [], [])
        .OnCall(Desk, Ana).OnCall(Second, Ben).Reachable(Ana, Device).Reachable(Ben, Device).Reachable(Lea, Device).Reachable(Hal, Device);

    public static Delivery Delivery(int number, string responder) =>
        new($"{Some.PageId}/{number}", responder, ContactChannel.Webhook, "device", Some.Start, Some.Start.AddSeconds(5), Offers: 1, Failed: 0);

    /// <summary>Everybody outside the page, as they would answer.</summary>
    internal sealed record World(PolicyFact? Policy, ImmutableArray<RotaFact> Rotas, ImmutableArray<ContactFact> Contacts)
    {
        public PageFacts Facts => new(Policy, Rotas, Contacts);

        public PageCommand.Tick Tick => new(Facts);

        public World OnCall(string rota, string? responder, DateTimeOffset? until = null) =>
            this with { Rotas = [.. Rotas.Where(known => known.Rota != rota), new RotaFact(rota, new OnCall(responder, until), true)] };

        public World Nobody(string rota) => OnCall(rota, null);

        public World Unread(string rota) => this with { Rotas = [.. Rotas.Where(known => known.Rota != rota), new RotaFact(rota, null, false)] };

        public World Reachable(string responder, params ContactRule[] rules) =>
            this with { Contacts = [.. Contacts.Where(known => known.Responder != responder), new ContactFact(responder, [.. rules], true)] };
    }
}

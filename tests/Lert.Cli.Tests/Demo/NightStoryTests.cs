using Lert.Cli.Demo.Night;
using Lert.V1;

namespace Lert.Cli.Tests.Demo;

/// <summary>A night that went as it must is called so, and each thing that must not happen is found.</summary>
public sealed class NightStoryTests
{
    private static readonly DateTimeOffset Opened = NightRun.Start.AddMinutes(1);
    private static readonly DateTimeOffset Acknowledged = Opened.AddMinutes(8);
    private static readonly DateTimeOffset Ended = Acknowledged.AddMinutes(31);

    private static NightStory Good { get; } = new()
    {
        OpenedAt = Opened,
        KilledAt = Opened.AddMinutes(1),
        AcknowledgedAt = Acknowledged,
        EndedAt = Ended,
        Page = "first",
        Assignee = NightDesk.Ana,
        Because = "ana on call, no open case.",
        Journal = [.. ((string[])["case.clock-breached.v1", "page.opened.v1", "page.acknowledged.v1", "page.acknowledgement-expired.v1", "page.resolved.v1"]).Select(type => new JournalLine { Type = type })],
        Rings = [Ring("a", NightDesk.Ana, Opened.AddSeconds(2)), Ring("b", NightDesk.Ben, Opened.AddMinutes(6)), Ring("c", NightDesk.Ana, Acknowledged.AddMinutes(30.1)), Undecided(Opened.AddMinutes(30))],
        Forged = 0,
        StopCode = 0,
    };

    [Fact]
    public void A_night_as_it_must_be_has_no_breach() => Assert.Empty(Good.Breaches());

    [Fact]
    public void The_same_delivery_twice_is_known_by_its_id() => Assert.Empty((Good with { Rings = [Good.Rings[0], .. Good.Rings] }).Breaches());

    public static TheoryData<string> Stories => [.. Broken.Keys];

    private static Dictionary<string, NightStory> Broken { get; } = new()
    {
        ["told after the next one"] = Good with { Rings = [Ring("a", NightDesk.Ana, Opened.AddMinutes(7)), .. Good.Rings.Skip(1)] },
        ["nobody told"] = Good with { Rings = [] },
        ["next one told early"] = Good with { Rings = [Good.Rings[0], Ring("b", NightDesk.Ben, Opened.AddMinutes(4.9)), .. Good.Rings.Skip(2)] },
        ["told after the acknowledgement"] = Good with { Rings = [.. Good.Rings, Ring("d", NightDesk.Lena, Acknowledged.AddMinutes(10))] },
        ["never told again"] = Good with { Rings = [.. Good.Rings.Take(2), Good.Rings[3]] },
        ["told after the end"] = Good with { Rings = [.. Good.Rings, Ring("d", NightDesk.Lena, Ended.AddMinutes(7))] },
        ["told of another page after the end"] = Good with { Rings = [.. Good.Rings, Undecided(Ended.AddMinutes(7))] },
        ["undecided and nobody told"] = Good with { Rings = [.. Good.Rings.Take(3)] },
        ["told too early that it is undecided"] = Good with { Rings = [.. Good.Rings.Take(3), Undecided(Opened.AddMinutes(29))] },
        ["nobody has the case"] = Good with { Assignee = "" },
        ["forged"] = Good with { Forged = 1 },
        ["not in the journal"] = Good with { Journal = [.. Good.Journal.Take(4)] },
        ["killed at the end"] = Good with { StopCode = null },
    };

    [Theory]
    [MemberData(nameof(Stories))]
    public void What_must_not_happen_is_found(string story) => Assert.NotEmpty(Broken[story].Breaches());

    private static Ring Undecided(DateTimeOffset at) => new("u", "second", NightDesk.PhoneOf(NightDesk.Ana), at);

    private static Ring Ring(string id, string person, DateTimeOffset at) => new(id, "first", NightDesk.PhoneOf(person), at);
}

using System.Collections.Immutable;
using System.Globalization;
using Lert.Grains;
using Lert.Grains.Holds;
using Orleans.Compat;
using Orleans.Wire.Tests.Contracts;

namespace Orleans.Wire.Tests.Format;

/// <summary>Bytes that silos of the last release send. A change here breaks a cluster that is being upgraded: add to the format, and do not change it.</summary>
[Trait("Stack", "compat")]
public sealed class GoldenTests
{
    private static readonly DateTimeOffset Instant = DateTimeOffset.Parse("2026-01-15T10:00:00+01:00", CultureInfo.InvariantCulture);

    public static TheoryData<string, string> Messages => new()
    {
        { "command", "2703106c6572742e686f6c642e657874656e64020900906cd81c54de08780a086c65747465722034" },
        { "stamp", "320203632d310a09757365723a6c65616410d8041a1d01021a020e6163636f756e74735b335d2e69640a08697320656d707479" },
        { "refusal", "320a30020b686f6c642e6c6f636b65640a0d4974206973206c6f636b65642e1201001a0f01020c020776657273696f6e0a0137" },
        { "numbers", "79000108011001180320ac0228d70430f0a20438ffffffffffffffffff0140ffffffffffffffffff014878550000c03f5900000000000004c062106e0000000000000000000000000002006880707210ffffffffffffffffffffffffffffffff7a1001000000000000000000000000000000820102ff00c00c0a" },
        { "shape", "220313746573742e73686170652e74616c6c2d626f780006040502017408080c020004" },
        { "many", "5e020502020161060a05020002000112040206000a1a0701020400020804220b01020800020a04010201783a030100044204010201714a0401020173520201025a1d01021a0311746573742e73686170652e636972636c6500020403020163" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Messages_are_written_as_ever_and_old_ones_are_read(string name, string hex)
    {
        (Type type, object value) = Sample(name);
        var trip = Trip.Of(type);
        Assert.Equal(hex, Convert.ToHexStringLower(trip.Write(value)));
        Structure.AssertSame(value, trip.Read(Convert.FromHexString(hex)));
    }

    [Theory]
    [InlineData("Execute", 0x3ce5ceeacdae8f6f)]
    [InlineData("Get", 0x0a09cf066cd452f4)]
    [InlineData("WhenSettled", 0xf0df4cc684b0709d)]
    [InlineData("Tick", 0xe56c7851f4a18e1d)]
    [InlineData("Deliver", 0x7f447d280330371b)]
    public void Methods_keep_their_numbers(string method, ulong wireId) =>
        Assert.Equal(wireId, Assert.Single(Calls.Manifests.Product.Interfaces.Single(entry => entry.Interface == typeof(IHoldGrain)).Calls, call => call.Method.Name == method).Method.WireId);

    [Fact]
    public void Failures_are_written_as_ever()
    {
        using var writer = new WireWriter();
        WireExceptions.Write(writer, new ActorFaultException(FaultKind.Busy, "later", TimeSpan.FromSeconds(1), new TimeoutException("why")));
        const string Golden = "4402106c6572742e6163746f722d6661756c740a056c617465721a20021753797374656d2e54696d656f7574457863657074696f6e0a037768792200220700060880dac409";
        Assert.Equal(Golden, Convert.ToHexStringLower(writer.Written));
        var reader = new WireReader(Convert.FromHexString(Golden), Calls.Manifests.Contracts);
        Assert.Equal(TimeSpan.FromSeconds(1), Assert.IsType<ActorFaultException>(WireExceptions.Read(ref reader)).RetryAfter);
    }

    private static (Type Type, object Value) Sample(string name) => name switch
    {
        "command" => (typeof(HoldCommand), new HoldCommand.Extend(Instant, "letter 4")),
        "stamp" => (typeof(CommandStamp), new CommandStamp("c-1", "user:lead", 300, [new("accounts[3].id", "is empty")])),
        "refusal" => (typeof(Reply<HoldView>), new Reply<HoldView>(null, new Refusal("hold.locked", "It is locked.", [], ImmutableDictionary<string, string>.Empty.Add("version", "7")))),
        "numbers" => (typeof(Numbers), new Numbers(true, 1, -1, -2, 300, -300, 70_000, long.MinValue, ulong.MaxValue, 'x', 1.5f, -2.5, 1.10m, (Half)0.5, -1, 1, 255, 5)),
        "shape" => (typeof(Shape), new Shape.TallBox("t", 2, 3) { Layer = 4 }),
        "many" => (typeof(Many), new Many(["a", null], [1, -1], [null, 5], [new(1, 2)], ImmutableDictionary<int, ImmutableArray<string>>.Empty.Add(1, ["x"]), null!, null!, [2], ["q"], ["s"], [1, 2], [new Shape.Circle("c", 1)])),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}

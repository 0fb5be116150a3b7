using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Numerics;
using Orleans.Runtime;
using Orleans.Wire.Tests.Contracts;

namespace Orleans.Wire.Tests.Format;

/// <summary>Every kind of member, at its edges.</summary>
[Trait("Stack", "compat")]
public sealed class ValueTests
{
    [Fact]
    public void Numbers_are_exact()
    {
        Same(new Numbers(true, 255, -128, short.MinValue, ushort.MaxValue, int.MinValue, uint.MaxValue, long.MinValue, ulong.MaxValue, '\uffff', float.NegativeInfinity, double.Epsilon,
            decimal.MinValue, Half.MaxValue, Int128.MinValue, UInt128.MaxValue, BigInteger.Pow(-7, 300), -1));
        Same(new Numbers(false, 0, 127, -1, 1, 64, 127, long.MaxValue, 1ul << 63, 'a', -0f, double.NaN, 1.0m, -Half.Epsilon, -1, 1, BigInteger.One, 0));
        Same(new Numbers(default, default, default, default, default, default, default, default, default, default, default, default, default, default, default, default, default, default));
    }

    [Fact]
    public void Zeros_keep_their_sign_and_their_digits()
    {
        var numbers = (Numbers)Again(new Numbers(default, default, default, default, default, default, default, default, default, default, -0f, -0d, 0.00m, default, default, default, default, default));
        Assert.True(float.IsNegative(numbers.Float));
        Assert.True(double.IsNegative(numbers.Double));
        Assert.Equal("0.00", numbers.Decimal.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Values_are_exact()
    {
        Same(new Values(
            "text", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), new(2026, 1, 2, 3, 4, 5, DateTimeKind.Local), DateTimeOffset.Parse("2026-01-15T10:00:00.1234567+05:45", CultureInfo.InvariantCulture),
            DateOnly.MaxValue, TimeOnly.MaxValue, TimeSpan.MinValue, new("a/b?c=%20", UriKind.Relative), new(1, 2, 3, 4), IPAddress.Parse("fe80::1%4"), GrainId.Create("hold", "us/1"),
            StreamId.Create("feed", "cell"), Colour.Other, Tiny.Most, Huge.Most, 0, (1, null), (1, 2, 3, 4, 5, 6, 7), new("k", -1), new(9)));
        Same(new Values(null, default, default, default, default, default, default, null, null, null, default, default, default, default, default, null, default, default, default, default));
        Same(new Values("", Guid.Empty, DateTime.MaxValue, DateTimeOffset.MaxValue, default, default, TimeSpan.MaxValue, new("https://lert.example/a"), new(0, 0), IPAddress.Parse("10.0.0.1"), default, StreamId.Create(null, "k"), (Colour)99,
            default, default, int.MaxValue, (0, ""), default, new(null!, 0), default));
    }

    [Fact]
    public void The_kind_of_a_date_and_time_is_kept()
    {
        foreach (DateTimeKind kind in Enum.GetValues<DateTimeKind>())
        {
            var values = (Values)Again(new Values(null, default, new(2026, 1, 2, 3, 4, 5, kind), default, default, default, default, null, null, null, default, default, default, default, default, null, default, default, default, default));
            Assert.Equal(kind, values.DateTime.Kind);
        }
    }

    [Fact]
    public void Collections_keep_their_order_their_gaps_and_whether_they_are_there()
    {
        Same(new Many(["a", null, ""], [0, -1, int.MaxValue], [1, null, 0], [new(1, 2), default], ImmutableDictionary<int, ImmutableArray<string>>.Empty.Add(0, ["x"]).Add(1, []).Add(2, default),
            ImmutableSortedDictionary<int, Point?>.Empty.Add(5, null).Add(-5, new Point(3, 4)), [Guid.Empty, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff")], [3, 1, 2], ["first", "second"],
            [.. new[] { "bottom", "top" }], [1, 2, 3], [new Shape.Circle("c", 1), null!, new Shape.TallBox("t", 2, 3)]));
        Same(new Many(default, default, default, null!, null!, null!, null!, null!, null!, null!, default, default));
        Same(new Many([], [], [], [], ImmutableDictionary<int, ImmutableArray<string>>.Empty, ImmutableSortedDictionary<int, Point?>.Empty, [], [], [], [], [], []));
    }

    [Fact]
    public void A_stack_has_the_same_top() => Assert.Equal("top", ((Many)Again(Empty with { Stack = ["bottom", "top"] })).Stack.Peek());

    [Fact]
    public void A_case_keeps_the_members_of_all_its_bases()
    {
        Same(Empty with { Shapes = [new Shape.Circle("a", 1) { Layer = 9 }, new Shape.Box("b", 2) { Layer = 8 }, new Shape.TallBox("c", 3, 4) { Layer = 7 }] });
        Structure.AssertSame(new Shape.TallBox("c", 3, 4) { Layer = 7 }, Trip.Of<Shape>().Read(Trip.Of<Shape>().Write(new Shape.TallBox("c", 3, 4) { Layer = 7 })));
        Structure.AssertSame(new Shape.TallBox("c", 3, 4), Trip.Of<Shape.Box>().Read(Trip.Of<Shape.Box>().Write(new Shape.TallBox("c", 3, 4))));
    }

    [Fact]
    public void What_no_constructor_takes_goes_into_its_field()
    {
        Assert.Equal("1 two 2026-01-15", ((Closed)Again(new Closed(1, "two", new(2026, 1, 15)))).Describe());
        Assert.Equal("a 7", ((ClosedOf<string>)Again(new ClosedOf<string>("a", 7))).Describe());
    }

    [Fact]
    public void Generic_hierarchies_travel()
    {
        var trip = Trip.Of<Outcome<string>>();
        Structure.AssertSame(new Outcome<string>.Good("v"), trip.Read(trip.Write(new Outcome<string>.Good("v"))));
        Structure.AssertSame(new Outcome<string>.Bad("w"), trip.Read(trip.Write(new Outcome<string>.Bad("w"))));
    }

    private static Many Empty => new(default, default, default, null!, null!, null!, null!, null!, null!, null!, default, default);

    private static object Again(object value)
    {
        var trip = Trip.Of(value.GetType());
        return trip.Read(trip.Write(value));
    }

    private static void Same(object value) => Structure.AssertSame(value, Again(value));
}

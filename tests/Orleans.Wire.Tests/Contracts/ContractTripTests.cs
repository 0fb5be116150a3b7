using FsCheck;
using FsCheck.Fluent;
using Lert.Grains;
using Lert.Grains.Holds;
using Orleans.Compat;

namespace Orleans.Wire.Tests.Contracts;

/// <summary>Whatever a contract type can hold comes back as it was.</summary>
[Trait("Stack", "compat")]
public sealed class ContractTripTests
{
    public static TheoryData<string> Names => ContractTypes.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_contract_comes_back_as_it_was(string name)
    {
        Type type = ContractTypes.Named(name);
        Travels(Trip.Of(type), type);
    }

    [Fact]
    public void All_contracts_of_the_product_are_among_them()
    {
        Assert.True(ContractTypes.All.Length > 40, $"only {ContractTypes.All.Length} were found");
        Assert.Contains(typeof(Reply<HoldView>), ContractTypes.All);
        Assert.Contains(typeof(HoldCommand), ContractTypes.All);
        Assert.Contains(typeof(HoldCommand.Release), ContractTypes.All);
    }

    [Fact]
    public void A_codec_that_loses_a_member_would_be_found() =>
        Assert.ThrowsAny<Exception>(() => Travels(new Trip<Snapshot, Forgetful>(), typeof(Snapshot)));

    private static void Travels(Trip trip, Type type) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
        {
            object value = new RandomValues(new Random(seed)).Make(type);
            byte[] bytes = trip.Write(value);
            object again = trip.Read(bytes);
            Structure.AssertSame(value, again);
            return trip.Write(again).Length == bytes.Length;
        }));

    private readonly struct Forgetful : IWireCodec<Snapshot>
    {
        public static WireKind Kind => WireKind.Bytes;

        public static bool IsDefault(Snapshot value) => value is null;

        public static void Write(WireWriter writer, Snapshot value) => writer.WriteString(value.Id);

        public static Snapshot Read(ref WireReader reader) => new(reader.ReadString(), "");
    }
}

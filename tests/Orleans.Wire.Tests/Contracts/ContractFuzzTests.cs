using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Grains.Journal;
using Orleans.Compat;

namespace Orleans.Wire.Tests.Contracts;

/// <summary>Damaged bytes are refused or mean something else; they never do harm.</summary>
[Trait("Stack", "compat")]
public sealed class ContractFuzzTests
{
    private const int Seed = 20260115;
    private const int MostDamaged = 200;
    private const long MostBytes = 4 << 20;

    public static TheoryData<string> Names => ContractTypes.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_truncation_and_every_flipped_bit_is_refused_or_read(string name)
    {
        Type type = ContractTypes.Named(name);
        var trip = Trip.Of(type);
        var values = new RandomValues(new Random(Seed));
        for (int sample = 0; sample < 4; sample++)
        {
            byte[] bytes = trip.Write(values.Make(type));
            byte[] damaged = bytes.Length <= MostDamaged ? bytes : bytes[..MostDamaged];
            for (int length = 0; length < damaged.Length; length++)
            {
                Assert.False(Survives(trip, damaged.AsSpan(0, length)), $"{length} of {bytes.Length} bytes were read as a whole");
            }

            for (int bit = 0; bit < damaged.Length * 8; bit++)
            {
                byte[] flipped = [.. bytes];
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                Survives(trip, flipped);
            }
        }
    }

    [Theory]
    [InlineData(typeof(HoldCommand))]
    [InlineData(typeof(Reply<HoldView>))]
    [InlineData(typeof(Refusal))]
    [InlineData(typeof(ChangePage<CaseView>))]
    [InlineData(typeof(JournalLine))]
    public void Random_bytes_are_refused_or_read(Type type)
    {
        var trip = Trip.Of(type);
        var random = new Random(Seed);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            if (i % 2 == 0)
            {
                // With an honest length the bytes behind it are looked at.
                bytes = bytes.Length > 127 ? bytes[..127] : bytes;
                bytes[0] = (byte)(bytes.Length - 1);
            }

            Survives(trip, bytes);
        }
    }

    [Fact]
    public void A_reader_that_failed_in_another_way_would_be_found() =>
        Assert.ThrowsAny<Exception>(() => Survives(new Trip<int, Careless>(), [1]));

    /// <summary>Whether it is read. It may be refused, in one way only, and may not ask for more memory than a small message deserves.</summary>
    private static bool Survives(Trip trip, ReadOnlySpan<byte> bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isRead = true;
        try
        {
            trip.Read(bytes);
        }
        catch (WireFormatException)
        {
            isRead = false;
        }

        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken < MostBytes, $"{bytes.Length} bytes took {taken:N0}");
        return isRead;
    }

    private readonly struct Careless : IWireCodec<int>
    {
        public static WireKind Kind => WireKind.Varint;

        public static bool IsDefault(int value) => value == 0;

        public static void Write(WireWriter writer, int value) => writer.WriteVarint((uint)value);

        public static int Read(ref WireReader reader) => throw new InvalidOperationException();
    }
}

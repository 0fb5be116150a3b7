using System.Collections.Immutable;
using Orleans.Compat;
using Orleans.Wire.Tests.Contracts;

namespace Orleans.Wire.Tests.Format;

/// <summary>What a message may not exceed, on both sides: nothing is sent that cannot be read.</summary>
[Trait("Stack", "compat")]
public sealed class BoundTests
{
    [Fact]
    public void Levels_are_bounded_when_writing_and_when_reading()
    {
        using var writer = new WireWriter();
        for (int level = 0; level < WireLimits.Depth; level++)
        {
            writer.Begin();
        }

        Assert.Throws<WireFormatException>(() => writer.Begin());

        // 200 messages inside each other, each with an honest length.
        byte[] bytes = [.. Enumerable.Range(0, 100).Select(level => (byte)(99 - level))];
        Assert.Throws<WireFormatException>(() => Descend(bytes));
    }

    [Fact]
    public void Elements_are_bounded_over_all_collections_of_a_message()
    {
        using var writer = new WireWriter();
        writer.WriteCount(WireLimits.Elements / 2);
        writer.WriteCount(WireLimits.Elements / 2);
        Assert.Throws<WireFormatException>(() => writer.WriteCount(1));
    }

    [Fact]
    public void A_collection_cannot_claim_more_elements_than_there_are_bytes()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<WireFormatException>(() => Trip<ImmutableArray<long>, ImmutableArrayCodec<long, Int64Codec>>.ReadOnly([6, 0xff, 0xff, 0x3f, 0, 0, 0]));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000);
    }

    [Fact]
    public void A_message_is_bounded_in_bytes()
    {
        using var writer = new WireWriter();
        writer.WriteRaw(new byte[WireLimits.Bytes]);
        Assert.Throws<WireFormatException>(() => writer.WriteRaw([1]));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        foreach (string text in new[] { "\ud800", "a\udc00b" })
        {
            using var writer = new WireWriter();
            Assert.Throws<WireFormatException>(() => writer.WriteString(text));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(41)]
    [InlineData(42)]
    [InlineData(43)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(5_461)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(2_097_152)]
    public void Text_of_every_length_is_read_as_written(int length)
    {
        foreach (char letter in "xß界")
        {
            using var writer = new WireWriter();
            string text = new(letter, length);
            writer.WriteString(text);
            writer.WriteVarint(5);
            var reader = new WireReader(writer.Written);
            Assert.Equal(text, reader.ReadString());
            Assert.Equal(5u, reader.ReadVarint());
        }
    }

    [Theory]
    [InlineData("80")]
    [InlineData("c3")]
    [InlineData("c0af")] // overlong
    [InlineData("eda080")] // half a surrogate pair
    [InlineData("f4908080")] // beyond the last character
    [InlineData("6180")]
    public void Bytes_that_are_no_text_are_refused_in_short_and_in_long(string hex)
    {
        foreach (int before in new[] { 0, 120, 124, 127, 128, 500 })
        {
            using var writer = new WireWriter();
            writer.WriteBytes([.. Enumerable.Repeat((byte)'a', before), .. Convert.FromHexString(hex)]);
            Assert.Throws<WireFormatException>(() => new WireReader(writer.Written).ReadString());
        }
    }

    [Fact]
    public void A_collection_with_a_comparer_of_its_own_is_refused()
    {
        var dictionary = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);
        Assert.Throws<WireFormatException>(() => Trip<ImmutableDictionary<string, string>, ImmutableDictionaryCodec<string, StringCodec, string, StringCodec>>.WriteOnly(dictionary));
        Assert.Throws<WireFormatException>(() => Trip<ImmutableHashSet<string>, ImmutableHashSetCodec<string, StringCodec>>.WriteOnly(ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("ffffffffffffffffff02")] // 65 bits
    [InlineData("8080808080808080808001")] // eleven bytes
    [InlineData("80")]
    [InlineData("")]
    public void A_number_of_too_many_bits_or_too_few_bytes_is_refused(string hex) => Assert.Throws<WireFormatException>(() => new WireReader(Convert.FromHexString(hex)).ReadVarint());

    [Fact]
    public void Numbers_of_every_length_are_read_as_written()
    {
        using var writer = new WireWriter();
        ulong[] numbers = [.. Enumerable.Range(0, 64).SelectMany(bit => new[] { (1ul << bit) - 1, 1ul << bit, (1ul << bit) + 1 }), ulong.MaxValue];
        foreach (ulong number in numbers)
        {
            writer.WriteVarint(number);
            writer.WriteZigZag((long)number);
        }

        var reader = new WireReader(writer.Written);
        foreach (ulong number in numbers)
        {
            Assert.Equal(number, reader.ReadVarint());
            Assert.Equal((long)number, reader.ReadZigZag());
        }
    }

    [Fact]
    public void A_writer_goes_back_to_where_it_was()
    {
        using var writer = new WireWriter();
        writer.WriteVarint(1);
        WireMark mark = writer.Save();
        writer.Begin();
        writer.WriteCount(10);
        writer.Restore(mark);
        Assert.Equal([1], writer.Written.ToArray());
        Assert.Equal(mark, writer.Save());
    }

    private static void Descend(byte[] bytes)
    {
        var reader = new WireReader(bytes);
        while (true)
        {
            reader.Begin();
        }
    }
}

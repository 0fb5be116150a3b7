using System.Collections.Immutable;
using Orleans.Compat;

namespace Orleans.Wire.Tests.Calls;

/// <summary>The request context travels with a call.</summary>
[Trait("Stack", "compat")]
public sealed class ContextTests
{
    [Fact]
    public void Values_of_plain_types_travel()
    {
        var context = new Dictionary<string, object>
        {
            ["text"] = "t", ["empty"] = "", ["truth"] = false, ["int"] = 0, ["long"] = -1L, ["double"] = 1.5, ["decimal"] = 1.10m, ["id"] = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
            ["at"] = DateTimeOffset.UnixEpoch, ["when"] = DateTime.UnixEpoch, ["span"] = TimeSpan.FromMinutes(1), ["bytes"] = ImmutableArray.Create<byte>(1, 2),
        }.ToImmutableDictionary();
        ImmutableDictionary<string, object> again = Trip(context)!;
        Assert.Equal(context.Count, again.Count);
        foreach ((string key, object value) in context)
        {
            Contracts.Structure.AssertSame(value, again[key], key);
        }
    }

    [Fact]
    public void No_context_is_one_byte_and_none()
    {
        using var writer = new WireWriter();
        RequestContextCodec.Write(writer, null);
        Assert.Equal(1, writer.Length);
        Assert.Null(Trip(null));
        Assert.Null(Trip(ImmutableDictionary<string, object>.Empty));
    }

    [Fact]
    public void A_value_of_another_type_is_refused_by_its_key()
    {
        var context = ImmutableDictionary<string, object>.Empty.Add("thing", new object());
        Assert.Contains("'thing'", Assert.Throws<WireFormatException>(() => Trip(context)).Message, StringComparison.Ordinal);
    }

    private static ImmutableDictionary<string, object>? Trip(ImmutableDictionary<string, object>? context)
    {
        using var writer = new WireWriter();
        RequestContextCodec.Write(writer, context);
        var reader = new WireReader(writer.Written);
        return RequestContextCodec.Read(ref reader);
    }
}

using System.Collections.Frozen;
using System.Reflection;
using Orleans.Compat;

namespace Orleans.Wire.Tests.Contracts;

/// <summary>A type's generated codec, found by reflection: only a test does that.</summary>
internal abstract class Trip
{
    private static readonly FrozenDictionary<Type, Type> Codecs = typeof(Lert.Grains.Holds.HoldView).Assembly.GetTypes().Concat(typeof(Trip).Assembly.GetTypes())
        .Where(type => type.IsValueType && type.Namespace == "OrleansGenerated")
        .ToFrozenDictionary(codec => codec.GetInterfaces().Single(@interface => @interface.IsGenericType).GetGenericArguments()[0] is { IsGenericType: true } generic ? generic.GetGenericTypeDefinition() : Contract(codec));

    public static Trip Of(Type contract) => (Trip)Activator.CreateInstance(typeof(Trip<,>).MakeGenericType(contract, CodecOf(contract)), nonPublic: true)!;

    public static Trip Of<T>() => Of(typeof(T));

    public abstract byte[] Write(object value);

    public abstract object Read(ReadOnlySpan<byte> bytes);

    private static Type Contract(Type codec) => codec.GetInterfaces().Single(@interface => @interface.IsGenericType).GetGenericArguments()[0];

    private static Type CodecOf(Type contract)
    {
        if (contract == typeof(string))
        {
            return typeof(StringCodec);
        }

        Type codec = Codecs[contract.IsGenericType ? contract.GetGenericTypeDefinition() : contract];
        return contract.IsGenericType ? codec.MakeGenericType([.. contract.GetGenericArguments().SelectMany(argument => new[] { argument, CodecOf(argument) })]) : codec;
    }
}

internal sealed class Trip<T, TCodec> : Trip
    where TCodec : struct, IWireCodec<T>
{
    public static byte[] WriteOnly(T value) => new Trip<T, TCodec>().Write(value!);

    public static T ReadOnly(ReadOnlySpan<byte> bytes) => (T)new Trip<T, TCodec>().Read(bytes);

    public override byte[] Write(object value)
    {
        using var writer = new WireWriter();
        TCodec.Write(writer, (T)value);
        return writer.Written.ToArray();
    }

    public override object Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        T value = TCodec.Read(ref reader);
        return reader.Remaining == 0 ? value! : throw new WireFormatException("Something is left.");
    }
}

using Orleans.Compat;

namespace Orleans.Runtime.Network;

/// <summary>A grain that is called over one connection: its identity, and where it was found last.</summary>
internal sealed class KnownGrain(byte[] bytes, GrainId id)
{
    internal byte[] Bytes { get; } = bytes;

    internal GrainId Id { get; } = id;

    internal ActivationContext? LastTarget { get; set; }
}

/// <summary>The grains that are called over one connection, by the bytes of their identity, so that most calls make no text of it. Forgets what is pushed out.</summary>
internal sealed class KnownGrains
{
    private const int Places = 4096;
    private readonly KnownGrain?[] _places = new KnownGrain?[Places];

    internal KnownGrain Find(ReadOnlySpan<byte> id)
    {
        var hash = new HashCode();
        hash.AddBytes(id);
        ref KnownGrain? place = ref _places[(uint)hash.ToHashCode() % Places];
        if (place is null || !id.SequenceEqual(place.Bytes))
        {
            place = new(id.ToArray(), RequestHeader.ReadId(id));
        }

        return place;
    }
}

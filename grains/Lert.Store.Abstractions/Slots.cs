namespace Lert.Store;

/// <summary>A contiguous part of the hash space that pumps divide among silos; both ends are included.</summary>
public readonly record struct Slots(int First, int Last)
{
    /// <summary>How many slots there are. Stored with every row, so it never changes.</summary>
    public const int Count = 256;

    public static Slots All => new(0, Count - 1);

    /// <summary>The slot of an actor: a hash of kind and key that is the same on every machine and in every version (FNV-1a).</summary>
    public static int Of(ActorId actor)
    {
        var hash = 2166136261u;
        foreach (var c in actor.Kind)
        {
            hash = (hash ^ c) * 16777619u;
        }

        hash = (hash ^ '/') * 16777619u;
        foreach (var c in actor.Key)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return (int)((hash ^ (hash >> 16)) % Count);
    }
}

namespace Orleans.Runtime.Network;

/// <summary>
/// Which silo has which grain under one view: of the active silos the one whose hash with the grain is highest (rendezvous hashing). Every silo
/// comes to the same answer by itself, and a silo that comes or goes moves only what it gains or leaves.
/// </summary>
internal sealed class PlacementView
{
    private readonly SiloAddress[] _silos;
    private readonly ulong[] _hashes;

    internal PlacementView(ClusterMembershipSnapshot view)
    {
        View = view;
        _silos = [.. view.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress).Order()];
        _hashes = [.. _silos.Select(Hash)];
    }

    internal ClusterMembershipSnapshot View { get; }

    /// <summary>In the order of their addresses.</summary>
    internal IReadOnlyList<SiloAddress> Silos => _silos;

    /// <summary>Null while no silo is active.</summary>
    internal SiloAddress? OwnerOf(GrainId grain) => IndexOfOwner(grain) is >= 0 and int index ? _silos[index] : null;

    /// <summary>The place in <see cref="Silos"/>; -1 while no silo is active.</summary>
    internal int IndexOfOwner(GrainId grain)
    {
        if (_silos.Length <= 1)
        {
            return _silos.Length - 1;
        }

        ulong key = Hash(grain);
        int best = 0;
        ulong highest = 0;
        for (int i = 0; i < _hashes.Length; i++)
        {
            ulong weight = Mix(key ^ _hashes[i]);
            if (weight > highest || i == 0)
            {
                (best, highest) = (i, weight);
            }
        }

        return best;
    }

    // The place and not the generation: a silo that restarts gets its grains back.
    private static ulong Hash(SiloAddress silo)
    {
        ulong hash = Offset;
        foreach (byte part in silo.Endpoint.Address.GetAddressBytes())
        {
            hash = (hash ^ part) * Prime;
        }

        return Mix((hash ^ (uint)silo.Endpoint.Port) * Prime);
    }

    private static ulong Hash(GrainId grain) => Mix(Add(Add(Offset, grain.Type.ToString()), grain.Key.ToString()));

    // FNV-1a over the characters, the same in every process; a mark between type and key.
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private static ulong Add(ulong hash, string text)
    {
        foreach (char character in text)
        {
            hash = (hash ^ character) * Prime;
        }

        return (hash ^ 0xFFFF) * Prime;
    }

    // The finalizer of MurmurHash3: every bit of the input reaches every bit of the output.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCD;
        value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53;
        return value ^ (value >> 33);
    }
}

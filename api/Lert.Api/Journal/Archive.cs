using Lert.Grains.Journal;
using Orleans;

namespace Lert.Api.Journal;

/// <summary>Where many actors are read at once.</summary>
internal static class Archive
{
    /// <summary>It holds no state: any key will do.</summary>
    private const string Key = "api";

    public static IArchiveGrain OpenArchive(this IGrainFactory grains) => grains.GetGrain<IArchiveGrain>(Key);
}

using Lert.Api.Errors;
using Lert.Grains.Journal;

namespace Lert.Api.Watching;

/// <summary>Where a watch begins.</summary>
internal static class WatchStart
{
    /// <summary>
    /// Now when nothing else is asked. A position after the end of the feed was handed out by another cell, or before a restore that lost it: a watch from
    /// there would be silent for ever, so it is refused.
    /// </summary>
    public static async Task<long> StartOfWatch(this IArchiveGrain archive, long? asked)
    {
        var end = await archive.ReadEnd();
        return asked <= end || asked is null
            ? asked ?? end
            : throw ApiError.Invalid("resume_token", "lies after the end of this cell's feed: list again, and watch from there").ToException();
    }
}

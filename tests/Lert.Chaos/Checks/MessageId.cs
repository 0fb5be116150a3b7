using System.Globalization;
using Lert.Store;

namespace Lert.Chaos.Checks;

/// <summary>The id of a message between actors: which commit it left with, and its place in it (<c>hold/us-h-…/7/0</c>).</summary>
internal readonly record struct MessageId(ActorId Sender, long Version, int Number)
{
    public (ActorId Sender, long Version)? Commit => (Sender, Version);

    /// <summary>Null for what is no message's id, such as a client's request id.</summary>
    public static MessageId? Parse(string? id) =>
        id?.Split('/') is [var kind, var key, var version, var number]
        && long.TryParse(version, CultureInfo.InvariantCulture, out var at)
        && int.TryParse(number, CultureInfo.InvariantCulture, out var place)
            ? new MessageId(new ActorId(kind, key), at, place)
            : null;
}

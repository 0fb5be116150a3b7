using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Grains.Actors;
using Lert.Store;

namespace Lert.Grains.Cases;

/// <summary>
/// The case that a message came from, as it is stored by now. Messages may overtake each other on their way, and each is taken once: where a case takes back what it
/// said, and says it again, its last word to arrive need not be the last that it said. So whoever is told asks what it says now.
/// </summary>
internal static class SayingCase
{
    private static readonly string Prefix = Machinery.Of($"{ActorKinds.Case}/");

    /// <summary>The key and the state; null where a person or another actor says it, or where there is no such case.</summary>
    /// <exception cref="DataLossException">The case is damaged.</exception>
    /// <exception cref="NewerReleaseException">The case is of a newer release.</exception>
    public static async ValueTask<(string Key, CaseState State)?> ReadAsync(ActorServices services, Moment moment)
    {
        if (!moment.By.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var key = moment.By[Prefix.Length..];
        if (await services.Store.LoadAsync(new ActorId(ActorKinds.Case, key), CancellationToken.None) is not { } stored)
        {
            return null;
        }

        NewerReleaseException.ThrowIfNewer(stored, CaseDecider.Format);
        return (key, ActorJson.Read<CaseState>(stored.State.Span));
    }
}

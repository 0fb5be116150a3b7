using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Pages;

namespace Lert.Domain.Rotas;

/// <summary>
/// Whom a gap wakes: the desk's own people by their policy for gaps, without hurry, because nobody is missing yet. Once for each gap, however often it is looked at,
/// and all gaps of a desk in one page.
/// </summary>
internal static class RotaPages
{
    public static ImmutableArray<Outgoing> Of(string key, RotaState before, RotaState after) => (before.Gap, after.Gap) switch
    {
        (not null, null) => [new Outgoing.ToPage(PageOf(key), new PageCommand.Resolve("there is no gap any more"))],
        // One under way begins anew with every look, and one that goes on for ever ends where the look did.
        (var old, { } gap) when old?.Start != gap.Start && old?.End != gap.End => [new Outgoing.ToPage(
            PageOf(key), new PageCommand.Open(key, AlertKind.RotaGap, Urgency.Normal, $"rota/{key}", "In the next 30 days there is a time at which nobody is on call for this desk."))],
        _ => [],
    };

    private static string PageOf(string key) => ActorKey.PageOf(ActorKey.RegionOf(key), $"{key}/gap");
}

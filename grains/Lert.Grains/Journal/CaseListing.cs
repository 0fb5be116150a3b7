using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Store;

namespace Lert.Grains.Journal;

/// <summary>A page of cases from the lists that they stand in.</summary>
internal static class CaseListing
{
    /// <summary>What the store reads at once.</summary>
    private const int MostRows = 1_000;

    public static async Task<Page<CaseView>> ReadAsync(IActorStore store, CaseQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (columns, (names, beside, marks)) = (query.Columns, CaseLists.Ask(query));
        if (names.IsEmpty)
        {
            return new Page<CaseView>([], null);
        }

        var after = columns is { ByDue: true, AfterKey: { } place } && DuePlace.TryParse(place, out var due) ? due : null;
        var ask = new ListsQuery
        {
            Kind = ActorKinds.Case,
            Lists = names,
            Beside = beside,
            Marks = marks,
            Regime = columns.Regime,
            DueBefore = columns.DueBefore,
            ByDue = columns.ByDue,
            AfterDueAt = after?.DueAt,
            AfterKey = after?.Key ?? columns.AfterKey,
            // One more than asked for tells whether there is another page. Where the store gives no more, a full page may be followed by an empty one.
            Limit = Math.Min(columns.Limit + 1, MostRows),
        };
        var rows = await store.QueryListsAsync(ask, CancellationToken.None);
        var page = rows[..Math.Min(rows.Length, columns.Limit)];
        return new Page<CaseView>([.. page.Select(row => View(row, query)).OfType<CaseView>()], rows.Length < ask.Limit ? null : Place(page[^1], ask.ByDue));
    }

    private static string Place(StoredActor last, bool byDue) => byDue ? new DuePlace(last.Search.DueAt!.Value, last.Actor.Key).ToString() : last.Actor.Key;

    private static CaseView? View(StoredActor stored, CaseQuery query)
    {
        NewerReleaseException.ThrowIfNewer(stored, CaseDecider.Format);
        var state = ActorJson.Read<CaseState>(stored.State.Span);
        return CaseLists.Matches(stored.Actor.Key, state, query) ? CaseDecider.View(stored.Actor.Key, stored.Version, state) : null;
    }
}

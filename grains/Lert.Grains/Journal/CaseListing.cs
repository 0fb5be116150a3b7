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

    /// <summary>How many of one person's cases are read in all for one page where they are asked for by desk.</summary>
    private const int MostSifted = 2_000;

    public static async Task<Page<CaseView>> ReadAsync(IActorStore store, CaseQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (columns, (names, marks)) = (query.Columns, CaseLists.Ask(query));
        if (names.IsEmpty)
        {
            return new Page<CaseView>([], null);
        }

        var after = columns is { ByDue: true, AfterKey: { } place } && DuePlace.TryParse(place, out var due) ? due : null;
        var ask = new ListsQuery
        {
            Kind = ActorKinds.Case,
            Lists = names,
            Marks = marks,
            Regime = columns.Regime,
            DueBefore = columns.DueBefore,
            ByDue = columns.ByDue,
            AfterDueAt = after?.DueAt,
            AfterKey = after?.Key ?? columns.AfterKey,
            // One more than asked for tells whether there is another page. Where the store gives no more, a full page may be followed by an empty one.
            Limit = Math.Min(columns.Limit + 1, MostRows),
        };
        var found = ImmutableArray.CreateBuilder<CaseView>();
        for (var read = 0; read < MostSifted; read += ask.Limit)
        {
            var rows = await store.QueryListsAsync(ask, CancellationToken.None);
            for (var number = 0; number < rows.Length; number++)
            {
                ask = ask with { AfterKey = rows[number].Actor.Key, AfterDueAt = ask.ByDue ? rows[number].Search.DueAt : null };
                if (View(rows[number], query) is { } view)
                {
                    found.Add(view);
                }

                if (found.Count == columns.Limit)
                {
                    return new Page<CaseView>(found.ToImmutable(), number == rows.Length - 1 && rows.Length < ask.Limit ? null : Place(ask));
                }
            }

            if (rows.Length < ask.Limit)
            {
                return new Page<CaseView>(found.ToImmutable(), null);
            }
        }

        // Past the bound it is given short, with where to go on.
        return new Page<CaseView>(found.ToImmutable(), Place(ask));
    }

    private static string? Place(ListsQuery last) => last.AfterDueAt is { } due ? new DuePlace(due, last.AfterKey!).ToString() : last.AfterKey;

    private static CaseView? View(StoredActor stored, CaseQuery query)
    {
        NewerReleaseException.ThrowIfNewer(stored, CaseDecider.Format);
        var state = ActorJson.Read<CaseState>(stored.State.Span);
        return CaseLists.Matches(stored.Actor.Key, state, query) ? CaseDecider.View(stored.Actor.Key, stored.Version, state) : null;
    }
}

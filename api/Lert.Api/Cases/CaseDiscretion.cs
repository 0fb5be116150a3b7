using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lert.Api.Identity;
using Lert.Api.Journal;
using Lert.Grains.Holds;
using Lert.Grains.Journal;
using Orleans;

namespace Lert.Api.Cases;

/// <summary>
/// What belongs to a restricted case is hidden with it: its holds, and the pages about it. The store is asked who may see a case, once for one that is not restricted:
/// it never will be. Of one that is, every time, because its list grows.
/// </summary>
internal sealed class CaseDiscretion(IGrainFactory grains)
{
    /// <summary>How often the store is read for one page of a list.</summary>
    private const int MostRounds = 20;

    /// <summary>Past this many it forgets, and asks again.</summary>
    private const int MostKnown = 20_000;

    private readonly ConcurrentDictionary<string, byte> _unrestricted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _holdsOfThem = new(StringComparer.Ordinal);

    /// <summary>
    /// A hold stays with its case. So one of a case that is not restricted is read for this once, and not before each command: that would cost as much as the command.
    /// </summary>
    public async ValueTask<bool> MaySeeHold(string holdId, Caller caller)
    {
        if (CaseVisibility.SeesAll(caller) || _holdsOfThem.ContainsKey(holdId))
        {
            return true;
        }

        if (await grains.GetGrain<IHoldGrain>(holdId).Get() is not { Order.CaseId: var caseId })
        {
            return true;
        }

        var may = await MaySee(caseId, caller);
        if (_unrestricted.ContainsKey(caseId))
        {
            if (_holdsOfThem.Count > MostKnown)
            {
                _holdsOfThem.Clear();
            }

            _holdsOfThem.TryAdd(holdId, 0);
        }

        return may;
    }

    /// <param name="caseId">Null for what belongs to no case.</param>
    public async ValueTask<bool> MaySee(string? caseId, Caller caller) =>
        caseId is null || CaseVisibility.SeesAll(caller) || _unrestricted.ContainsKey(caseId) || !(await Hidden([caseId], caller)).Contains(caseId);

    /// <summary>Those of these cases that the caller may not see.</summary>
    public async ValueTask<HashSet<string>> Hidden(IEnumerable<string> cases, Caller caller)
    {
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        ImmutableArray<string> unknown = CaseVisibility.SeesAll(caller) ? [] : [.. cases.Where(id => !_unrestricted.ContainsKey(id)).Distinct(StringComparer.Ordinal)];
        if (unknown.IsEmpty)
        {
            return hidden;
        }

        if (_unrestricted.Count > MostKnown)
        {
            _unrestricted.Clear();
        }

        foreach (var audience in await grains.OpenArchive().ReadAudiences(unknown))
        {
            if (!audience.IsRestricted)
            {
                _unrestricted.TryAdd(audience.CaseId, 0);
            }
            else if (!audience.Access.Contains(caller.Subject))
            {
                hidden.Add(audience.CaseId);
            }
        }

        return hidden;
    }

    /// <summary>A page of what the caller may see. That may take several readings; past a bound it is given short, with where to go on.</summary>
    /// <param name="caseOf">The case that something belongs to; null for none.</param>
    public async Task<Page<TView>> List<TView>(
        ListQuery query, Caller caller, Func<ListQuery, Task<Page<TView>>> read, Func<TView, string?> caseOf, Func<TView, string> keyOf)
        where TView : class
    {
        var found = ImmutableArray.CreateBuilder<TView>();
        for (var round = 0; round < MostRounds; round++)
        {
            var page = await read(query);
            var hidden = await Hidden(page.Items.Select(caseOf).OfType<string>(), caller);
            foreach (var view in page.Items.Where(view => caseOf(view) is not { } of || !hidden.Contains(of)))
            {
                found.Add(view);
                if (found.Count == query.Limit)
                {
                    return new Page<TView>(found.ToImmutable(), page.NextKey is null && view == page.Items[^1] ? null : keyOf(view));
                }
            }

            if (page.NextKey is not { } next)
            {
                return new Page<TView>(found.ToImmutable(), null);
            }

            query = query with { AfterKey = next };
        }

        return new Page<TView>(found.ToImmutable(), query.AfterKey);
    }
}

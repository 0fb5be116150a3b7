using System.Collections.Immutable;
using Lert.Grains.Responders;

namespace Lert.Domain.Responders;

/// <summary>What each event makes of a responder, and what is forgotten with it.</summary>
internal static class ResponderFolding
{
    /// <summary>How far back load is fair.</summary>
    public const int FairDays = 90;

    private const int MostSpans = 200;
    private const int MostPages = 50;
    private const int MostOverrides = 50;

    /// <summary>For the person's own record; whether a page met a session takes two days of them.</summary>
    private static readonly TimeSpan SpansKept = TimeSpan.FromDays(8);

    private static readonly TimeSpan PagesKept = TimeSpan.FromDays(2);

    public static ResponderState Fold(ResponderState state, ResponderEvent happened) => happened switch
    {
        ResponderEvent.ProfilePut put => state with { Profile = put.Profile },
        ResponderEvent.DayCarried { Viewed: var carried } => state with
        {
            Days = Mark(state.Days, carried.Day, day => day.Viewed < carried.Viewed ? day with { Viewed = carried.Viewed } : day),
        },
        ResponderEvent.ContactRulesPut put => state with { Contacts = put.Rules },
        ResponderEvent.WentOnDuty duty => state with
        {
            DutyUntil = duty.Until, Days = Mark(state.Days, duty.Day, day => day),
        },
        ResponderEvent.WentOffDuty => state with { DutyUntil = null },
        ResponderEvent.ViewingStarted started => state with
        {
            Sessions = started.Number,
            Session = new OpenSession(
                started.Number, started.CaseId, started.Severe, started.At, started.RegularUntil, started.AllowedUntil, started.LeaseUntil, started.RowBefore),
        },
        ResponderEvent.ViewingExtended extended => state with { Session = state.Session is { } open ? open with { LeaseUntil = extended.LeaseUntil } : null },
        ResponderEvent.ViewingEnded ended => Ended(state, ended),
        ResponderEvent.BreakTaken taken => state with { BreakUntil = taken.Until },
        ResponderEvent.BreakEnded => state with { BreakUntil = null },
        ResponderEvent.OptedOut opted => state with { OptedOutAt = opted.At },
        ResponderEvent.OptedIn => state with { OptedOutAt = null },
        ResponderEvent.CaseTaken taken => Taken(state, taken),
        ResponderEvent.CaseDeclined => state,
        ResponderEvent.CaseReleased released => state with { Cases = state.Cases.Remove(released.CaseId) },
        ResponderEvent.CapOverridden overridden => Overridden(state, overridden.Override),
        ResponderEvent.Paged paged => state with
        {
            Pages = Recent(
                state.Pages.RemoveAll(known => known.PageId == paged.PageId).Add(new PagedSpan(paged.PageId, paged.From, paged.Until)), page => page.Until, PagesKept, MostPages),
            // The same page once more only moves its end.
            Days = state.Pages.Any(known => known.PageId == paged.PageId) ? state.Days : Mark(state.Days, paged.Day, day => day with { Pages = day.Pages + 1 }),
        },
        ResponderEvent.RestStarted rest => state with { RestUntil = rest.Until },
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    private static ResponderState Ended(ResponderState state, ResponderEvent.ViewingEnded ended)
    {
        var days = ended.Days.Aggregate(state.Days, (known, part) => Mark(known, part.Day, day => day with { Viewed = day.Viewed + part.Viewed }));
        return state with
        {
            Session = null,
            Row = new ViewingRow(ended.Row, ended.Until),
            LastViewed = new LastCase(ended.CaseId, ended.Severe, ended.Until),
            Recent = Coalesced(Recent(
                state.Recent.Add(new ViewedSpan(ended.CaseId, ended.Severe, ended.From, ended.Until)), span => span.Until, SpansKept, int.MaxValue)),
            Days = days,
            Cases = state.Cases.TryGetValue(ended.CaseId, out var taken)
                ? state.Cases.SetItem(ended.CaseId, taken with { Viewed = taken.Viewed + (ended.Until - ended.From) })
                : state.Cases,
            Overrides = Spend(state.Overrides, ended),
        };
    }

    private static ResponderState Taken(ResponderState state, ResponderEvent.CaseTaken taken) => state.Cases.TryGetValue(taken.CaseId, out var known)
        // Asked for again: only the number of the question is new.
        ? state with { Cases = state.Cases.SetItem(taken.CaseId, known with { Attempt = taken.Attempt }) }
        : state with
        {
            Cases = state.Cases.SetItem(taken.CaseId, new TakenCase(taken.Attempt, taken.EstimateMinutes, taken.Severe, taken.At, TimeSpan.Zero)),
            LastTaken = new LastCase(taken.CaseId, taken.Severe, taken.At),
            Days = Mark(state.Days, taken.Day, day => day with { Cases = day.Cases + 1, SevereCases = day.SevereCases + (taken.Severe ? 1 : 0) }),
        };

    private static ResponderState Overridden(ResponderState state, CapOverride granted)
    {
        var overrides = Recent(state.Overrides.Add(granted), known => known.At, SpansKept, MostOverrides);
        if (state.Session is not { } open || open.CaseId != granted.CaseId)
        {
            return state with { Overrides = overrides };
        }

        var longer = open.AllowedUntil + granted.Granted;
        var allowed = longer < granted.Until ? longer : granted.Until;
        return state with { Overrides = overrides, Session = open with { AllowedUntil = allowed > open.AllowedUntil ? allowed : open.AllowedUntil } };
    }

    /// <summary>What went beyond the caps is taken from what leads allowed for that case, the oldest first.</summary>
    private static ImmutableArray<CapOverride> Spend(ImmutableArray<CapOverride> overrides, ResponderEvent.ViewingEnded ended)
    {
        var left = ended.Overrun;
        return
        [
            .. overrides.Select(known =>
            {
                if (known.CaseId != ended.CaseId || left <= TimeSpan.Zero)
                {
                    return known;
                }

                var free = known.Granted - known.Used;
                var spent = left < free ? left : free;
                left -= spent;
                return known with { Used = known.Used + spent };
            }),
        ];
    }

    private static ImmutableArray<ExposureDay> Mark(ImmutableArray<ExposureDay> days, DateOnly date, Func<ExposureDay, ExposureDay> change)
    {
        var at = days.FirstOrDefault(known => known.Day == date) ?? new ExposureDay(date, TimeSpan.Zero, 0, 0, 0, Worked: true);
        var newest = days.IsEmpty || days[^1].Day < date ? date : days[^1].Day;
        return
        [
            .. days.Where(known => known.Day != date).Append(change(at) with { Worked = true })
                .Where(known => newest.DayNumber - known.Day.DayNumber < FairDays).OrderBy(known => known.Day),
        ];
    }

    /// <summary>Those that ended not long before the newest, in the order of their ends, and of them the last so many.</summary>
    private static ImmutableArray<T> Recent<T>(ImmutableArray<T> all, Func<T, DateTimeOffset> until, TimeSpan kept, int most)
    {
        var newest = all.Max(until);
        return [.. all.Where(one => newest - until(one) < kept).OrderBy(until).TakeLast(most)];
    }

    /// <summary>
    /// Where there are too many, the two oldest become one that covers both: what was looked at then counts for more and never for less, and a page that
    /// met one of them still meets it.
    /// </summary>
    private static ImmutableArray<ViewedSpan> Coalesced(ImmutableArray<ViewedSpan> spans) => spans.Length <= MostSpans
        ? spans
        : [new ViewedSpan(spans[1].CaseId, spans[0].Severe || spans[1].Severe, Earlier(spans[0].From, spans[1].From), spans[1].Until), .. spans[2..]];

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

using System.Collections.Immutable;
using Lert.Grains.Responders;

namespace Lert.Domain.Responders;

/// <summary>How much a person has looked at, and for how long they still may.</summary>
internal static class ExposureRules
{
    /// <summary>Less than this is nothing: nobody opens material for seconds.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    /// <summary>What was looked at on a date, the open session up to <paramref name="at"/> included.</summary>
    public static TimeSpan OnDay(ResponderState state, DateOnly day, DateTimeOffset at) =>
        Sum(state, at, known => known == day);

    /// <summary>The same from a date's Monday to its Sunday.</summary>
    public static TimeSpan InWeekOf(ResponderState state, DateOnly day, DateTimeOffset at) =>
        PersonalCalendar.WeekOf(day) is var week ? Sum(state, at, known => PersonalCalendar.WeekOf(known) == week) : default;

    /// <summary>What was looked at without a proper break before <paramref name="at"/>.</summary>
    public static TimeSpan InRow(ResponderState state, DateTimeOffset at, WellnessPolicy policy) => state switch
    {
        { Session: { } open } => open.RowBefore + Elapsed(open, at),
        { Row: { } row } when at - row.Until < policy.Break => row.Viewed,
        _ => TimeSpan.Zero,
    };

    /// <summary>What the cases that they have will still ask of them.</summary>
    public static TimeSpan Promised(ResponderState state) => state.Cases.Values.Aggregate(TimeSpan.Zero, (sum, taken) => sum + taken.Promised);

    /// <summary>Until when they are on a break: one that they took, or the one that ends a full row. Null when they are not.</summary>
    public static DateTimeOffset? BreakUntil(ResponderState state, DateTimeOffset at, WellnessPolicy policy)
    {
        var taken = state.BreakUntil > at ? state.BreakUntil : null;
        var due = state is { Session: null, Row: { } row } && InRow(state, at, policy) > policy.RowCap - Least ? row.Until + policy.Break : (DateTimeOffset?)null;
        return taken > due || due is null ? taken : due;
    }

    public static DateTimeOffset? RestUntil(ResponderState state, DateTimeOffset at) => state.RestUntil > at ? state.RestUntil : null;

    /// <summary>The severe case that came last, after which no other may come yet.</summary>
    public static string? SevereLast(LastCase? last, DateTimeOffset at, WellnessPolicy policy) =>
        last is { Severe: true } && at - last.At < policy.SevereApart ? last.CaseId : null;

    /// <summary>
    /// Until when the day's, the week's and the row's cap let somebody look who begins now with no session open. Where a day or a week ends meanwhile, the next
    /// one's cap goes on.
    /// </summary>
    public static DateTimeOffset CappedUntil(ResponderState state, DateTimeOffset at, WellnessPolicy policy)
    {
        var row = policy.RowCap - InRow(state, at, policy);
        var end = row > TimeSpan.Zero ? at + row : at;
        var weeks = new Dictionary<DateOnly, TimeSpan>();
        foreach (var (day, from, until) in new PersonalCalendar(state.Profile).Split(at, end))
        {
            var week = PersonalCalendar.WeekOf(day);
            var weekUsed = InWeekOf(state, day, at) + weeks.GetValueOrDefault(week);
            var left = Smaller(policy.DayCap - OnDay(state, day, at), policy.WeekCap - weekUsed);
            if (left < until - from)
            {
                return left > TimeSpan.Zero ? from + left : from;
            }

            weeks[week] = weeks.GetValueOrDefault(week) + (until - from);
        }

        return end;
    }

    /// <summary>What leads allowed beyond the caps for a case and is not used yet, and until when it is good.</summary>
    public static (TimeSpan Left, DateTimeOffset Until) Granted(ResponderState state, string caseId, DateTimeOffset at)
    {
        var good = state.Overrides.Where(known => known.CaseId == caseId && known.Until > at && known.Granted > known.Used).ToImmutableArray();
        return good.IsEmpty ? (TimeSpan.Zero, at) : (good.Aggregate(TimeSpan.Zero, (sum, known) => sum + (known.Granted - known.Used)), good.Max(known => known.Until));
    }

    public static Fitness FitnessOf(string key, ResponderState state, DateTimeOffset at, WellnessPolicy policy)
    {
        var today = new PersonalCalendar(state.Profile).DayOf(at);
        var promised = Promised(state);
        var last = state.LastViewed is { } viewed && !(viewed.At < state.LastTaken?.At) ? viewed : state.LastTaken;
        return new Fitness(
            key,
            state.Profile!,
            state.DutyUntil > at,
            state.OptedOutAt is not null,
            RestUntil(state, at),
            BreakUntil(state, at, policy),
            Positive(policy.DayCap - OnDay(state, today, at) - promised),
            Positive(policy.WeekCap - InWeekOf(state, today, at) - promised),
            SevereLast(last, at, policy),
            state.Cases.Count,
            LoadOf(state, today));
    }

    public static ExposureView ViewOf(string key, long version, ResponderState state, DateTimeOffset at, WellnessPolicy policy)
    {
        var today = new PersonalCalendar(state.Profile).DayOf(at);
        var promised = Promised(state);
        return new ExposureView(
            key,
            version,
            at,
            state.Profile!.Zone,
            new ExposureAmount(OnDay(state, today, at), promised, policy.DayCap),
            new ExposureAmount(InWeekOf(state, today, at), promised, policy.WeekCap),
            new ExposureAmount(InRow(state, at, policy), TimeSpan.Zero, policy.RowCap),
            BreakUntil(state, at, policy),
            RestUntil(state, at),
            state.OptedOutAt is not null,
            state.Session is { } open && open.EndsAt > at ? ResponderDecider.ViewOf(open) : null,
            state.Recent,
            state.Days,
            state.Overrides);
    }

    /// <summary>In hundredths per day of work; of at least ten days, so that a first day weighs no more than a tenth.</summary>
    private static int LoadOf(ResponderState state, DateOnly today)
    {
        const int FewestDays = 10;
        var days = state.Days.Where(day => day.Worked && today.DayNumber - day.Day.DayNumber is >= 0 and < ResponderFolding.FairDays).ToImmutableArray();
        return 100 * days.Sum(day => day.Cases + day.SevereCases + day.Pages) / Math.Max(days.Length, FewestDays);
    }

    private static TimeSpan Sum(ResponderState state, DateTimeOffset at, Func<DateOnly, bool> counts)
    {
        var ended = state.Days.Where(day => counts(day.Day)).Aggregate(TimeSpan.Zero, (sum, day) => sum + day.Viewed);
        return state.Session is { } open
            ? new PersonalCalendar(state.Profile).Split(open.StartedAt, Earlier(at, open.EndsAt))
                .Where(part => counts(part.Day)).Aggregate(ended, (sum, part) => sum + (part.Until - part.From))
            : ended;
    }

    private static TimeSpan Elapsed(OpenSession open, DateTimeOffset at) => Positive(Earlier(at, open.EndsAt) - open.StartedAt);

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

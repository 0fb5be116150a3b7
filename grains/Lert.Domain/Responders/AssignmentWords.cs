using System.Collections.Immutable;
using System.Globalization;
using Lert.Grains.Responders;

namespace Lert.Domain.Responders;

/// <summary>
/// The sentences of an assignment. Each comes twice: for others, who learn whether there is room and never how much, and for the person and the wellness role,
/// who may read minutes and hours.
/// </summary>
internal static class AssignmentWords
{
    public static string For(AssignmentNeed need, Fitness fitness) => Sentence(need, fitness, need.EstimateMinutes > 0 ? "room for it today" : null);

    public static string OwnFor(AssignmentNeed need, Fitness fitness) =>
        Sentence(need, fitness, string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(AssignmentRules.Left(fitness).TotalMinutes)} min of exposure left"));

    public static string Against(Unfit why, Fitness fitness) => why switch
    {
        Unfit.OtherRegion => "works for other regions",
        Unfit.OtherDesk => "works for other desks",
        Unfit.NotCleared => "is not cleared for it",
        Unfit.OffDuty => "is neither on duty nor on call",
        Unfit.TooManyCases => $"has {fitness.OpenCases} open cases, as many as one person may",
        _ => "is not available for it",
    };

    public static string OwnAgainst(Unfit why, AssignmentNeed need, Fitness fitness)
    {
        var calendar = new PersonalCalendar(fitness.Profile);
        return why switch
        {
            Unfit.OptedOut => "opted out of severe material",
            Unfit.Resting => $"rests until {calendar.Clock(fitness.RestUntil!.Value)}, was woken and saw something",
            Unfit.OnBreak => $"is on a break until {calendar.Clock(fitness.BreakUntil!.Value)}",
            Unfit.DayCap => $"has {Minutes(fitness.DayLeft)} of the day left, and the case takes {need.EstimateMinutes} min",
            Unfit.WeekCap => $"has {Minutes(fitness.WeekLeft)} of the week left, and the case takes {need.EstimateMinutes} min",
            Unfit.SevereInARow => "had a severe case last; one of another kind comes first",
            _ => Against(why, fitness),
        };
    }

    public static string Chosen(AssignmentNeed need, Fitness best)
    {
        var lacking = need.Languages.Where(language => !best.Profile.Languages.Contains(language)).ToImmutableArray();
        var fallback = need.Languages.IsEmpty || lacking.IsEmpty ? ""
            : lacking.Length == need.Languages.Length ? $"Nobody who can take it speaks {LanguageNames.List(lacking, "or")}. "
            : $"Nobody who can take it speaks all of {LanguageNames.List(need.Languages, "and")}. ";
        return $"{fallback}{best.Profile.DisplayName} {For(need, best)}.";
    }

    public static string Nobody(ImmutableArray<UnavailableReason> reasons)
    {
        var counts = reasons.GroupBy(reason => reason).OrderBy(group => group.Key).Select(group => $"{group.Count()} {Word(group.Key)}").ToImmutableArray();
        return counts.IsEmpty ? "Nobody is registered who could be asked." : $"Nobody can take it: {string.Join(", ", counts)}.";

        static string Word(UnavailableReason reason) => reason switch
        {
            UnavailableReason.OffDuty => "neither on duty nor on call",
            UnavailableReason.NotQualified => "of another region or desk or not cleared",
            UnavailableReason.Busy => "with as many cases as one person may have",
            _ => "not available",
        };
    }

    private static string Sentence(AssignmentNeed need, Fitness fitness, string? exposure)
    {
        var spoken = need.Languages.Where(fitness.Profile.Languages.Contains).ToImmutableArray();
        var had = need.Skills.Where(fitness.Profile.Skills.Contains).ToImmutableArray();
        string?[] parts =
        [
            !spoken.IsEmpty ? $"speaks {LanguageNames.List(spoken, "and")}" : need.Languages.IsEmpty ? null : $"does not speak {LanguageNames.List(need.Languages, "or")}",
            !had.IsEmpty ? $"has {string.Join(" and ", had)}" : need.Skills.IsEmpty ? null : $"lacks {string.Join(" and ", need.Skills)}",
            fitness.IsOnDuty ? "on duty" : "on call",
            fitness.OpenCases switch { 0 => "no open case", 1 => "1 open case", var many => $"{many} open cases" },
            exposure,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    private static string Minutes(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(span.TotalMinutes)} min");
}

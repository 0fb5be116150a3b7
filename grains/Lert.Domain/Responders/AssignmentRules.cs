using System.Collections.Immutable;
using Lert.Grains;
using Lert.Grains.Responders;

namespace Lert.Domain.Responders;

/// <summary>Who gets a case. Some things bar a person; among those who are left the best comes first, and every place in the order has its reason.</summary>
public static class AssignmentRules
{
    /// <summary>The longest that anybody may estimate, in minutes.</summary>
    public const int LongestEstimate = 480;

    /// <summary>Why they cannot take it; null when they can. Where several things stand against it, one that no lead can lift is named first.</summary>
    public static Unfit? Judge(AssignmentNeed need, Fitness fitness, WellnessPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(need);
        ArgumentNullException.ThrowIfNull(fitness);
        ArgumentNullException.ThrowIfNull(policy);
        var (profile, estimate) = (fitness.Profile, TimeSpan.FromMinutes(need.EstimateMinutes));
        return fitness switch
        {
            _ when !profile.Regions.Contains(ActorKey.RegionOf(need.CaseId)) => Unfit.OtherRegion,
            { IsOnCall: false } when need.Desk is { } desk && !profile.Desks.Contains(desk) => Unfit.OtherDesk,
            _ when profile.Clearance < need.Clearance => Unfit.NotCleared,
            { IsOnDuty: false, IsOnCall: false } => Unfit.OffDuty,
            _ when fitness.OpenCases >= policy.MostOpenCases => Unfit.TooManyCases,
            { OptedOut: true } when need.Severe => Unfit.OptedOut,
            { RestUntil: not null } => Unfit.Resting,
            { BreakUntil: not null } => Unfit.OnBreak,
            _ when estimate > fitness.DayLeft => Unfit.DayCap,
            _ when estimate > fitness.WeekLeft => Unfit.WeekCap,
            { LastSevereCase: { } last } when need.Severe && last != need.CaseId => Unfit.SevereInARow,
            _ => null,
        };
    }

    /// <summary>Whether a lead may say that it does not count this once. Never an opt-out, and never what they are not cleared for.</summary>
    public static bool CanLift(Unfit why) => why is Unfit.Resting or Unfit.OnBreak or Unfit.DayCap or Unfit.WeekCap or Unfit.SevereInARow;

    /// <summary>What others may know of it.</summary>
    public static UnavailableReason Coarse(Unfit? why) => why switch
    {
        null => UnavailableReason.Unspecified,
        Unfit.OtherRegion or Unfit.OtherDesk or Unfit.NotCleared => UnavailableReason.NotQualified,
        Unfit.OffDuty => UnavailableReason.OffDuty,
        Unfit.TooManyCases => UnavailableReason.Busy,
        _ => UnavailableReason.Protected,
    };

    /// <summary>
    /// Everybody, the best first: who speaks more of the languages and has more of the skills, who is at work rather than woken for it, who carried less in the
    /// last 90 days, has fewer open cases and more hours of exposure left. Where nobody speaks the language the best without it is chosen, and it says so.
    /// The order of the candidates does not matter.
    /// </summary>
    public static Ranking Choose(AssignmentNeed need, ImmutableArray<Fitness> candidates, WellnessPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(need);
        var judged = candidates.Select(fitness => (Fitness: fitness, Why: Judge(need, fitness, policy))).ToImmutableArray();
        var fit = judged.Where(one => one.Why is null)
            .OrderByDescending(one => Matches(need.Languages, one.Fitness.Profile.Languages))
            .ThenByDescending(one => Matches(need.Skills, one.Fitness.Profile.Skills))
            .ThenByDescending(one => one.Fitness.IsOnDuty)
            .ThenBy(one => one.Fitness.Load)
            .ThenBy(one => one.Fitness.OpenCases)
            // By the hour: the order of two names must not tell the minutes of either.
            .ThenByDescending(one => HoursLeft(one.Fitness))
            .ThenBy(one => one.Fitness.ResponderId, StringComparer.Ordinal)
            .ToImmutableArray();
        var rest = judged.Where(one => one.Why is not null).OrderBy(one => Coarse(one.Why)).ThenBy(one => one.Fitness.ResponderId, StringComparer.Ordinal);
        return new Ranking(
            fit.IsEmpty ? null : fit[0].Fitness.ResponderId,
            fit.IsEmpty ? AssignmentWords.Nobody([.. judged.Select(one => Coarse(one.Why))]) : AssignmentWords.Chosen(need, fit[0].Fitness),
            [
                .. fit.Concat(rest).Select(one => new RankedCandidate(
                    one.Fitness.ResponderId,
                    one.Fitness.Profile.DisplayName,
                    Coarse(one.Why),
                    one.Why is { } why ? AssignmentWords.Against(why, one.Fitness) : AssignmentWords.For(need, one.Fitness),
                    one.Why is { } own ? AssignmentWords.OwnAgainst(own, need, one.Fitness) : AssignmentWords.OwnFor(need, one.Fitness))),
            ]);
    }

    internal static int Matches(ImmutableArray<string> wanted, ImmutableArray<string> had) => wanted.Count(had.Contains);

    internal static TimeSpan Left(Fitness fitness) => fitness.DayLeft < fitness.WeekLeft ? fitness.DayLeft : fitness.WeekLeft;

    private static int HoursLeft(Fitness fitness) => (int)Left(fitness).TotalHours;
}

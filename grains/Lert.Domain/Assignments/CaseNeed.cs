using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Responders;
using Lert.Grains.Cases;
using Lert.Grains.Responders;

namespace Lert.Domain.Assignments;

/// <summary>Whether a case needs somebody, and whom.</summary>
internal static class CaseNeed
{
    private const int EstimateStep = 10;

    /// <summary>
    /// From triage on a person works on it; on an emergency from its receipt on. What only keeps data runs by itself, and whoever has it at its end keeps it until
    /// it is closed.
    /// </summary>
    public static bool IsThere(CaseState state) => CanBeGiven(state) && state.Desk.Length > 0 && state.Status switch
    {
        CaseStatus.Received => state.Request!.Kind.IsEmergency(),
        CaseStatus.Preserved or CaseStatus.Delivered or CaseStatus.Acknowledged => false,
        _ => state.Request!.Kind is not (CaseKind.Preservation or CaseKind.CyberTip),
    };

    /// <summary>Whether somebody may have it at all.</summary>
    public static bool CanBeGiven(CaseState state) => state.Exists && !IsOver(state);

    public static bool IsOver(CaseState state) => state.ClosedAt is not null || state.Status is CaseStatus.Closed or CaseStatus.Rejected or CaseStatus.Withdrawn or CaseStatus.Duplicate;

    /// <summary>What it asks of whoever takes it.</summary>
    public static AssignmentNeed Of(string key, CaseState state, Rules rules)
    {
        var said = state.Said;
        return new AssignmentNeed(
            key,
            state.Desk.Length > 0 ? state.Desk : null,
            ProfileRules.IsLanguage(said.Language.ToLowerInvariant()) ? [said.Language.ToLowerInvariant()] : [],
            rules.Intake.Find(state.Request!.Kind)?.Skills ?? [],
            said.IsSevere ? Clearance.ChildSafety : state.IsRestricted ? Clearance.Restricted : Clearance.Standard,
            // In the steps of all estimates: an answer to each number would count down what somebody has left.
            Math.Clamp((said.ExposureMinutes + EstimateStep - 1) / EstimateStep * EstimateStep, 0, AssignmentRules.LongestEstimate),
            said.IsSevere);
    }
}

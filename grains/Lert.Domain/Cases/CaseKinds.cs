using Lert.Grains.Cases;

namespace Lert.Domain.Cases;

/// <summary>What several kinds of case have in common.</summary>
internal static class CaseKinds
{
    /// <summary>Somebody may be in danger now.</summary>
    public static bool IsEmergency(this CaseKind kind) => kind is CaseKind.Emergency or CaseKind.ThreatReport;

    /// <summary>Nobody asked: it is we who report. It has no requester, and nothing in common with others' requests.</summary>
    public static bool IsOurOwn(this CaseKind kind) => kind is CaseKind.CyberTip or CaseKind.ThreatReport;
}

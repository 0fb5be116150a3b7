namespace Lert.Domain.Clocks;

/// <summary>The promises of our own. A legal clock goes by the id of its regime.</summary>
internal static class ClockIds
{
    /// <summary>Within how long a kind of request is answered.</summary>
    public const string Answer = "policy-answer";

    /// <summary>How soon an emergency is decided.</summary>
    public const string EmergencyDecision = "policy-emergency-decision";

    /// <summary>How soon another person reviews what one approved alone.</summary>
    public const string BreakGlassReview = "policy-break-glass-review";

    /// <summary>When the process is expected that follows an emergency.</summary>
    public const string FollowUp = "policy-follow-up";

    /// <summary>How long process may be challenged on comity.</summary>
    public const string Comity = "us-2703h";
}

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

    /// <summary>How soon a notice that is due is given.</summary>
    public const string Notice = "policy-notice";

    private const string SilencePrefix = "silence-";
    private const string ReviewPrefix = "silence-review-";

    /// <summary>When an order of silence ends.</summary>
    public static string Silence(string order) => $"{SilencePrefix}{order}";

    /// <summary>When an order of silence without an end is looked at again. Each review has a clock of its own, for a breach of one is not undone by the next.</summary>
    public static string SilenceReview(string order, int reviews) => $"{ReviewPrefix}{order}-{reviews + 1}";

    /// <summary>It runs to the end of an order: nothing was missed when it is there.</summary>
    public static bool EndsSilence(string id) => id.StartsWith(SilencePrefix, StringComparison.Ordinal) && !id.StartsWith(ReviewPrefix, StringComparison.Ordinal);

    /// <summary>It goes by orders, reviews and notices, and by nothing else that the case does.</summary>
    public static bool IsOfNotice(string id) => id == Notice || id.StartsWith(SilencePrefix, StringComparison.Ordinal);

    /// <summary>How long process may be challenged on comity.</summary>
    public const string Comity = "us-2703h";
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using Lert.Domain.Rulebooks;

namespace Lert.Domain.Requesters;

/// <summary>When who asks gives reason for doubt: <c>requester-policy.json</c>, checked. Immutable.</summary>
/// <param name="Emergencies">More of one officer than this within <paramref name="Window"/> are too many.</param>
/// <param name="RecallBefore">How long before an identity was compromised its cases are recalled.</param>
/// <param name="RecallDesk">The desk whose people hear of a recall; its rota is <c>us-r-DESK</c>.</param>
/// <param name="Threshold">From this score on two people approve.</param>
/// <param name="NewOfficerCases">Up to how many earlier cases an officer who is not verified is new.</param>
/// <param name="ManyTargets">From how many accounts on a request asks for many.</param>
/// <param name="Weights">One for each of <see cref="FraudCodes"/>.</param>
public sealed record RequesterPolicy(
    string Edition,
    int Emergencies,
    TimeSpan Window,
    TimeSpan RecallBefore,
    string RecallDesk,
    int Threshold,
    int NewOfficerCases,
    int ManyTargets,
    FrozenDictionary<string, int> Weights)
{
    private static readonly Lazy<RequesterPolicy> First = new(() => Load(RulesFile.BuiltIn("Requesters.requester-policy.json")).Required());

    /// <summary>The edition and a digest of the file's text.</summary>
    public string Version { get; init; } = Edition;

    /// <summary>The first edition, as it ships.</summary>
    public static RequesterPolicy BuiltIn => First.Value;

    /// <summary>Reads and checks a policy: whatever is wrong, all of it is reported.</summary>
    /// <param name="text">The file, as JSON in which comments are allowed.</param>
    public static Loaded<RequesterPolicy> Load(string text) => RequesterPolicyFile.Read(text);
}

/// <summary>The reasons for doubt that a score is made of.</summary>
public static class FraudCodes
{
    public const string NewOfficer = "new-officer";
    public const string NumberOnlyInRequest = "number-only-in-request";
    public const string ManyTargets = "many-targets";
    public const string Minor = "minor";
    public const string Seal = "seal";
    public const string Style = "style";
    public const string UnusualPlace = "unusual-place";

    public static ImmutableArray<string> All { get; } = [NewOfficer, NumberOnlyInRequest, ManyTargets, Minor, Seal, Style, UnusualPlace];
}

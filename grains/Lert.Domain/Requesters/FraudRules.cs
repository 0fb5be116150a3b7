using System.Collections.Immutable;
using Lert.Domain.Intake;
using Lert.Grains.Cases;
using Lert.Grains.Requesters;

namespace Lert.Domain.Requesters;

/// <summary>What speaks against a request being what it says. A pure function of what it says and of what the directory knows; it decides nothing.</summary>
public static class FraudRules
{
    public static FraudScore Score(CaseIntake? intake, RequesterAnswer answer, RequesterPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(policy);
        var reasons = Reasons(intake ?? IntakeFields.Nothing, answer, policy)
            .Select(reason => new FraudReason(reason.Code, policy.Weights[reason.Code], reason.Sentence))
            .Where(reason => reason.Weight > 0)
            .ToImmutableArray();
        return new FraudScore(reasons.Sum(reason => reason.Weight), policy.Threshold, reasons);
    }

    private static IEnumerable<(string Code, string Sentence)> Reasons(CaseIntake intake, RequesterAnswer answer, RequesterPolicy policy)
    {
        if (!answer.IsVerified && answer.EarlierCases <= policy.NewOfficerCases)
        {
            yield return (FraudCodes.NewOfficer, answer.EarlierCases == 0 ? "nobody has heard of the officer before" : $"the officer is not verified, and has asked {answer.EarlierCases} times before");
        }

        if (intake.ContactNumber.Length > 0 && !answer.IsNumberKnown)
        {
            yield return (FraudCodes.NumberOnlyInRequest, "the number in the request is not one of the directory");
        }

        var targets = intake.Items.SelectMany(ScopeRules.Accounts).Distinct(StringComparer.Ordinal).Count();
        if (targets >= policy.ManyTargets)
        {
            yield return (FraudCodes.ManyTargets, $"it asks about {targets} accounts");
        }

        if (intake.SpecialTargets.Contains(SpecialTarget.Minor))
        {
            yield return (FraudCodes.Minor, "it is about a minor");
        }

        if (intake.Has(RequestAnomaly.Seal))
        {
            yield return (FraudCodes.Seal, "seal or signature are not as that authority's are");
        }

        if (intake.Has(RequestAnomaly.Style))
        {
            yield return (FraudCodes.Style, "wording or form are not as that authority's are");
        }

        var elsewhere = answer.Country.Length > 0 && intake.Country.Length > 0 && !answer.Country.Equals(intake.Country, StringComparison.OrdinalIgnoreCase);
        if (elsewhere || intake.Has(RequestAnomaly.Place))
        {
            yield return (FraudCodes.UnusualPlace, elsewhere ? $"it speaks for {intake.Country}, and the agency is of {answer.Country}" : "it came from where that authority is not");
        }
    }
}

using System.Collections.Frozen;
using Lert.Grains.Cases;

namespace Lert.Domain.Intake;

/// <summary>The fields that a kind may make mandatory, by their names in the request, and whether an intake has them.</summary>
internal static class IntakeFields
{
    public static FrozenDictionary<string, Func<CaseIntake, bool>> All { get; } = new Dictionary<string, Func<CaseIntake, bool>>
    {
        ["entity"] = intake => intake.Entity.Length > 0,
        ["issuing_authority"] = intake => intake.IssuingAuthority.Length > 0,
        ["signed_by"] = intake => intake.SignedBy.Length > 0,
        ["order_date"] = intake => intake.OrderDate is not null,
        ["offence"] = intake => intake.Offence.Length > 0,
        ["legal_basis"] = intake => intake.LegalBasis.Length > 0,
        ["country"] = intake => intake.Country.Length > 0,
        ["danger"] = intake => intake.Danger.Length > 0,
        ["certificate"] = intake => intake.Certificate.Length > 0,
        ["related_report"] = intake => intake.RelatedReport.Length > 0,
        ["content_location"] = intake => intake.ContentLocation.Length > 0,
        ["contact_number"] = intake => intake.ContactNumber.Length > 0,
        ["items"] = intake => !intake.Items.IsDefaultOrEmpty,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>An intake that says nothing.</summary>
    public static CaseIntake Nothing { get; } = new("", "", "", null, "", "", "", "", "", "", "", "", false, "", "", "", [], [], [], false, 0);
}

using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;

namespace Lert.Domain.Intake;

/// <summary>What must be right about a typed request in any state: its basis, its mandatory fields, its items.</summary>
internal static class IntakeRules
{
    /// <summary>A request for more is split by its requester.</summary>
    public const int MaxItems = 200;

    /// <summary>The process that this kind of request runs on under this regime; null when it cannot stand on it.</summary>
    public static string? ProcessOf(CaseCommand.Open open, Rules rules)
    {
        if (rules.Intake.Find(open.Kind) is not { } kind)
        {
            return null;
        }

        // A foreign request under an agreement reaches what the agreement lets it reach.
        var process = kind.Bases.GetValueOrDefault(open.Regime.Length == 0 ? IntakeBook.NoRegime : open.Regime);
        return process == "foreign" && open.Intake is { Agreement.Length: > 0 } ? "agreement" : process;
    }

    public static IEnumerable<FieldViolation> Validate(string key, CaseCommand.Open open, Rules rules)
    {
        if (rules.Intake.Find(open.Kind) is not { } kind)
        {
            return [new("kind", "is no kind that we know")];
        }

        var intake = open.Intake ?? IntakeFields.Nothing;
        return
        [
            .. Basis(kind, open, rules),
            .. kind.Requires.Where(field => !IntakeFields.All[field](intake)).Select(field => new FieldViolation(field, $"is required for a request of kind {IntakeFile.Word(open.Kind)}")),
            .. Words(intake, rules.Intake),
            .. open.Kind == CaseKind.ThreatReport ? Addressee(open.Agency, intake.Country, rules.Intake) : [],
            .. intake.Items.SelectMany((item, i) => Item($"items[{i}]", item)),
            .. intake.ServedOnHolds.Select((hold, i) => (hold, i)).Where(served => ActorKey.RegionOf(served.hold) != ActorKey.RegionOf(key))
                .Select(served => new FieldViolation($"served_on_holds[{served.i}]", "is not at home where this case is")),
        ];
    }

    private static IEnumerable<FieldViolation> Basis(RequestKind kind, CaseCommand.Open open, Rules rules)
    {
        var known = kind.Bases.Keys.Where(basis => basis != IntakeBook.NoRegime).Order(StringComparer.Ordinal).ToImmutableArray();
        if (open.Regime.Length == 0)
        {
            if (!kind.Bases.ContainsKey(IntakeBook.NoRegime))
            {
                yield return new("regime", $"is required: {string.Join(", ", known)}");
            }
        }
        else if (!rules.Regimes.TryGet(open.Regime, out _))
        {
            yield return new("regime", $"is no regime that we know; a request of this kind stands on {string.Join(", ", known)}");
        }
        else if (!kind.Bases.ContainsKey(open.Regime))
        {
            yield return new("regime", $"a request of this kind does not stand on '{open.Regime}', but on {(known.IsEmpty ? "none" : string.Join(", ", known))}");
        }
    }

    private static IEnumerable<FieldViolation> Words(CaseIntake intake, IntakeBook book)
    {
        if (intake.Entity.Length > 0 && !book.Entities.Contains(intake.Entity))
        {
            yield return new("entity", $"is none of ours: {string.Join(", ", book.Entities)}");
        }

        if (intake.Agreement.Length > 0 && !book.Agreements.Contains(intake.Agreement))
        {
            yield return new("agreement", $"is none that we know: {string.Join(", ", book.Agreements)}");
        }

        if (!intake.SpecialTargets.IsEmpty && intake.SeniorReviewer.Length == 0)
        {
            yield return new("senior_reviewer", "is required where somebody special is concerned");
        }

        if (intake.Items.Length > MaxItems)
        {
            yield return new("items", $"are {intake.Items.Length}; at most {MaxItems} fit into one case");
        }

        if (intake.ExposureMinutes is < 0 or > 10_000)
        {
            yield return new("exposure_minutes", "must lie from 0 to 10,000");
        }
    }

    /// <summary>A threat to life goes to an authority that can act where somebody is in danger.</summary>
    private static IEnumerable<FieldViolation> Addressee(string agency, string country, IntakeBook book)
    {
        var right = book.AuthoritiesOf(country);
        if (agency.Length > 0 && !right.Names.Contains(agency, StringComparer.OrdinalIgnoreCase))
        {
            yield return new(
                "agency", $"is not whom a threat {(right.Country.Length == 0 ? "in a country that is unknown or not ours to know" : $"in {right.Country}")} is reported to: {string.Join(" or ", right.Names)} ({right.Source})");
        }
    }

    private static IEnumerable<FieldViolation> Item(string path, ScopeItem item)
    {
        if (item.Category == DataCategory.Unspecified || !Enum.IsDefined(item.Category))
        {
            yield return new($"{path}.category", "is required");
        }

        if (item.AccountId.Length == 0 == (item.Handle.Length == 0))
        {
            yield return new($"{path}.account_id", "either the account or a handle is named");
        }
        else if (item.Handle.Length > 0 && item.UsedBy.IsEmpty)
        {
            yield return new($"{path}.used_by", "is required with a handle: who used it in that time");
        }

        if (item.From > item.Until)
        {
            yield return new($"{path}.until", "is before its beginning");
        }
    }
}

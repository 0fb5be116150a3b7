using System.Collections.Immutable;
using System.Globalization;
using Lert.Api.Input;
using Lert.Grains.Cases;
using V1 = Lert.V1;

namespace Lert.Api.Cases;

/// <summary>Reads what a typed request says. What is mandatory is for the rules to say; what is wrong in itself is found here.</summary>
internal static class CaseIntakeReading
{
    /// <summary>Items, hold ids and the like in one request. The rules allow fewer and say so.</summary>
    private const int MostRows = 1_000;

    public static CaseIntake? Intake(this RequestCheck check, string field, V1.CaseIntake? intake)
    {
        if (intake is null)
        {
            return null;
        }

        if (intake.Items.Count > MostRows || intake.ServedOnHolds.Count > MostRows || intake.SpecialTargets.Count > MostRows || intake.Anomalies.Count > MostRows)
        {
            check.Add(field, $"has a list of more than {MostRows}");
            return null;
        }

        string Name(string name, string value) => check.Optional(name, value, Limits.Name) ?? "";
        string Prose(string name, string value) => check.Optional(name, value, Limits.Prose) ?? "";
        string Code(string name, string value) => check.Optional(name, value, Limits.Code) ?? "";
        foreach (var (target, i) in intake.SpecialTargets.Select((target, i) => (target, i)))
        {
            check.OneOf($"special_targets[{i}]", target);
        }

        foreach (var (anomaly, i) in intake.Anomalies.Select((anomaly, i) => (anomaly, i)))
        {
            check.OneOf($"anomalies[{i}]", anomaly);
        }

        return new CaseIntake(
            Code("entity", intake.Entity),
            Name("issuing_authority", intake.IssuingAuthority),
            Name("signed_by", intake.SignedBy),
            check.OptionalDate("order_date", intake.OrderDate),
            Name("offence", intake.Offence),
            Name("legal_basis", intake.LegalBasis),
            Code("country", intake.Country),
            Prose("danger", intake.Danger),
            Name("certificate", intake.Certificate),
            Name("related_report", intake.RelatedReport),
            Prose("content_location", intake.ContentLocation),
            Code("language", intake.Language),
            intake.Translated,
            Code("agreement", intake.Agreement),
            Name("contact_number", intake.ContactNumber),
            Name("senior_reviewer", intake.SeniorReviewer),
            [.. intake.SpecialTargets.Select(target => (SpecialTarget)target)],
            [.. intake.Items.Select((item, i) => check.Item($"items[{i}]", item))],
            [.. intake.ServedOnHolds.Select((hold, i) => check.Required($"served_on_holds[{i}]", hold, Limits.Code))],
            intake.Severe,
            intake.ExposureMinutes)
        {
            Anomalies = intake.Anomalies.Count == 0 ? null : [.. intake.Anomalies.Select(anomaly => (RequestAnomaly)anomaly)],
        };
    }

    public static ImmutableArray<NarrowedItem> Narrowed(this RequestCheck check, string field, IReadOnlyList<V1.NarrowedItem> items)
    {
        if (items.Count is 0 or > MostRows)
        {
            check.Add(field, items.Count == 0 ? "is required" : $"are {items.Count}; at most {MostRows} fit into one request");
            return [];
        }

        return
        [
            .. items.Select((item, i) => new NarrowedItem(
                check.Required($"{field}[{i}].item_id", item.ItemId, Limits.Code),
                check.OptionalDate($"{field}[{i}].from", item.From),
                check.OptionalDate($"{field}[{i}].until", item.Until))),
        ];
    }

    public static DateOnly Date(this RequestCheck check, string field, string text)
    {
        if (text.Length == 0)
        {
            check.Add(field, "is required");
        }

        return check.OptionalDate(field, text) ?? default;
    }

    public static DateOnly? OptionalDate(this RequestCheck check, string field, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1900 and < 2100)
        {
            return date;
        }

        check.Add(field, "is no date such as 2026-09-21");
        return null;
    }

    private static ScopeItem Item(this RequestCheck check, string field, V1.ScopeItem item)
    {
        if (item.UsedBy.Count > MostRows)
        {
            check.Add($"{field}.used_by", $"names {item.UsedBy.Count}; at most {MostRows}");
            return new ScopeItem("", default, "", "", null, null, []);
        }

        // The rules say that there is a category, and either an account or a handle.
        return new ScopeItem(
            "",
            (DataCategory)item.Category,
            item.AccountId.Length == 0 ? "" : check.Account($"{field}.account_id", item.AccountId),
            check.Optional($"{field}.handle", item.Handle, Limits.Name) ?? "",
            check.OptionalDate($"{field}.from", item.From),
            check.OptionalDate($"{field}.until", item.Until),
            [
                .. item.UsedBy.Select((use, i) => new HandleUse(
                    check.Account($"{field}.used_by[{i}].account_id", use.AccountId),
                    check.Date($"{field}.used_by[{i}].from", use.From),
                    check.OptionalDate($"{field}.used_by[{i}].until", use.Until))),
            ]);
    }
}

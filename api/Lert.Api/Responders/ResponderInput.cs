using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Lert.Api.Input;
using Lert.Grains.Pages;
using Lert.Grains.Responders;

namespace Lert.Api.Responders;

/// <summary>From lert.v1 to the contracts of responders. What only the rules can judge is left to them; the violations of both are answered at once.</summary>
internal static partial class ResponderInput
{
    private const int MostListed = 100;
    private const int EstimateStep = 10;

    /// <summary>A day: longer than the rules allow, and short enough to be read.</summary>
    private const long MostSeconds = 86_400;

    public static ResponderProfile Read(this V1.ResponderProfile? profile, RequestCheck check)
    {
        if (profile is null)
        {
            check.Add("profile", "is required");
            return new ResponderProfile("nobody", "UTC", [], [], Clearance.Standard, ["us"], []);
        }

        check.OneOf("profile.clearance", profile.Clearance);
        return new ResponderProfile(
            check.Required("profile.display_name", profile.DisplayName, Limits.Code + 36),
            check.Required("profile.zone", profile.Zone, Limits.Code),
            check.Words("profile.languages", profile.Languages),
            check.Words("profile.skills", profile.Skills),
            (Clearance)profile.Clearance,
            check.Words("profile.regions", profile.Regions),
            check.Words("profile.desks", profile.Desks));
    }

    public static ImmutableArray<ContactRule> ContactRules(this RequestCheck check, string field, IReadOnlyList<V1.ContactRule> rules)
    {
        if (rules.Count > MostListed)
        {
            check.Add(field, $"names {rules.Count} rules; at most 20 are kept");
            return [];
        }

        return
        [
            .. rules.Select((rule, i) =>
            {
                check.OneOf($"{field}[{i}].channel", rule.Channel);
                check.OneOf($"{field}[{i}].from", rule.From);
                return new ContactRule(
                    (ContactChannel)rule.Channel,
                    check.Required($"{field}[{i}].address", rule.Address, 254),
                    check.Span($"{field}[{i}].after", rule.After),
                    (Urgency)rule.From);
            }),
        ];
    }

    public static AssignmentNeed Need(this RequestCheck check, string field, V1.AssignmentNeed? need)
    {
        if (need is null)
        {
            check.Add(field, "is required");
            return new AssignmentNeed("us-c-", null, [], [], Clearance.Standard, 0, Severe: false);
        }

        check.OneOf($"{field}.clearance", need.Clearance);
        if (need.EstimateMinutes < 0 || need.EstimateMinutes > 480 || need.EstimateMinutes % EstimateStep != 0)
        {
            check.Add($"{field}.estimate_minutes", "must be 0 to 480 in steps of ten");
        }

        var isDesk = DeskShape().IsMatch(need.Desk);
        if (need.Desk.Length > 0 && !isDesk)
        {
            check.Add($"{field}.desk", "is no rota id: a region, '-r-', and a word");
        }

        return new AssignmentNeed(
            need.CaseId,
            isDesk ? need.Desk : null,
            check.Coded($"{field}.languages", need.Languages, LanguageShape(), "is no language code, such as es or pt-br"),
            check.Coded($"{field}.skills", need.Skills, WordShape(), "must be a word of a-z, 0-9 and hyphens, at most 40 characters"),
            (Clearance)need.Clearance,
            need.EstimateMinutes,
            need.Severe);
    }

    private static ImmutableArray<string> Words(this RequestCheck check, string field, IReadOnlyList<string> words)
    {
        if (words.Count <= MostListed)
        {
            return [.. words.Select((word, i) => check.Required($"{field}[{i}]", word, Limits.Code))];
        }

        check.Add(field, $"names {words.Count}, far more than are kept");
        return [];
    }

    private static ImmutableArray<string> Coded(this RequestCheck check, string field, IReadOnlyList<string> words, Regex shape, string complaint)
    {
        const int Most = 20;
        if (words.Count > Most)
        {
            check.Add(field, $"names {words.Count}; at most {Most} are taken");
            return [];
        }

        for (var i = 0; i < words.Count; i++)
        {
            if (!shape.IsMatch(words[i]))
            {
                check.Add($"{field}[{i}]", complaint);
            }
        }

        return [.. words.Distinct(StringComparer.Ordinal)];
    }

    private static TimeSpan Span(this RequestCheck check, string field, Duration? value)
    {
        if (value is null)
        {
            return TimeSpan.Zero;
        }

        if (value.Seconds is < 0 or > MostSeconds || value.Nanos is < 0 or > 999_999_999)
        {
            check.Add(field, "must be 0 to 1 hour");
            return TimeSpan.Zero;
        }

        return TimeSpan.FromSeconds(value.Seconds) + TimeSpan.FromMicroseconds(value.Nanos / 1_000);
    }

    [GeneratedRegex(@"\A[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}\z")]
    private static partial Regex LanguageShape();

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?\z")]
    private static partial Regex WordShape();

    [GeneratedRegex(@"\A[a-z]{2}-r-[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?\z")]
    private static partial Regex DeskShape();
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Lert.Domain.Legal;
using Lert.Grains;
using Lert.Grains.Responders;
using NodaTime;

namespace Lert.Domain.Responders;

/// <summary>What must be right about a person and about what a case asks, in any state.</summary>
internal static partial class ProfileRules
{
    private const int MostLanguages = 20;
    private const int MostSkills = 50;
    private const int MostPlaces = 20;

    public static IEnumerable<FieldViolation> Problems(ResponderProfile profile)
    {
        if (string.IsNullOrWhiteSpace(profile.DisplayName) || profile.DisplayName.Length > 100)
        {
            yield return new("profile.display_name", "must be 1 to 100 characters");
        }

        if (!CivilDay.IsZone(DateTimeZoneProviders.Tzdb, profile.Zone))
        {
            yield return new("profile.zone", "is no IANA time zone");
        }

        if (profile.Clearance == Clearance.Unspecified)
        {
            yield return new("profile.clearance", "is required");
        }

        if (profile.Regions.IsEmpty)
        {
            yield return new("profile.regions", "is required: whose cases they may take");
        }

        foreach (var problem in List("profile.languages", profile.Languages, MostLanguages, LanguageShape(), "is no language code, such as es or pt-br")
            .Concat(List("profile.skills", profile.Skills, MostSkills, WordShape(), "must be a word of a-z, 0-9 and hyphens, at most 40 characters"))
            .Concat(List("profile.regions", profile.Regions, MostPlaces, RegionShape(), "is no region: two lower-case letters"))
            .Concat(List("profile.desks", profile.Desks, MostPlaces, DeskShape(), "is no desk: a region, '-r-', and a word")))
        {
            yield return problem;
        }
    }

    public static IEnumerable<FieldViolation> Problems(AssignmentNeed need)
    {
        if (need.CaseId.Length == 0)
        {
            yield return new("need.case_id", "is required");
        }

        if (need.EstimateMinutes is < 0 or > AssignmentRules.LongestEstimate)
        {
            yield return new("need.estimate_minutes", $"must be 0 to {AssignmentRules.LongestEstimate}");
        }

        if (need.Clearance == Clearance.Unspecified)
        {
            yield return new("need.clearance", "is required");
        }

        if (need.Desk is { } desk && !DeskShape().IsMatch(desk))
        {
            yield return new("need.desk", "is no desk: a region, '-r-', and a word");
        }

        foreach (var problem in List("need.languages", need.Languages, MostLanguages, LanguageShape(), "is no language code, such as es or pt-br")
            .Concat(List("need.skills", need.Skills, MostSkills, WordShape(), "must be a word of a-z, 0-9 and hyphens, at most 40 characters")))
        {
            yield return problem;
        }
    }

    /// <summary>Whether this has the shape of a language's code.</summary>
    public static bool IsLanguage(string code) => LanguageShape().IsMatch(code);

    /// <summary>Whether this has the shape of a skill.</summary>
    public static bool IsSkill(string word) => WordShape().IsMatch(word);

    private static IEnumerable<FieldViolation> List(string field, ImmutableArray<string> values, int most, Regex shape, string complaint)
    {
        if (values.Length > most)
        {
            yield return new(field, $"names {values.Length}; at most {most} are kept");
            yield break;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!shape.IsMatch(values[i]))
            {
                yield return new($"{field}[{i}]", complaint);
            }
            else if (values.IndexOf(values[i]) is var first && first < i)
            {
                yield return new($"{field}[{i}]", $"is the same as {field}[{first}]");
            }
        }
    }

    [GeneratedRegex(@"\A[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}\z")]
    private static partial Regex LanguageShape();

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?\z")]
    private static partial Regex WordShape();

    [GeneratedRegex(@"\A[a-z]{2}\z")]
    private static partial Regex RegionShape();

    [GeneratedRegex(@"\A[a-z]{2}-r-[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?\z")]
    private static partial Regex DeskShape();
}

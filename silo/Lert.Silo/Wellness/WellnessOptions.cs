using System.ComponentModel.DataAnnotations;
using Lert.Domain.Responders;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Wellness;

/// <summary>How much a person may be asked to look at, and how they come to rest. This deployment's own policy.</summary>
internal sealed class WellnessOptions
{
    public const string Section = "Lert:Wellness";

    /// <summary>Minutes of material on one day of the person's zone, 5 to 1,440. Default 240.</summary>
    [Range(5, 1_440)]
    public int DayMinutes { get; set; } = 240;

    /// <summary>Minutes in a row, until a break; 5 to 480 and at most <see cref="DayMinutes"/>. Default 60.</summary>
    [Range(5, 480)]
    public int RowMinutes { get; set; } = 60;

    /// <summary>Minutes without any that end a row, 1 to 240. Default 15.</summary>
    [Range(1, 240)]
    public int BreakMinutes { get; set; } = 15;

    /// <summary>Minutes from Monday to Sunday of the person's zone, 5 to 10,080 and at least <see cref="DayMinutes"/>. Default 1,200.</summary>
    [Range(5, 10_080)]
    public int WeekMinutes { get; set; } = 1_200;

    /// <summary>How long after a severe case another may follow with none of another kind between them, 0 to 7 days. Default 12 hours; 0 lets them follow at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan SevereApart { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long nothing is given to somebody who was woken and saw something, 0 to 2 days. Default 12 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "2.00:00:00")]
    public TimeSpan Rest { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a viewing session lasts without a word of its viewer, 1 minute to 1 hour. Default 5 minutes. A crashed viewer is counted for all of it.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan ViewingLease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>When duty ends by itself, 1 hour to 1 day. Default 16 hours.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "1.00:00:00")]
    public TimeSpan LongestDuty { get; set; } = TimeSpan.FromHours(16);

    /// <summary>How many cases one person may have at a time, 1 to 500. Default 50.</summary>
    [Range(1, 500)]
    public int OpenCases { get; set; } = 50;

    /// <summary>Whether a line on the silo's console is a way to reach somebody. Left out, it is so in Development alone.</summary>
    public bool? ConsoleContacts { get; set; }

    public WellnessPolicy ToPolicy(bool isDevelopment) => new()
    {
        DayCap = TimeSpan.FromMinutes(DayMinutes),
        RowCap = TimeSpan.FromMinutes(RowMinutes),
        Break = TimeSpan.FromMinutes(BreakMinutes),
        WeekCap = TimeSpan.FromMinutes(WeekMinutes),
        SevereApart = SevereApart,
        Rest = Rest,
        Lease = ViewingLease,
        LongestDuty = LongestDuty,
        MostOpenCases = OpenCases,
        ConsoleContacts = ConsoleContacts ?? isDevelopment,
    };
}

/// <summary>The attributes' rules, and those that one attribute cannot say.</summary>
[OptionsValidator]
internal sealed partial class WellnessOptionsRanges : IValidateOptions<WellnessOptions>;

internal sealed class WellnessOptionsValidator : IValidateOptions<WellnessOptions>
{
    private readonly WellnessOptionsRanges _ranges = new();

    public ValidateOptionsResult Validate(string? name, WellnessOptions options)
    {
        string[] problems = [.. _ranges.Validate(name, options).Failures ?? [], .. Problems(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(WellnessOptions options)
    {
        const string Section = WellnessOptions.Section;
        if (options.RowMinutes > options.DayMinutes)
        {
            yield return $"{Section}:{nameof(options.RowMinutes)} {options.RowMinutes} is more than the {options.DayMinutes} of a day.";
        }

        if (options.DayMinutes > options.WeekMinutes)
        {
            yield return $"{Section}:{nameof(options.DayMinutes)} {options.DayMinutes} is more than the {options.WeekMinutes} of a week.";
        }
    }
}

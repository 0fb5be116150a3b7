namespace Lert.Domain.Responders;

/// <summary>How much a person may be asked to look at, and how they come to rest. A deployment's own policy; the law says nothing.</summary>
public sealed record WellnessPolicy
{
    /// <summary>How long on one day of their zone.</summary>
    public TimeSpan DayCap { get; init; } = TimeSpan.FromMinutes(240);

    /// <summary>How long from Monday to Sunday of their zone.</summary>
    public TimeSpan WeekCap { get; init; } = TimeSpan.FromMinutes(1_200);

    /// <summary>How long in a row, until <see cref="Break"/> without any.</summary>
    public TimeSpan RowCap { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>What ends a row.</summary>
    public TimeSpan Break { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long after the last severe case another may follow with none of another kind between them. Zero lets them follow at once.</summary>
    public TimeSpan SevereApart { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long nothing is given to somebody who was woken and saw something.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long a session lasts without a word of its viewer.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long what a lead allowed beyond a cap is good.</summary>
    public TimeSpan OverrideLifetime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>When duty ends by itself, for whoever forgets to.</summary>
    public TimeSpan LongestDuty { get; init; } = TimeSpan.FromHours(16);

    /// <summary>How many cases one person may have at a time.</summary>
    public int MostOpenCases { get; init; } = 50;

    /// <summary>Whether a line on the silo's console is a way to reach somebody. For developers.</summary>
    public bool ConsoleContacts { get; init; }
}

namespace Lert.Domain.Legal;

/// <summary>How long a duty lasts. A closed hierarchy; its text form, as in <c>days(90)</c>, is the one of the regimes file.</summary>
public abstract record Period
{
    private Period()
    {
    }

    /// <summary>Civil days; the day of the trigger is day 0.</summary>
    public sealed record Days(int Count) : Period;

    /// <summary>The same day number, months on. Where it does not exist, the duty decides which day stands in.</summary>
    public sealed record Months(int Count) : Period;

    /// <summary>The same day and month, years on. Where it does not exist, the duty decides which day stands in.</summary>
    public sealed record Years(int Count) : Period;

    /// <summary>Elapsed hours of 3600 s on the UTC line. Never wall-clock arithmetic, never rolled.</summary>
    public sealed record Hours(int Count) : Period;

    /// <summary>United Kingdom: civil days of which the day of the trigger is day 1.</summary>
    public sealed record BeginningWith(int Count) : Period;

    /// <summary>Working days after the day of the trigger.</summary>
    public sealed record WorkingDays(int Count) : Period;

    /// <summary>Civil days, as many as the order says.</summary>
    public sealed record DaysOfOrder : Period;

    /// <summary>The order's own date, or <paramref name="Otherwise"/> where the order may come without one.</summary>
    public sealed record UntilOrder(Days? Otherwise) : Period;

    /// <summary>At the trigger itself.</summary>
    public sealed record AtOnce : Period;

    /// <summary>Whether the order itself says how long, so that it may or must come with a number or a date.</summary>
    public bool TakesOrder => this is DaysOfOrder or UntilOrder;

    /// <summary>Whether the period ends at an instant, without any last day.</summary>
    public bool HasNoLastDay => this is Hours or AtOnce;

    public sealed override string ToString() => PeriodText.Write(this);
}

using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Lert.Domain.Legal;

/// <summary>What an order itself says about its length.</summary>
public abstract record Order
{
    /// <summary>A hundred years; an order that says more is refused as a slip of the pen.</summary>
    public const int MostDays = 36_600;

    private Order()
    {
    }

    /// <summary>That many days, 1 to <see cref="MostDays"/>.</summary>
    public sealed record ForDays(int Count) : Order
    {
        public override string ToString() => Count.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Until this civil date in the counting zone. It may lie in the past when the order arrives.</summary>
    public sealed record Until(LocalDate Date) : Order
    {
        public override string ToString() => LocalDatePattern.Iso.Format(Date);
    }

    /// <summary>What is wrong with a text that <see cref="Parse"/> does not read, to stand after the name of the field.</summary>
    public static string WhyUnreadable(string text) => $"{Words.Quote(text)} is neither a number of days nor a date such as 2026-08-14";

    /// <summary>Reads a number of days or an ISO date; the regime says which of them it takes.</summary>
    /// <returns>Null where the text is neither.</returns>
    public static Order? Parse(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days))
        {
            return new ForDays(days);
        }

        return LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } ? new Until(date) : null;
    }
}

using Lert.Domain.Legal;

namespace Lert.Domain.Tests.Legal;

/// <summary>The first edition as text, to be doctored.</summary>
internal static class BookText
{
    public static readonly string Regimes = Resource("regimes.json");

    public static readonly string Holidays = Resource("holidays.csv");

    /// <summary>The first edition with one text replaced everywhere; it must be there, and the book must still be sound.</summary>
    public static RegimeBook With(string old, string @new)
    {
        Assert.Contains(old, Regimes, StringComparison.Ordinal);
        return RegimeBook.Load(Regimes.Replace(old, @new, StringComparison.Ordinal), Holidays).Book!;
    }

    private static string Resource(string name)
    {
        using var stream = typeof(RegimeBook).Assembly.GetManifestResourceStream($"Lert.Domain.Legal.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

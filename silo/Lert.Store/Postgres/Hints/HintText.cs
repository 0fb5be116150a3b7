using System.Globalization;
using Lert.Store.Rows;

namespace Lert.Store.Postgres.Hints;

/// <summary>A hint as it travels between silos: who says it, what is new, and the earliest wake-up in microseconds.</summary>
internal static class HintText
{
    public const string Channel = "lert_commits";

    public static string Write(string sender, CommitHint hint) => string.Create(
        CultureInfo.InvariantCulture, $"{sender}|{(hint.Events ? 1 : 0)}|{(hint.Messages ? 1 : 0)}|{Instants.ToStoredUp(hint.EarliestWake)}");

    /// <summary>Null for one's own words, and for words that are none.</summary>
    public static CommitHint? Read(string text, string self)
    {
        var parts = text.Split('|');
        if (parts.Length != 4 || parts[0] == self)
        {
            return null;
        }

        long? wake = long.TryParse(parts[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var instant) ? instant : null;
        return new(parts[1] == "1", parts[2] == "1", Instants.FromStored(wake));
    }
}

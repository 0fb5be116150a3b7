using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Lert.Silo.Configuration;

/// <summary>The settings in force, defaults included, as they may be logged: what could be a secret is not shown.</summary>
internal static partial class EffectiveSettings
{
    private const string Hidden = "***";
    private static readonly string[] SecretWords = ["password", "secret", "token", "credential", "connectionstring", "apikey"];

    /// <summary>One line for each setting that has a value: <c>Lert:Pumps:PollInterval=00:00:01</c>.</summary>
    public static IEnumerable<string> Lines(IEnumerable<SettingsSection> sections, IServiceProvider services) =>
        from section in sections.OrderBy(section => section.Name, StringComparer.Ordinal)
        let options = section.Effective(services)
        from property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let value = Show(property.Name, property.GetValue(options))
        where value is not null
        select $"{section.Name}:{property.Name}={value}";

    internal static string? Show(string name, object? value) => value switch
    {
        null => null,
        _ when SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) => Hidden,
        string text => WithoutPassword(WithoutUser(text)),
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        IEnumerable many => string.Join(",", many.Cast<object>().Select(one => Show(name, one))),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    // A connection string carries one among its parts; in quotes it may hold a semicolon.
    private static string WithoutPassword(string text) => PasswordPart().Replace(text, $"$1={Hidden}");

    [GeneratedRegex("""(?i)\b((?:ssl )?password|pwd)\s*=\s*("[^"]*"|'[^']*'|[^;]*)""")]
    private static partial Regex PasswordPart();

    // An address may carry a name and a password before its host.
    private static string WithoutUser(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0 ? text.Replace(uri.UserInfo, Hidden, StringComparison.Ordinal) : text;
}

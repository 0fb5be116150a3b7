using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Lert.Domain.Responders;

/// <summary>Languages by their codes, in English. One that is not here goes by its code: a machine's own data may know no names at all.</summary>
internal static class LanguageNames
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["ar"] = "Arabic", ["bg"] = "Bulgarian", ["bn"] = "Bengali", ["cs"] = "Czech", ["da"] = "Danish", ["de"] = "German", ["el"] = "Greek", ["en"] = "English",
        ["es"] = "Spanish", ["et"] = "Estonian", ["fa"] = "Persian", ["fi"] = "Finnish", ["fr"] = "French", ["ga"] = "Irish", ["he"] = "Hebrew", ["hi"] = "Hindi",
        ["hr"] = "Croatian", ["hu"] = "Hungarian", ["id"] = "Indonesian", ["it"] = "Italian", ["ja"] = "Japanese", ["ko"] = "Korean", ["lt"] = "Lithuanian",
        ["lv"] = "Latvian", ["ms"] = "Malay", ["mt"] = "Maltese", ["nl"] = "Dutch", ["no"] = "Norwegian", ["pl"] = "Polish", ["pt"] = "Portuguese",
        ["ro"] = "Romanian", ["ru"] = "Russian", ["sk"] = "Slovak", ["sl"] = "Slovenian", ["so"] = "Somali", ["sv"] = "Swedish", ["sw"] = "Swahili", ["ta"] = "Tamil",
        ["th"] = "Thai", ["tl"] = "Tagalog", ["tr"] = "Turkish", ["uk"] = "Ukrainian", ["ur"] = "Urdu", ["vi"] = "Vietnamese", ["zh"] = "Chinese",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(string code) => Names.GetValueOrDefault(code, code);

    /// <summary>Such as <c>Spanish, French and Arabic</c>.</summary>
    public static string List(ImmutableArray<string> codes, string last) => codes switch
    {
        [] => "",
        [var only] => Of(only),
        [.. var first, var end] => $"{string.Join(", ", first.Select(Of))} {last} {Of(end)}",
    };
}

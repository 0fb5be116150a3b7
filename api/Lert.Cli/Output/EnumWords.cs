using System.CommandLine;

namespace Lert.Cli.Output;

/// <summary>Values of the API's enums as a person types them: <c>order-to-destroy</c> for <c>RELEASE_GROUND_ORDER_TO_DESTROY</c>.</summary>
internal static class EnumWords
{
    public static string Of<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, i) => char.IsUpper(letter) && i > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    /// <summary>The value of a word; null when there is none such. Zero is no word: it means that nothing was said.</summary>
    public static T? Parse<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Known<T>())
        {
            if (Of(value) == word)
            {
                return value;
            }
        }

        return null;
    }

    public static Option<T?> Option<T>(string name, string description, bool required = false)
        where T : struct, Enum
    {
        var words = string.Join('|', Known<T>().Select(Of));
        return new Option<T?>(name)
        {
            Description = description,
            HelpName = words,
            Required = required,
            CustomParser = result =>
            {
                var value = Parse<T>(result.Tokens[0].Value);
                if (value is null)
                {
                    result.AddError($"{name} is one of {words.Replace("|", ", ", StringComparison.Ordinal)}; '{result.Tokens[0].Value}' is not");
                }

                return value;
            },
        };
    }

    private static IEnumerable<T> Known<T>()
        where T : struct, Enum => Enum.GetValues<T>().Where(value => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) != 0);
}

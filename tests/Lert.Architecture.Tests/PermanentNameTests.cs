using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Lert.Domain.Holds;
using Lert.Grains;

namespace Lert.Architecture.Tests;

/// <summary>Names that are stored or that clients branch on are permanent, so their form is too.</summary>
public partial class PermanentNameTests
{
    private static readonly Type[] Stored =
    [
        .. typeof(HoldEvent).Assembly.GetTypes().Concat(typeof(RefusalCodes).Assembly.GetTypes()).Where(type => type.IsDefined(typeof(JsonDerivedTypeAttribute), inherit: false)),
    ];

    [Fact]
    public void Stored_names_are_of_one_form_and_each_is_there_once()
    {
        var names = Stored.SelectMany(Names).ToList();
        Assert.True(names.Count >= 48, $"Only {names.Count} stored names were found.");
        Assert.All(names, name => Assert.Matches(StoredName(), name));
        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_stored_name_never_follows_the_name_of_a_type() =>
        Assert.DoesNotContain(Stored.SelectMany(Names), name => name.Any(char.IsUpper));

    [Fact]
    public void Refusal_codes_are_of_one_form_and_all_of_them_are_listed()
    {
        Assert.All(RefusalCodes.All, code => Assert.Matches(RefusalCode(), code));
        var constants = typeof(RefusalCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(constants.Order(StringComparer.Ordinal), RefusalCodes.All.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("HoldExtended")]
    [InlineData("hold.extended")]
    [InlineData("hold.Extended.v1")]
    [InlineData("hold.extended.v1.1")]
    [InlineData("hold_extended.v1")]
    public void A_name_of_another_form_is_found(string name) => Assert.DoesNotMatch(StoredName(), name);

    [Theory]
    [InlineData("EXTENSION_TOO_LATE")]
    [InlineData("hold.extension_too_late")]
    [InlineData("hold.extension-too-late.v1")]
    public void A_code_of_another_form_is_found(string code) => Assert.DoesNotMatch(RefusalCode(), code);

    private static IEnumerable<string> Names(Type type) => type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).Select(derived => (string)derived.TypeDiscriminator!);

    [GeneratedRegex(@"^[a-z]+\.[a-z-]+\.v\d+$")]
    private static partial Regex StoredName();

    [GeneratedRegex("^[a-z]+\\.[a-z-]+$")]
    private static partial Regex RefusalCode();
}

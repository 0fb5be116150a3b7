using System.Net;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Letters;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Letters;

namespace Lert.Domain.Tests.Letters;

/// <summary>Whatever stands in a value, and whatever is left out.</summary>
public partial class LetterProperties
{
    private static readonly string[] Nasty =
    [
        "<script>alert(1)</script>", "</bdi></body>", "\" onload=\"x", "&lt;", "**strong**", "# title", "- entry", "[a](javascript:x)", "{{date}}", "{{contact}}", "{item}", "`code`", "\\", "1. one",
        "    four", "\u202Egnp", "\u2069", "line\nbreak", "\u2028", "\0", "مرحبا", "🦊", "\uD800", "---",
    ];

    private static Gen<string> Texts => Gen.OneOf(
        Gen.Elements(Nasty),
        Gen.ArrayOf(Gen.Choose(0, 0x2FFF).Select(code => (char)code)).Select(letters => new string(letters)),
        from one in Gen.Elements(Nasty) from other in Gen.Elements(Nasty) select one + other);

    [Fact]
    public void F8_Nothing_of_a_value_is_markup_and_all_of_it_is_there()
    {
        var letters = from kind in Gen.Elements<LetterKind>([.. SomeLetter.Kinds])
                      from language in Gen.Elements<string>([.. SomeLetter.Languages])
                      from agency in Texts
                      from reason in Texts
                      from given in Texts
                      select (kind, language, agency: $"A{agency}Z", reason: $"B{reason}Y", given: $"C{given}X");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Arb.From(letters), drawn =>
        {
            var (kind, language, agency, reason, given) = drawn;
            var plain = Letter(kind, language, "A", "B", "C");
            var letter = Letter(kind, language, agency, reason, given);
            // The same elements in the same order: no value has made or unmade one.
            Assert.Equal(Tags(plain.Html), Tags(letter.Html));
            Assert.Contains("<bdi>", letter.Html, StringComparison.Ordinal);
            var shown = WebUtility.HtmlDecode(Tag().Replace(letter.Html, ""));
            Assert.Contains(LetterWords.Clean(agency), shown, StringComparison.Ordinal);
            Assert.Contains(LetterWords.Clean(given), shown, StringComparison.Ordinal);
            Assert.Contains(LetterWords.Clean(agency), letter.Plain, StringComparison.Ordinal);
            // No value adds a line, nor turns the direction of another.
            Assert.Equal(plain.Plain.Count(character => character == '\n'), letter.Plain.Count(character => character == '\n'));
            Assert.Equal(language == "ar", letter.Plain.EnumerateRunes().Any(LetterWords.TurnsDirection));
            Assert.DoesNotContain(letter.Plain, character => char.IsControl(character) && character != '\n');
        }));
    }

    [Fact]
    public void F8_Whichever_fields_are_left_out_exactly_these_are_named()
    {
        var gaps = from kind in Gen.Elements<LetterKind>([.. SomeLetter.Kinds])
                   from language in Gen.Elements<string>([.. SomeLetter.Languages])
                   from mask in Gen.Choose(0, (1 << 8) - 1)
                   select (kind, language, mask);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Arb.From(gaps), drawn =>
        {
            var (kind, language, mask) = drawn;
            var facts = SomeLetter.FactsFor(kind);
            var of = facts.Case!;
            string[] texts = ["agency", "officer", "agency-reference"];
            of = of with
            {
                Agency = Has(0) ? of.Agency : "", Officer = Has(1) ? of.Officer : " ", AgencyReference = Has(2) ? of.AgencyReference : "\u200F",
                File = of.File with { OpenQuestion = Has(3) ? of.File.OpenQuestion : null, NarrowingReason = Has(4) ? of.File.NarrowingReason : null },
            };
            var given = SomeLetter.Given(kind).Where((_, i) => Has(5 + i)).ToArray();
            var draft = SomeLetter.Draft(kind, language, facts with { Case = of }) with { Given = [.. given] };
            string[] missing =
            [
                .. texts.Where((_, i) => !Has(i)),
                .. !Has(3) && kind == LetterKind.Clarification ? ["question"] : Array.Empty<string>(),
                .. !Has(4) && kind == LetterKind.Narrowing ? ["narrowing-reason"] : Array.Empty<string>(),
                .. SomeLetter.Given(kind).Select(field => field.Name).Except(given.Select(field => field.Name)),
            ];
            var scene = Given.Letter().By(SomeLetter.Drafter).When(draft);
            Assert.Equal(
                missing.Select(name => $"fields.{name}").Order(StringComparer.Ordinal),
                (scene.Last.Refusal?.Violations ?? []).Select(violation => violation.Field).Order(StringComparer.Ordinal));
            Assert.Equal(missing.Length == 0, scene.State.Exists);
            Assert.True(scene.Last.Refusal is null || scene.Last.Refusal.Code == RefusalCodes.RequestInvalid);

            bool Has(int bit) => (mask & (1 << bit)) != 0;
        }));
    }

    private static LetterText Letter(LetterKind kind, string language, string agency, string reason, string given)
    {
        var template = LetterBook.BuiltIn.Find(kind, language)!;
        var words = LetterBook.BuiltIn.Words(language);
        var fields = LetterFields.Of(kind).Where(rule => rule.Name != LetterFields.Date).Select(rule => new LetterField(
            rule.Name, [LetterWords.Clean(rule.Name == "agency" ? agency : rule.IsGiven ? given : reason)], rule.IsGiven));
        return LetterText.Of(template, words, fields, words.Unsigned);
    }

    private static IEnumerable<string> Tags(string html) => Tag().Matches(html).Select(tag => tag.Value);

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}

using System.Text;
using Lert.Domain.Intake;
using Lert.Domain.Letters;
using Lert.Domain.Tests.Deciding;
using Lert.Domain.Tests.Stored;
using Lert.Grains.Letters;

namespace Lert.Domain.Tests.Letters;

/// <summary>The templates as they ship: each as it is read by its requester, and what would keep a silo from starting with them.</summary>
public class TemplateTests
{
    public static TheoryData<LetterKind, string> All
    {
        get
        {
            var all = new TheoryData<LetterKind, string>();
            foreach (var kind in SomeLetter.Kinds)
            {
                foreach (var language in SomeLetter.Languages)
                {
                    all.Add(kind, language);
                }
            }

            return all;
        }
    }

    public static string Words => Resource("letter-words.json");

    /// <summary>The files as they ship, some of them changed.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Files(params (string Name, Func<string, string> Change)[] changes) =>
        from kind in SomeLetter.Kinds
        from language in SomeLetter.Languages
        let name = $"{IntakeFile.Word(kind)}-{language}"
        let change = Array.Find(changes, change => change.Name == name).Change ?? (text => text)
        select KeyValuePair.Create(name, change(Resource($"{name}.md")));

    /// <summary>A new edition of a template changes these files, and a person reads the difference.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void F8_A_letter_reads_as_it_should_in_each_language(LetterKind kind, string language)
    {
        var signed = Given.Letter().By(SomeLetter.Drafter).When(SomeLetter.Draft(kind, language)).By(SomeLetter.Signer).When(SomeLetter.SignOff(kind)).View!;
        Assert.Equal(LetterStatus.SignedOff, signed.Status);
        foreach (var (extension, content) in new[] { ("txt", signed.Text), ("html", signed.Html) })
        {
            var file = $"letters/{IntakeFile.Word(kind)}-{language}.{extension}";
            GoldenFolder.AddMissing(file, Encoding.UTF8.GetBytes(content));
            Assert.Equal(Encoding.UTF8.GetString(GoldenFolder.Read(file)), content);
        }

        Assert.Contains($"<html lang=\"{language}\" dir=\"{(language == "ar" ? "rtl" : "ltr")}\">", signed.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", signed.Text + signed.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void F8_Every_kind_is_there_in_every_language_with_the_same_fields()
    {
        var templates = LetterBook.BuiltIn.List();
        Assert.Equal(28, templates.Length);
        Assert.Equal(28, templates.Select(template => (template.Kind, template.Language)).Distinct().Count());
        Assert.All(
            templates.GroupBy(template => template.Kind),
            kind => Assert.Single(kind.Select(template => string.Join(' ', FieldsOf(template.Source))).Distinct()));
    }

    [Fact]
    public void Nothing_claims_a_review_that_did_not_take_place() =>
        Assert.All(LetterBook.BuiltIn.List(), template => Assert.Equal(("", null), (template.Stamp.ReviewedBy, template.Stamp.ReviewedOn)));

    [Theory]
    [InlineData("{{contact}}", "the desk", "does not name the field 'contact'")]
    [InlineData("{{contact}}", "{{contact}} {{fax}}", "'fax' is no field")]
    [InlineData("{{contact}}", "{{contact}} {{Contact}}", "braces that are no field")]
    [InlineData("- {{refusals}}", "- so: {{refusals}}", "'refusals' is a list")]
    [InlineData("- {{refusals}}", "{{refusals}}", "'refusals' is a list")]
    [InlineData("# Refusal", "Refusal", "begins with its title")]
    [InlineData("# Refusal", "# Refusal {{agency}}", "begins with its title")]
    [InlineData("# Refusal", "# Refusal\n\n<b>now</b>", "has no place in a letter")]
    [InlineData("# Refusal", "# Refusal\n\n[here](http://x.example)", "has no place in a letter")]
    [InlineData("# Refusal", "# Refusal\n\n    code", "has no place in a letter")]
    [InlineData("# Refusal", "# Refusal\n\n1. one", "has no place in a letter")]
    [InlineData("# Refusal", "# Refusal\n\n*weak*", "has no place in a letter")]
    [InlineData("# Refusal", "# Refusal\n\n- one\n  - two", "has no place in a letter")]
    [InlineData("version: 1", "version: one", "'version' is a number")]
    [InlineData("reviewedBy:", "reviewedBy: somebody", "who reviewed it and on which day")]
    [InlineData("reviewedOn:", "reviewedOn: soon", "who reviewed it and on which day")]
    [InlineData("kind: refusal", "kind: receipt", "not what its name says")]
    [InlineData("language: en", "language: de", "not what its name says")]
    [InlineData("version: 1", "version: 1\ncolour: red", "each once and nothing else")]
    [InlineData("---\n#", "#", "between two lines")]
    public void F8_A_template_that_is_not_as_it_should_be_keeps_a_silo_from_starting(string right, string wrong, string problem)
    {
        var loaded = LetterBook.Load(Words, Files(("refusal-en", text =>
        {
            Assert.Contains(right, text, StringComparison.Ordinal);
            return text.Replace(right, wrong, StringComparison.Ordinal);
        })));
        Assert.Null(loaded.Book);
        Assert.Contains(loaded.Problems, found => found.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"rtl\"", "\"up\"", "'direction'")]
    [InlineData("\"janvier\", ", "", "twelve months")]
    [InlineData("\"nothing\": \"rien\"", "\"nothing\": \" \"", "'nothing'")]
    [InlineData("\"jusqu’au {until}\"", "\"jusqu’au\"", "'periodUntil'")]
    [InlineData("\"contents\": \"contenus\"", "\"content\": \"contenus\"", "'categories'")]
    [InlineData("\"language\": \"fr\"", "\"language\": \"en\"", "'en' is there twice")]
    [InlineData("\"whole\": \"la demande dans son ensemble\",", "", "not as expected")]
    [InlineData("\"edition\"", "\"editions\"", "not as expected")]
    public void F8_Words_that_are_not_as_they_should_be_keep_a_silo_from_starting(string right, string wrong, string problem)
    {
        Assert.Contains(right, Words, StringComparison.Ordinal);
        var loaded = LetterBook.Load(Words.Replace(right, wrong, StringComparison.Ordinal), Files());
        Assert.Null(loaded.Book);
        Assert.Contains(loaded.Problems, found => found.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void F8_A_language_that_lacks_one_kind_is_found()
    {
        var loaded = LetterBook.Load(Words, Files().Where(file => file.Key != "narrowing-ar"));
        Assert.Equal(["letters: 'narrowing' has not one template in 'ar'"], loaded.Problems.AsEnumerable());
    }

    /// <summary>There are words for whatever the rules of intake can say of an item.</summary>
    [Fact]
    public void F8_Every_refusal_of_intake_has_words() => Assert.Empty(
        IntakeBook.BuiltIn.Processes.SelectMany(process => process.Cells.Values).Select(cell => cell.Refusal).OfType<string>().Distinct().Except(LetterWords.RefusalCodesOfItems));

    [Theory]
    [InlineData("en", "2026-03-01", "1 March 2026")]
    [InlineData("es", "2026-03-01", "1 de marzo de 2026")]
    [InlineData("fr", "2026-03-01", "1er mars 2026")]
    [InlineData("fr", "2026-03-02", "2 mars 2026")]
    [InlineData("ar", "2026-11-28", "28 نوفمبر 2026")]
    public void F8_A_day_is_written_as_in_the_language(string language, string day, string text) =>
        Assert.Equal(text, LetterBook.BuiltIn.Words(language).DayText(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("America/New_York", "2026-03-08T06:59:00Z", "8 March 2026, 01:59 (America/New_York, UTC-05:00)")]
    [InlineData("America/New_York", "2026-03-08T07:00:00Z", "8 March 2026, 03:00 (America/New_York, UTC-04:00)")]
    [InlineData("Asia/Kolkata", "2026-12-31T20:00:00Z", "1 January 2027, 01:30 (Asia/Kolkata, UTC+05:30)")]
    [InlineData("Etc/UTC", "2026-12-31T20:00:00Z", "31 December 2026, 20:00 (Etc/UTC, UTC)")]
    public void F8_A_moment_says_its_zone_and_how_far_that_is_from_utc_then(string zone, string at, string text) =>
        Assert.Equal(text, LetterBook.BuiltIn.Words("en").MomentText(Some.Instant(at), NodaTime.DateTimeZoneProviders.Tzdb[zone]));

    private static IEnumerable<string> FieldsOf(string source) =>
        System.Text.RegularExpressions.Regex.Matches(source, @"\{\{([a-z0-9-]+)\}\}").Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

    private static string Resource(string name)
    {
        using var stream = typeof(LetterBook).Assembly.GetManifestResourceStream($"Lert.Domain.Letters.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

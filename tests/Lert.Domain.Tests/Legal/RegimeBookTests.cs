using Lert.Domain.Legal;

namespace Lert.Domain.Tests.Legal;

public class RegimeBookTests
{
    [Fact]
    public void The_first_edition_has_its_regimes_and_only_orders_of_silence_keep_no_data()
    {
        Assert.Equal(25, RegimeBook.BuiltIn.All.Count());
        Assert.Equal(
            ["us-2705b-days", "us-2705b-year"],
            RegimeBook.BuiltIn.All.Where(regime => regime is { Duty: Duty.Keep, KeepsData: false }).Select(regime => regime.Id));
        Assert.DoesNotContain(RegimeBook.BuiltIn.All, regime => regime is { Duty: Duty.Act, KeepsData: true });
    }

    [Fact]
    public void Every_period_of_the_book_reads_back_from_its_text() =>
        Assert.All(RegimeBook.BuiltIn.All, regime =>
        {
            Assert.True(PeriodText.TryParse(regime.Period.ToString(), out var read));
            Assert.Equal(regime.Period, read);
        });

    [Theory]
    [InlineData("days(0)")]
    [InlineData("days(-1)")]
    [InlineData("days( 1)")]
    [InlineData("days(99999999999)")]
    [InlineData("years(101)")]
    [InlineData("days")]
    [InlineData("days(3")]
    [InlineData("weeks(3)")]
    [InlineData("until(order) or hours(3)")]
    [InlineData("")]
    public void What_is_no_period_is_not_read(string text) => Assert.False(PeriodText.TryParse(text, out _));

    [Theory]
    [InlineData("\"Europe/London\"", "\"Europe/Londn\"", "regime 'uk-copo': 'Europe/Londn' is no zone of the time-zone data")]
    [InlineData("\"gb-ew\"", "\"gb\"", "regime 'uk-copo': 'gb' is no calendar of the holidays file; those are gb-ew, ie, none, us-federal")]
    [InlineData("\"beginningWith(7)\"", "\"a week\"", "regime 'uk-copo': 'a week' is no period; one is")]
    [InlineData("\"source\": \"COPO Act 2019 s. 5\", ", "", "regime 'uk-copo': 'source' is missing")]
    [InlineData("\"COPO Act 2019 s. 5\"", "\" \"", "regime 'uk-copo': 'source' is missing")]
    [InlineData("\"uk-copo\"", "\"us-2703f\"", "regime 'us-2703f': the id stands there 2 times")]
    [InlineData("\"uk-copo\"", "\"UK copo\"", "regime 'UK copo': an id is one to four words")]
    [InlineData("\"duty\": \"act\", \"period\": \"beginningWith(7)\"", "\"duty\": \"think\", \"period\": \"beginningWith(7)\"", "regime 'uk-copo': a duty is 'keep' or 'act', not 'think'")]
    [InlineData("\"trigger\": \"service\"", "\"triger\": \"service\"", "regime 'us-2703h': there is no field 'triger'")]
    [InlineData("\"times\": 1,", "\"times\": 0,", "regime 'us-2703f', extension: 'times' is from 1 to 10")]
    [InlineData("\"times\": 1,", "\"times\": \"once\",", "regime 'us-2703f', extension: 'times' is a whole number")]
    [InlineData("\"period\": \"days(30)\"", "\"period\": \"hours(30)\"", "regime 'eu-epoc-pr', extension: an extension adds days, months or years")]
    [InlineData("\"2026-04-07\"", "\"7 April\"", "regime 'uk-osa-66': 'appliesFrom' is a date")]
    [InlineData("\"medium\"", "\"sure\"", "regime 'uk-copo': 'sure' is no confidence")]
    [InlineData("\"period\": \"beginningWith(7)\", \"rolls\": false", "\"period\": \"beginningWith(7)\", \"rolls\": \"no\"", "regime 'uk-copo': 'rolls' is true or false")]
    [InlineData("\"period\": \"hours(48)\", \"rolls\": false", "\"period\": \"hours(48)\", \"rolls\": true", "regime 'us-takeitdown': hours(48) has no last day, so nothing can roll")]
    [InlineData("\"duty\": \"keep\", \"period\": \"days(21)\"", "\"duty\": \"keep\", \"period\": \"hours(21)\"", "regime 'ca-487012': a duty to keep ends with a civil day")]
    [InlineData("\"duty\": \"keep\", \"period\": \"months(6)\"", "\"duty\": \"act\", \"period\": \"months(6)\"", "regime 'eu-tco-6': only a duty to keep has an extension")]
    [InlineData("\"objection\": \"hours(96)\"", "\"objection\": \"days(4)\"", "regime 'eu-epoc-emergency', notification: an objection comes within hours(N)")]
    [InlineData("\"blocks\": false", "\"blocks\": true", "regime 'eu-epoc-emergency': hours(8) has no last day, so a notification cannot block")]
    [InlineData("\"edition\": \"first edition\",", "", "regimes: 'edition' is missing")]
    [InlineData("\"regimes\": [", "\"regimes\": [ 7,", "regimes: entry 1 is no object")]
    [InlineData("\"regimes\": [", "\"regimes\": ", "regimes: not valid JSON at line")]
    public void A_broken_regimes_file_is_refused_in_a_clear_sentence(string old, string @new, string sentence)
    {
        Assert.Contains(old, BookText.Regimes, StringComparison.Ordinal);

        var loaded = RegimeBook.Load(BookText.Regimes.Replace(old, @new, StringComparison.Ordinal), BookText.Holidays);

        Assert.Null(loaded.Book);
        Assert.Contains(loaded.Problems, problem => problem.StartsWith(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("calendar,date,name", "calendar;date;name", "holidays, line 1: the header is 'calendar,date,name'")]
    [InlineData("gb-ew,2024-01-01,New Year's Day", "gb-ew,2024-01-01", "holidays, line 2: 2 fields where three are expected")]
    [InlineData("gb-ew,2024-01-01,New Year's Day", "gb-ew,2024-02-30,New Year's Day", "holidays, line 2: '2024-02-30' is no date")]
    [InlineData("gb-ew,2024-01-01,New Year's Day", "gb-ew,2024-03-29,New Year's Day", "holidays, line 3: gb-ew has 2024-03-29 twice")]
    [InlineData("gb-ew,2024-01-01,New Year's Day", "none,2024-01-01,New Year's Day", "holidays, line 2: a holiday has a name, and a calendar")]
    [InlineData("gb-ew,2024-01-01,New Year's Day", "gb-ew,2020-01-01,New Year's Day", "holidays: gb-ew has no holiday in 2021, between 2020 and 2030")]
    [InlineData("gb-ew,2024-01-01,New Year's Day", "gb-ew,2024-01-01,\"New Year's Day", "holidays, line 2: a quoted field is not closed")]
    public void A_broken_holidays_file_is_refused_in_a_clear_sentence(string old, string @new, string sentence)
    {
        Assert.Contains(old, BookText.Holidays, StringComparison.Ordinal);

        var loaded = RegimeBook.Load(BookText.Regimes, BookText.Holidays.Replace(old, @new, StringComparison.Ordinal));

        Assert.Null(loaded.Book);
        Assert.Contains(loaded.Problems, problem => problem.StartsWith(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void All_problems_of_both_files_come_at_once()
    {
        var loaded = RegimeBook.Load(
            """{ "edition": "x", "colour": 1, "regimes": [ { "id": "a" }, { "id": "b", "duty": "act", "period": "days(1)", "zone": "X", "calendar": "y" } ] }""",
            "calendar,date,name\nxx,2024-13-01,Never\n");

        Assert.Equal(
            [
                "holidays, line 2: '2024-13-01' is no date between 1900 and 2999, such as 2026-12-25",
                "regimes: there is no field 'colour'",
                "regime 'a': 'duty' is missing",
                "regime 'a': 'period' is missing",
                "regime 'a': 'appliesFrom' is missing",
            ],
            loaded.Problems.Take(5));
        Assert.Contains("regime 'b': 'X' is no zone of the time-zone data", loaded.Problems);
        Assert.Contains("regime 'b': 'y' is no calendar of the holidays file; those are none", loaded.Problems);
    }

    [Fact]
    public void Any_change_of_the_days_is_another_version_of_that_calendar_and_of_no_other()
    {
        var changed = RegimeBook.Load(BookText.Regimes, BookText.Holidays.Replace("ie,2026-12-25,Christmas Day", "ie,2026-12-24,Christmas Eve", StringComparison.Ordinal)).Book!;

        Assert.NotEqual(RegimeBook.BuiltIn.HolidayVersion, changed.HolidayVersion);
        Assert.NotEqual(HolidayVersion(RegimeBook.BuiltIn, "eu-epoc-pr"), HolidayVersion(changed, "eu-epoc-pr"));
        Assert.Equal(HolidayVersion(RegimeBook.BuiltIn, "us-2703f"), HolidayVersion(changed, "us-2703f"));
    }

    private static string HolidayVersion(RegimeBook book, string regime) => LegalClock.Keep(book, regime, Some.At("2026-09-04T14:20:00+01:00")).Value!.HolidayVersion;
}

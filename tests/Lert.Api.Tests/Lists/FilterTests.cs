using Lert.Api.Lists;
using Lert.Grains.Holds;

namespace Lert.Api.Tests.Lists;

public sealed class FilterTests
{
    private static readonly string[] Fields = [FilterFields.Status, FilterFields.Account, FilterFields.Case, FilterFields.Regime, FilterFields.DueBefore];

    [Fact]
    public void All_conditions_are_read()
    {
        var filter = Read("status = ACTIVE AND account = \"us-1\" AND regime = us-2703f AND case = \"c\" AND due_before = \"2027-01-01T00:00:00Z\"");
        Assert.Equal(["Active"], filter.Statuses<HoldStatus>());
        Assert.Equal(("us-1", "us-2703f", "c"), (filter.Value("account"), filter.Value("regime"), filter.Value("case")));
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), filter.Instant("due_before"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void Nothing_filters_nothing(string text) => Assert.Empty(Read(text).Fields);

    [Fact]
    public void Several_statuses_stand_in_parentheses() => Assert.Equal(["Active", "Locked"], Read("status=(ACTIVE OR LOCKED)").Statuses<HoldStatus>());

    [Fact]
    public void Quotes_and_backslashes_are_escaped() => Assert.Equal("a\"b\\c d", Read("""account = "a\"b\\c d" """).Value("account"));

    [Theory]
    [InlineData("status = ACTIVE AND regime = r", "regime=\"r\"   AND status=(ACTIVE)")]
    [InlineData("status = (ACTIVE OR LOCKED)", "status=(LOCKED OR ACTIVE)")]
    public void What_means_the_same_is_spelt_the_same(string one, string other) => Assert.Equal(Read(one).Canonical, Read(other).Canonical);

    [Theory]
    [InlineData("account = a", "account = b")]
    [InlineData("account = a", "case = a")]
    [InlineData("status = ACTIVE", "")]
    [InlineData("account = \"a\nb=c\"", "account = a AND b = c")]
    public void What_means_another_thing_is_spelt_otherwise(string one, string other) =>
        Assert.NotEqual(FilterParser.Parse(one).Canonical, FilterParser.Parse(other).Canonical);

    [Theory]
    [InlineData("status", "character 7")]
    [InlineData("status =", "a value is expected")]
    [InlineData("= ACTIVE", "the name of a field is expected")]
    [InlineData("status = ACTIVE OR status = LOCKED", "AND is expected")]
    [InlineData("status = ACTIVE and account = a", "character 17: AND is expected")]
    [InlineData("status = ACTIVE AND", "the name of a field is expected")]
    [InlineData("status = ACTIVE AND status = LOCKED", "'status' is there twice")]
    [InlineData("status = (ACTIVE", "OR is expected")]
    [InlineData("status = ()", "a value is expected")]
    [InlineData("status = (ACTIVE, LOCKED)", "OR is expected")]
    [InlineData("account = \"us", "this quote is not closed")]
    [InlineData("account = \"us\\x\"", "only '\"' or '\\' may stand")]
    [InlineData("account > a", "'=' must follow 'account'")]
    [InlineData("colour = red", "'colour' is no field of this list; there are status, account")]
    [InlineData("status = active", "'active' is no status; there are ACTIVE, LOCKED, RELEASED")]
    [InlineData("status = UNSPECIFIED", "is no status")]
    [InlineData("status = 1", "is no status")]
    [InlineData("account = (a OR b)", "'account' takes one value")]
    [InlineData("due_before = soon", "due_before takes an instant")]
    [InlineData("due_before = \"2027-01-01\"", "due_before takes an instant")]
    [InlineData("due_before = \"2027-01-01T00:00:00\"", "due_before takes an instant")]
    [InlineData("due_before = \"1999-12-31T23:59:59Z\"", "due_before takes an instant")]
    [InlineData("due_before = \"9999-12-31T23:59:59Z\"", "due_before takes an instant")]
    [InlineData("due_before = \"2027-02-30T00:00:00Z\"", "due_before takes an instant")]
    public void A_wrong_filter_is_told_what_is_wrong_and_where(string text, string complaint)
    {
        var check = new Lert.Api.Input.RequestCheck();
        check.Filter<HoldStatus>(text, Fields);
        var error = Assert.Throws<Lert.Api.Errors.ApiErrorException>(check.ThrowIfFailed).Error;
        Assert.Equal("filter", error.Violations[0].Field);
        Assert.Contains(complaint, error.Violations[0].Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_read_or_refused_and_never_throws_anything_else()
    {
        var random = new Random(3);
        const string Letters = "status=() \"\\ANDORaccount.-\0\né";
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Create(random.Next(30), random, (span, from) =>
            {
                foreach (ref var letter in span)
                {
                    letter = Letters[from.Next(Letters.Length)];
                }
            });
            new Lert.Api.Input.RequestCheck().Filter<HoldStatus>(text, Fields);
        }
    }

    private static Filter Read(string text)
    {
        var check = new Lert.Api.Input.RequestCheck();
        var filter = check.Filter<HoldStatus>(text, Fields);
        check.ThrowIfFailed();
        return filter;
    }
}

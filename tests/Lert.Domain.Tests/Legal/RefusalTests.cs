using FsCheck.Fluent;
using Lert.Domain.Legal;
using NodaTime;

namespace Lert.Domain.Tests.Legal;

public class RefusalTests
{
    private static readonly Instant Trigger = Some.At("2026-06-01T12:00:00Z");

    [Theory]
    [InlineData("us-9999", null, null, LegalErrorCode.RegimeUnknown)]
    [InlineData("", null, null, LegalErrorCode.RegimeUnknown)]
    [InlineData("us-2703f", "Mars/Olympus", null, LegalErrorCode.ZoneUnknown)]
    [InlineData("us-2703f", "", null, LegalErrorCode.ZoneUnknown)]
    [InlineData("us-2703f", "UTC+05", null, LegalErrorCode.ZoneUnknown)]
    [InlineData("us-2703f", "../../etc/passwd", null, LegalErrorCode.ZoneUnknown)]
    [InlineData("us-2703f", null, 90, LegalErrorCode.OrderNotTaken)]
    [InlineData("us-2705b-days", null, null, LegalErrorCode.OrderRequired)]
    [InlineData("us-2705b-days", null, 0, LegalErrorCode.OrderInvalid)]
    [InlineData("us-2705b-days", null, -1, LegalErrorCode.OrderInvalid)]
    [InlineData("us-2705b-days", null, 36_601, LegalErrorCode.OrderInvalid)]
    [InlineData("us-2705b-days", null, int.MaxValue, LegalErrorCode.OrderInvalid)]
    [InlineData("eu-epoc", null, null, LegalErrorCode.RegimeOfOtherDuty)]
    public void A_keep_refuses_what_it_cannot_count(string regime, string? zone, int? days, string code) =>
        Assert.Equal(code, LegalClock.Keep(Some.Book, regime, Trigger, zone, days).Error?.Code);

    [Theory]
    [InlineData("us-subpoena", null, LegalErrorCode.OrderRequired)]
    [InlineData("us-subpoena", "1899-12-31", LegalErrorCode.OrderInvalid)]
    [InlineData("us-subpoena", "9999-12-31", LegalErrorCode.OrderInvalid)]
    [InlineData("us-warrant", "0001-01-01", LegalErrorCode.OrderInvalid)]
    [InlineData("us-2703h", "2026-08-01", LegalErrorCode.OrderNotTaken)]
    [InlineData("us-2703f", null, LegalErrorCode.RegimeOfOtherDuty)]
    public void An_act_refuses_what_it_cannot_count(string regime, string? date, string code) =>
        Assert.Equal(code, LegalClock.Act(Some.Book, regime, Trigger, zone: null, date is null ? null : Some.On(date)).Error?.Code);

    [Fact]
    public void A_number_is_no_date_and_a_date_is_no_number()
    {
        var number = new LegalRequest { RegimeId = "us-warrant", Trigger = Trigger, Order = new Order.ForDays(14) };
        var date = new LegalRequest { RegimeId = "us-2705b-days", Trigger = Trigger, Order = new Order.Until(new LocalDate(2026, 8, 1)) };

        Assert.Equal(LegalErrorCode.OrderInvalid, LegalClock.Compute(Some.Book, number).Error?.Code);
        Assert.Equal(LegalErrorCode.OrderInvalid, LegalClock.Compute(Some.Book, date).Error?.Code);
    }

    [Fact]
    public void The_hundred_years_of_an_order_are_counted_all_the_same() =>
        Assert.True(LegalClock.Keep(Some.Book, "us-2705b-days", Some.At("2999-12-31T23:59:59Z"), zone: null, Order.MostDays).IsComputed);

    [Fact]
    public void Every_instant_has_an_answer_and_none_throws() =>
        Some.Holds(
            from trigger in Some.AnyInstant
            from other in Some.AnyInstant
            from third in Some.AnyInstant
            from regime in Gen.Elements<Regime>([.. Some.Book.All])
            from zone in Some.Zone
            select (trigger, other, third, regime, zone),
            given =>
            {
                var whole = LegalClock.Compute(Some.Book, new LegalRequest
                {
                    RegimeId = given.regime.Id, Trigger = given.trigger, Zone = given.zone, Extensions = [given.other], LockedFrom = given.third, LockedUntil = given.other,
                });
                var keep = LegalClock.Keep(Some.Book, given.regime.Id, given.trigger, given.zone);
                var act = LegalClock.Act(Some.Book, given.regime.Id, given.trigger, given.zone);
                var extended = keep.Value is { } dates ? LegalClock.Extend(Some.Book, given.regime.Id, dates, given.trigger, given.other) : keep;
                var locked = keep.Value is { } kept ? LegalClock.ApplyLock(kept, given.other, given.third) : keep;
                LegalClock.Grace(given.trigger, 30);
                return new[] { keep.Error, act.Error, extended.Error, locked.Error, whole.Error }.All(error => error is null || error.Message.Length > 0);
            });

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("1899-12-31T23:59:59Z")]
    [InlineData("3000-01-01T00:00:00Z")]
    public void An_instant_that_no_case_can_have_is_refused(string written)
    {
        var instant = NodaTime.Text.OffsetDateTimePattern.Rfc3339.Parse(written).Value.ToInstant();
        var hold = LegalClock.Keep(Some.Book, "us-2703f", Trigger).Value!;

        Assert.Equal(LegalErrorCode.InstantOutOfRange, LegalClock.Keep(Some.Book, "us-2703f", instant).Error?.Code);
        Assert.Equal(LegalErrorCode.InstantOutOfRange, LegalClock.Extend(Some.Book, "us-2703f", hold, Trigger, instant).Error?.Code);
        Assert.Equal(LegalErrorCode.InstantOutOfRange, LegalClock.ApplyLock(hold, instant).Error?.Code);
        Assert.Equal(LegalErrorCode.InstantOutOfRange, LegalClock.Act(Some.Book, "us-edr", instant).Error?.Code);
    }

    [Fact]
    public void An_extension_before_its_own_trigger_is_invalid_even_where_there_is_none_to_have()
    {
        var early = Trigger - Duration.FromSeconds(1);

        Assert.Equal(LegalErrorCode.ExtensionBeforeTrigger, Extend("us-2703f", early));
        Assert.Equal(LegalErrorCode.ExtensionBeforeTrigger, Extend("ca-487013", early));
        Assert.Null(Extend("us-2703f", Trigger));
    }

    [Fact]
    public void Too_late_comes_before_too_many()
    {
        var once = LegalClock.Extend(Some.Book, "us-2703f", LegalClock.Keep(Some.Book, "us-2703f", Trigger).Value!, Trigger, Trigger).Value!;

        Assert.Equal(LegalErrorCode.ExtensionTooLate, LegalClock.Extend(Some.Book, "us-2703f", once, Trigger, once.OwnEnd).Error?.Code);
        Assert.Equal(LegalErrorCode.ExtensionExhausted, LegalClock.Extend(Some.Book, "us-2703f", once, Trigger, once.OwnEnd - Duration.Epsilon).Error?.Code);
    }

    [Fact]
    public void A_regime_without_extension_answers_exhausted_however_late()
    {
        Assert.Equal(LegalErrorCode.ExtensionExhausted, Extend("ca-487013", Trigger + Duration.FromDays(1)));
        Assert.Equal(LegalErrorCode.ExtensionExhausted, Extend("ca-487013", Trigger + Duration.FromDays(1000)));
    }

    [Theory]
    [InlineData("2026-07-01T00:00:00Z", "2026-06-30T23:59:59Z")]
    [InlineData(null, "2026-06-30T23:59:59Z")]
    public void A_lock_that_ends_before_it_begins_is_invalid(string? from, string until)
    {
        var request = new LegalRequest { RegimeId = "us-2703f", Trigger = Trigger, LockedFrom = from is null ? null : Some.At(from), LockedUntil = Some.At(until) };

        Assert.Equal(LegalErrorCode.LockInvalid, LegalClock.Compute(Some.Book, request).Error?.Code);
    }

    [Fact]
    public void All_input_problems_come_at_once()
    {
        var request = new LegalRequest
        {
            RegimeId = "us-2703f", Trigger = Trigger, Zone = "Nowhere", Order = new Order.ForDays(3), Extensions = [Trigger - Duration.FromDays(1)],
            LockedFrom = Trigger, LockedUntil = Trigger - Duration.FromDays(1),
        };

        Assert.Equal(
            [LegalErrorCode.ZoneUnknown, LegalErrorCode.OrderNotTaken, LegalErrorCode.ExtensionBeforeTrigger, LegalErrorCode.LockInvalid],
            LegalClock.InputProblems(Some.Book, request).Select(problem => problem.Code));
    }

    [Fact]
    public void What_is_quoted_from_outside_is_cut_and_cannot_steer_a_terminal()
    {
        var error = LegalClock.Keep(Some.Book, "\u001b[31m" + new string('x', 10_000), Trigger).Error!;

        Assert.True(error.Message.Length < 120);
        Assert.DoesNotContain('\u001b', error.Message);
    }

    private static string? Extend(string regime, Instant askedAt) =>
        LegalClock.Extend(Some.Book, regime, LegalClock.Keep(Some.Book, regime, Trigger).Value!, Trigger, askedAt).Error?.Code;
}

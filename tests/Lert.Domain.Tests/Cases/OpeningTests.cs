using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;

namespace Lert.Domain.Tests.Cases;

/// <summary>C14: many accounts in one request. And what a request must have right in any state.</summary>
public class OpeningTests
{
    private static readonly ImmutableArray<string> FiveHundred = [.. Enumerable.Range(1, 500).Select(i => $"us-account-{i}")];

    [Fact]
    public void C14_Five_hundred_accounts_in_one_request_are_five_hundred_holds_and_a_retry_changes_nothing_twice() => Given.Case(Some.Opened)
        .When(new CaseCommand.RequestHolds([.. Some.Requests([.. FiveHundred])]))
        .Where(@case => Assert.Equal(500, Assert.IsType<CaseEvent.HoldsRequested>(@case.Last.Events[^1]).Orders.Length))
        .Where(@case => Assert.Equal(FiveHundred, @case.Last.Messages.Select(message => message.Key)))
        .Where(@case => Assert.Equal(500, @case.View!.HoldsPending))
        .When(new CaseCommand.RequestHolds([.. Some.Requests([.. FiveHundred])])).ThenNothing()
        .When(new CaseCommand.RequestHolds([.. Some.Requests([.. FiveHundred, "us-account-501"])]))
        .Where(@case => Assert.Equal(["us-account-501"], @case.Last.Messages.Select(message => message.Key)))
        .Where(@case => Assert.Equal(501, @case.View!.HoldsPending));

    [Fact]
    public void C14_What_is_wrong_is_said_per_account_and_nothing_is_held() => Given.Case(Some.Opened)
        .When(new CaseCommand.RequestHolds([.. Some.Requests("us-account-1", "eu-account-2", "us-account-3", "us-account-1", "nowhere")]))
        .ThenInvalid("accounts[1].account_id", "accounts[3].account_id", "accounts[4].account_id")
        .Where(@case => Assert.Equal(0, @case.View!.HoldsPending));

    [Fact]
    public void C14_A_case_holds_five_thousand_accounts_at_most()
    {
        var all = Enumerable.Range(1, 5_000).Select(i => $"us-account-{i}").ToArray();
        Given.Case(Some.Opened)
            .When(new CaseCommand.RequestHolds([.. Some.Requests(all)])).Where(@case => Assert.Equal(5_000, @case.View!.HoldsPending))
            .When(new CaseCommand.RequestHolds([.. Some.Requests("us-account-5001")])).ThenRefused(RefusalCodes.CaseTooManyAccounts);
    }

    [Fact]
    public void Every_wrong_field_is_named_at_once() => Given.Case()
        .When(Some.Open("eu-account-1") with { Regime = "xx-1", Zone = "Mars/Olympus", TriggerAt = null })
        .ThenInvalid("regime", "zone", "trigger_at", "accounts[0].account_id");

    [Theory]
    [InlineData("us-warrant")]
    [InlineData("us-2705b-year")]
    public void A_regime_that_keeps_no_data_makes_no_hold(string regime) => Given.Case().When(Some.Open() with { Regime = regime }).ThenInvalid("regime");

    [Fact]
    public void A_trigger_in_the_future_is_invalid_beyond_five_minutes() => Given.Case()
        .When(Some.Open() with { TriggerAt = Some.Start.AddMinutes(5) }).Where(@case => Assert.Null(@case.Last.Refusal));

    [Fact]
    public void A_trigger_more_than_five_minutes_ahead_is_invalid() => Given.Case()
        .When(Some.Open() with { TriggerAt = Some.Start.AddMinutes(5).AddTicks(1) }).ThenInvalid("trigger_at");

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1899-12-31T23:59:59Z")]
    public void A_trigger_that_no_case_has_is_invalid(string trigger) => Given.Case()
        .When(Some.Open() with { TriggerAt = Some.Instant(trigger) }).ThenInvalid("trigger_at");

    [Fact]
    public void A_regime_that_did_not_apply_yet_is_refused() => Given.Case()
        .When(Some.Open() with { Regime = "eu-epoc-pr" }).ThenRefused(RefusalCodes.RegimeNotApplicable);

    [Fact]
    public void A_period_that_is_over_holds_nothing() => Given.Case()
        .At(Some.End).When(Some.Open()).ThenRefused(RefusalCodes.HoldPeriodOver);

    [Fact]
    public void A_period_that_is_over_takes_no_more_accounts() => Given.Case(Some.Opened)
        .At("2026-04-16T06:59:59Z").When(new CaseCommand.RequestHolds([.. Some.Requests("us-account-1")])).Where(@case => Assert.Null(@case.Last.Refusal))
        .At(Some.End).When(new CaseCommand.RequestHolds([.. Some.Requests("us-account-2")])).ThenRefused(RefusalCodes.HoldPeriodOver);

    [Fact]
    public void A_period_whose_end_no_calendar_reaches_is_taken_on() => Given.Case()
        .At("2030-11-01T12:00:00Z").When(Some.Open("us-account-1") with { TriggerAt = Some.Instant("2030-11-01T12:00:00Z") })
        .Where(@case => Assert.Null(@case.Last.Refusal))
        .Where(@case => Assert.IsType<AccountCommand.Protect>(Assert.Single(@case.Last.Messages.OfType<Lert.Domain.Deciding.Outgoing.ToAccount>()).Command));

    [Fact]
    public void The_courts_zone_moves_the_day() => Given.Case()
        .When(Some.Open("us-account-1") with { Zone = "America/New_York" })
        .Where(@case => Assert.Equal("America/New_York", @case.View!.Zone));
}

using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Holds;

/// <summary>C15, where the rules in force have lost the regime that a hold was ordered under: it is kept, and a person is called. Nothing is thrown.</summary>
public class LostRuleTests
{
    private static readonly Rules Lost = Some.RulesWith(regimes: text => text.Replace("\"us-2703f\"", "\"us-2703f-renamed\"", StringComparison.Ordinal));

    [Fact]
    public void C15_A_hold_that_cannot_be_counted_is_placed_without_an_end_and_calls_for_a_person() => Given.Hold().Under(Lost)
        .When(new HoldCommand.Place(Some.Order(), null))
        .Where(hold => Assert.Null(hold.View!.ReleaseNotBefore))
        .Where(hold => Assert.Contains("us-2703f", hold.View!.Explanation, StringComparison.Ordinal))
        .When(new HoldCommand.Tick()).Then(new HoldEvent.AlarmRaised(RefusalCodes.HoldCalendarUnknown, Some.Start))
        .When(new HoldCommand.Extend(Some.Start, "letter 7")).ThenRefused(RefusalCodes.HoldCalendarUnknown)
        .Under(Some.Rules).At(Some.Start.AddDays(7)).When(new HoldCommand.Tick())
        .Where(hold => Assert.Equal(Some.Instant(Some.End), hold.WakeAt))
        .Where(hold => Assert.Equal(new DateOnly(2026, 4, 15), hold.View!.NominalLastDay));

    [Fact]
    public void Its_extension_counts_from_the_day_that_the_rule_gives_once_it_is_back() => Given.Hold().Under(Lost)
        .When(new HoldCommand.Place(Some.Order(), null))
        .Under(Some.Rules).When(new HoldCommand.Extend(Some.Start, "letter 7"))
        .Then(new HoldEvent.Extended(Some.Start, "letter 7", Some.ExtendedDates));

    [Fact]
    public void The_end_that_was_promised_stands_without_the_rule() => Given.Hold(Some.Placed).Under(Lost)
        .At("2026-04-16T06:59:59Z").When(new HoldCommand.Tick()).ThenNothing()
        .At(Some.End).When(new HoldCommand.Tick()).Then(Some.Released);

    [Fact]
    public void Its_account_keeps_the_data_and_asks_every_thirty_days() => Given.Account().Under(Lost)
        .At(Some.Start).When(new AccountCommand.Protect(Some.Order()))
        .Where(account => Assert.Equal(PreservationStatus.Kept, account.View!.Status))
        .Where(account => Assert.Equal(Some.Start.AddDays(30), account.WakeAt));
}

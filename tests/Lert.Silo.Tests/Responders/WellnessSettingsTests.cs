using Lert.Domain.Responders;
using Lert.Silo.Wellness;

namespace Lert.Silo.Tests.Responders;

public class WellnessSettingsTests
{
    private readonly WellnessOptionsValidator _validator = new();

    [Fact]
    public void The_defaults_are_those_of_the_rules_and_good() =>
        Assert.Equal((new WellnessPolicy { ConsoleContacts = true }, true), (new WellnessOptions().ToPolicy(isDevelopment: true), _validator.Validate(null, new WellnessOptions()).Succeeded));

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var failures = _validator.Validate(null, new WellnessOptions { DayMinutes = 1_300, RowMinutes = 4, WeekMinutes = 1_200, BreakMinutes = 0, Rest = TimeSpan.FromDays(3) }).Failures!.ToList();
        Assert.Equal(4, failures.Count);
        Assert.Contains(failures, failure => failure.Contains("more than the 1200 of a week", StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_is_no_longer_than_a_day() =>
        Assert.Contains("more than the 60 of a day", _validator.Validate(null, new WellnessOptions { DayMinutes = 60, RowMinutes = 90 }).FailureMessage, StringComparison.Ordinal);
}

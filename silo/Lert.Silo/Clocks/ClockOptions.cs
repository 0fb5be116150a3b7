using Microsoft.Extensions.Options;

namespace Lert.Silo.Clocks;

/// <summary>What the silo takes for the time. Without settings it is the machine's.</summary>
internal sealed class ClockOptions
{
    public const string Section = "Lert:Clock";

    /// <summary>Calendar seconds per real second, 0.000001 to 10,000,000. Default 1. Another value is accepted in Development alone.</summary>
    public double Speed { get; set; } = 1;

    /// <summary>The real instant at which the calendar stood at <see cref="Start"/>. Required with another speed than 1, so that a restart goes on where it was.</summary>
    public DateTimeOffset? Origin { get; set; }

    /// <summary>The calendar's instant at <see cref="Origin"/>.</summary>
    public DateTimeOffset? Start { get; set; }

    public TimeProvider Create(TimeProvider machine) =>
        Origin is { } origin && Start is { } start ? new ScaledTimeProvider(machine, origin, start, Speed) : machine;

    internal sealed class Validator(IHostEnvironment environment) : IValidateOptions<ClockOptions>
    {
        public ValidateOptionsResult Validate(string? name, ClockOptions options)
        {
            var problems = Problems(options).ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }

        private IEnumerable<string> Problems(ClockOptions options)
        {
            if ((options.Speed != 1 || options.Origin is not null || options.Start is not null) && !environment.IsDevelopment())
            {
                yield return $"{Section} may only be set in the Development environment; this is {environment.EnvironmentName}. Legal clocks run at the speed of time.";
            }

            if (options.Speed is not (>= 0.000_001 and <= 10_000_000))
            {
                yield return $"{Section}:{nameof(Speed)} must be 0.000001 to 10,000,000.";
            }

            if (options.Origin is null != options.Start is null || (options.Speed != 1 && options.Start is null))
            {
                yield return $"{Section}: {nameof(Origin)} and {nameof(Start)} belong together, and a speed needs both.";
            }
        }
    }
}

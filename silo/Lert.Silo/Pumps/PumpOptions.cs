using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Pumps;

/// <summary>How due timers and waiting messages are fetched and handed to their grains.</summary>
internal sealed class PumpOptions
{
    public const string Section = "Lert:Pumps";

    /// <summary>How long a pump sleeps at most before it looks again, whatever it was told. 1 ms to 1 min; default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many grains a pump keeps busy at once, 1 to 10,000. An eighth of them, and one at least, is for what is urgent. Default 1,024.</summary>
    [Range(1, 10_000)]
    public int MaxInFlight { get; set; } = 1_024;

    /// <summary>
    /// The longest pause before something that failed is tried again, and so how long what is due may still wait when its cause is gone. 100 ms to 10 min; default 5 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
internal sealed partial class PumpOptionsValidator : IValidateOptions<PumpOptions>;

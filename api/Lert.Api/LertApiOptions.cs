using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Lert.Api;

/// <summary>What the API serves.</summary>
public sealed partial class LertApiOptions
{
    public const string Section = "Lert:Api";

    private static readonly string[] AllRegions = ["us", "uk", "ie", "sg"];

    /// <summary>The home regions of this cell, two lower-case letters each: those that are named, or <c>us</c>, <c>uk</c>, <c>ie</c> and <c>sg</c> where none is.</summary>
    public IList<string> Regions { get; } = [];

    /// <summary>How long a watch is silent before it says that it is still there. 1 s to 5 min; default 10 s.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call waits at most until what it asked for is in effect. 100 ms to 1 min; default 10 s. A caller's deadline shortens it.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Where no region is named. Not as a default among the settings: lists are put together place by place, and a cell that names one region would serve three others.
    /// </summary>
    public void FillIn()
    {
        if (Regions.Count == 0)
        {
            foreach (var region in AllRegions)
            {
                Regions.Add(region);
            }
        }
    }

    [GeneratedRegex(@"\A[a-z]{2}\z")]
    private static partial Regex RegionShape();

    internal sealed class Validator : IValidateOptions<LertApiOptions>
    {
        public ValidateOptionsResult Validate(string? name, LertApiOptions options)
        {
            var problems = Problems(options).ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }

        private static IEnumerable<string> Problems(LertApiOptions options)
        {
            foreach (var region in options.Regions.Where(region => !RegionShape().IsMatch(region)))
            {
                yield return $"{Section}:{nameof(Regions)}: '{region}' is no region; a region is two lower-case letters.";
            }

            if (options.Heartbeat < TimeSpan.FromSeconds(1) || options.Heartbeat > TimeSpan.FromMinutes(5))
            {
                yield return $"{Section}:{nameof(Heartbeat)} must be 1 second to 5 minutes.";
            }

            if (options.Patience < TimeSpan.FromMilliseconds(100) || options.Patience > TimeSpan.FromMinutes(1))
            {
                yield return $"{Section}:{nameof(Patience)} must be 100 milliseconds to 1 minute.";
            }
        }
    }
}

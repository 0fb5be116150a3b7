using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Paging;

/// <summary>Whom this cell pages when all else fails, and how much its courier carries.</summary>
internal sealed class PagingOptions
{
    public const string Section = "Lert:Paging";

    /// <summary>Ids of responders, such as <c>us-u-head</c>: told when a page knows nobody else to tell. Name at least one for each region. At most 50.</summary>
    [MaxLength(50)]
    public string[] LastResort { get; set; } = [];

    /// <summary>How many deliveries wait in the memory of a silo for each channel, 100 to 1,000,000. What is beyond waits in the store. Default 50,000.</summary>
    [Range(100, 1_000_000)]
    public int MaxQueued { get; set; } = 50_000;

    /// <summary>Whether deliveries to the channel <c>console</c> are written into the log. Default: only in Development.</summary>
    public bool? Console { get; set; }

    internal sealed class Validator : IValidateOptions<PagingOptions>
    {
        public ValidateOptionsResult Validate(string? name, PagingOptions options)
        {
            string[] problems =
            [
                .. options.LastResort.Where(person => person.Split('-') is not [{ Length: > 0 }, "u", ..])
                    .Select(person => $"{Section}:{nameof(LastResort)} '{person}' is no responder's id such as us-u-head."),
                .. options.LastResort.Length > 50 ? [$"{Section}:{nameof(LastResort)} names {options.LastResort.Length} people; at most 50 are told."] : Array.Empty<string>(),
                .. options.MaxQueued is < 100 or > 1_000_000 ? [$"{Section}:{nameof(MaxQueued)} {options.MaxQueued} is not between 100 and 1,000,000."] : Array.Empty<string>(),
            ];
            return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Storage;

/// <summary>Where the truth is kept.</summary>
internal sealed class StoreOptions
{
    public const string Section = "Lert:Store";

    /// <summary>The SQLite file; relative to the working directory. Its directory is created when missing.</summary>
    [Required]
    public string Path { get; set; } = "";

    /// <summary>How many commits may wait for the writer, 64 to 1,000,000. Default 8,192; one more is answered RESOURCE_EXHAUSTED.</summary>
    [Range(64, 1_000_000)]
    public int MaxQueued { get; set; } = 8_192;
}

[OptionsValidator]
internal sealed partial class StoreOptionsValidator : IValidateOptions<StoreOptions>;

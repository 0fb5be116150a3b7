using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Letters;

/// <summary>What letters need that no case and no person says.</summary>
internal sealed class LetterOptions
{
    public const string Section = "Lert:Letters";

    /// <summary>To whom a letter that drafts itself asks to be answered, such as a mail address; at most 200 characters. Without it a refused extension drafts no letter, and says so.</summary>
    [StringLength(200)]
    public string? Contact { get; set; }
}

[OptionsValidator]
internal sealed partial class LetterOptionsValidator : IValidateOptions<LetterOptions>;

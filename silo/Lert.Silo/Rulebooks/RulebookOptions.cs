using Microsoft.Extensions.Options;

namespace Lert.Silo.Rulebooks;

/// <summary>
/// Files in the place of the law and the policy that ship with a release, each as the path of one. Left out, what ships counts. They are read when the silo starts, and whatever is wrong
/// with any of them is said then. All silos of a cell have the same.
/// </summary>
internal sealed class RulebookOptions
{
    public const string Section = "Lert:Rules";

    /// <summary>The regimes, as <c>regimes.json</c>.</summary>
    public string? Regimes { get; set; }

    /// <summary>The holidays that they count with, as <c>holidays.csv</c>.</summary>
    public string? Holidays { get; set; }

    /// <summary>What each kind of request must say and reaches, as <c>request-kinds.json</c>.</summary>
    public string? RequestKinds { get; set; }

    /// <summary>When who asks gives reason for doubt, as <c>requester-policy.json</c>.</summary>
    public string? RequesterPolicy { get; set; }

    /// <summary>Whether and when the user is told, as <c>notice.json</c>. A case keeps what it owed when it was opened.</summary>
    public string? Notices { get; set; }

    /// <summary>The checklists, as <c>playbooks.json</c>. A case keeps the one that it began with.</summary>
    public string? Playbooks { get; set; }
}

/// <summary>The files are what they are said to be.</summary>
internal sealed class RulebookOptionsValidator : IValidateOptions<RulebookOptions>
{
    public ValidateOptionsResult Validate(string? name, RulebookOptions options) =>
        Rulebook.Load(options) is { Problems: { IsEmpty: false } problems } ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
}

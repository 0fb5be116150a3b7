using System.Collections.Immutable;
using Lert.Grains.Disclosures;

namespace Lert.Domain.Disclosures;

/// <summary>A disclosure. Before it is prepared there is nothing.</summary>
public sealed record DisclosureState
{
    public static DisclosureState Initial { get; } = new();

    public string CaseId { get => field ?? ""; init; } = "";
    public DisclosureStatus Status { get; init; }
    public ProductionScope? Scope { get; init; }
    public string ScopeHash { get => field ?? ""; init; } = "";
    public ImmutableArray<string> Preparers { get => field.IsDefault ? [] : field; init; } = [];
    public ImmutableArray<DisclosureApproval> Approvals { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Everybody who ever approved it, also what is void by now. None of them hands it out.</summary>
    public ImmutableArray<string> Approvers { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>The attempt at a package that is under way; null while none is.</summary>
    public PackagingAttempt? Attempt { get; init; }

    /// <summary>How many attempts there were.</summary>
    public long Attempts { get; init; }
    public Package? Package { get; init; }
    public PackagingProblem? Problem { get; init; }
    public Handover? Handover { get; init; }
    public int Reads { get; init; }
    public string? Receipt { get; init; }
    public string? Ending { get; init; }
    public NonExecution? NonExecution { get; init; }

    /// <summary>Packages that are of no use any more and may still lie on the shelf.</summary>
    public ImmutableArray<string> Leftovers { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>When to ask next whether they are gone; null when there are none.</summary>
    public DateTimeOffset? DiscardAt { get; init; }

    public bool Exists => Status != DisclosureStatus.Unspecified;

    public bool IsOver => Status is DisclosureStatus.Receipted or DisclosureStatus.Expired or DisclosureStatus.Cancelled or DisclosureStatus.NotExecuted;

    /// <summary>Different people who approved exactly this scope, and whose approval still stands.</summary>
    public ImmutableArray<DisclosureApproval> Standing(DateTimeOffset now) =>
        [.. Approvals.Where(given => given.ScopeHash == ScopeHash && given.ExpiresAt > now).DistinctBy(given => given.By)];
}

/// <summary>One attempt at a package.</summary>
/// <param name="By">Who asked for it, and certifies it.</param>
/// <param name="AgainAt">When a packer is looked for again.</param>
/// <param name="Offers">How often one was looked for.</param>
public sealed record PackagingAttempt(long Number, DateTimeOffset At, string By, DateTimeOffset AgainAt, int Offers);

/// <summary>That it may be fetched.</summary>
public sealed record Handover(DateTimeOffset At, string By, DateTimeOffset ExpiresAt);

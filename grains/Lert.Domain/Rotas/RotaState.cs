using System.Collections.Immutable;
using Lert.Grains.Pages;
using Lert.Grains.Rotas;

namespace Lert.Domain.Rotas;

/// <summary>A desk's rota. Before it is defined there is nothing.</summary>
public sealed record RotaState
{
    public static RotaState Initial { get; } = new();

    public RotaDefinition? Definition { get; init; }

    /// <summary>In the order in which they were made. Those that are over for <see cref="RotaDecider.Past"/> are left out: the journal has them.</summary>
    public ImmutableArray<RotaOverrideView> Overrides { get; init => field = Present(value); } = [];

    /// <summary>How many overrides and swaps there ever were; their ids count up.</summary>
    public int OverridesMade { get; init; }

    public ImmutableArray<DeskPolicy> Policies { get; init => field = Present(value); } = [];

    /// <summary>The newest first.</summary>
    public ImmutableArray<HandoffNote> Notes { get; init => field = Present(value); } = [];

    /// <summary>The first gap of the 30 days ahead, as it was found; null while there is none.</summary>
    public RotaGap? Gap { get; init; }

    /// <summary>When to look for gaps again.</summary>
    public DateTimeOffset? LookAt { get; init; }

    public bool Exists => Definition is not null;

    public EscalationPolicy? Policy(AlertKind alert) => Policies.FirstOrDefault(policy => policy.Alert == alert)?.Policy;

    /// <summary>A snapshot from before a list was added lacks it, and reads as one that is empty.</summary>
    private static ImmutableArray<T> Present<T>(ImmutableArray<T> stored) => stored.IsDefault ? [] : stored;
}

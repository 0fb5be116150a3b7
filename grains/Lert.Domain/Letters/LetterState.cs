using System.Collections.Immutable;
using Lert.Grains.Letters;

namespace Lert.Domain.Letters;

/// <summary>A letter. Before it is drafted there is nothing. It keeps its own words, so that no later template changes them.</summary>
public sealed record LetterState
{
    public static LetterState Initial { get; } = new();

    public string CaseId { get => field ?? ""; init; } = "";
    public LetterKind Kind { get; init; }
    public string Language { get => field ?? ""; init; } = "";
    public string About { get => field ?? ""; init; } = "";
    public LetterStatus Status { get; init; }
    public TemplateStamp? Template { get; init; }
    public ImmutableArray<LetterField> Fields { get => field.IsDefault ? [] : field; init; } = [];
    public string Text { get => field ?? ""; init; } = "";
    public string Html { get => field ?? ""; init; } = "";
    public LetterAct? Drafted { get; init; }
    public LetterAct? SignedOff { get; init; }
    public LetterAct? Discarded { get; init; }

    /// <summary>Why it was discarded.</summary>
    public string? Ending { get; init; }

    public bool Exists => Status != LetterStatus.Unspecified;
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lert.Grains.Pages;
using Lert.Grains.Rotas;

namespace Lert.Domain.Rotas;

/// <summary>What can happen to a rota, each change with what was before it. Names and shapes are permanent: they are read for as long as the journal is kept.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Defined), "rota.defined.v1")]
[JsonDerivedType(typeof(Overridden), "rota.overridden.v1")]
[JsonDerivedType(typeof(Swapped), "rota.swapped.v1")]
[JsonDerivedType(typeof(OverrideRemoved), "rota.override-removed.v1")]
[JsonDerivedType(typeof(PolicyPut), "rota.policy-put.v1")]
[JsonDerivedType(typeof(PolicyRemoved), "rota.policy-removed.v1")]
[JsonDerivedType(typeof(NoteWritten), "rota.note-written.v1")]
[JsonDerivedType(typeof(GapAhead), "rota.gap-ahead.v1")]
[JsonDerivedType(typeof(GapsClosed), "rota.gaps-closed.v1")]
[JsonDerivedType(typeof(LookedAhead), "rota.looked-ahead.v1")]
public abstract record RotaEvent
{
    private RotaEvent()
    {
    }

    /// <summary>The desk's layers were entered or changed.</summary>
    public sealed record Defined(RotaDefinition? Old, RotaDefinition New, DateTimeOffset At, string By) : RotaEvent;

    /// <summary>Somebody else is on call for a time.</summary>
    public sealed record Overridden(ImmutableArray<RotaOverrideView> Overrides, DateTimeOffset At, string By) : RotaEvent;

    /// <summary>Both halves, in the order in which they take effect.</summary>
    public sealed record Swapped(ImmutableArray<RotaOverrideView> Halves, DateTimeOffset At, string By) : RotaEvent;

    /// <summary>Overrides are gone before their time.</summary>
    public sealed record OverrideRemoved(ImmutableArray<RotaOverrideView> Old, DateTimeOffset At, string By) : RotaEvent;

    /// <summary>How the desk's alerts escalate was entered or changed.</summary>
    public sealed record PolicyPut(AlertKind Alert, EscalationPolicy? Old, EscalationPolicy New, DateTimeOffset At, string By) : RotaEvent;

    /// <summary>The desk has no policy of its own for these alerts any more.</summary>
    public sealed record PolicyRemoved(AlertKind Alert, EscalationPolicy Old, DateTimeOffset At, string By) : RotaEvent;

    /// <summary>What whoever comes next should know.</summary>
    public sealed record NoteWritten(HandoffNote Note) : RotaEvent;

    /// <summary>The alarm: the 30 days ahead, which had none, have a gap.</summary>
    /// <param name="LookAt">When to look again.</param>
    public sealed record GapAhead(RotaGap Gap, DateTimeOffset LookAt, DateTimeOffset At) : RotaEvent;

    /// <summary>The 30 days ahead have no gap any more.</summary>
    public sealed record GapsClosed(DateTimeOffset LookAt, DateTimeOffset At) : RotaEvent;

    /// <summary>The days ahead were looked through, and they still have gaps, or still none.</summary>
    public sealed record LookedAhead(RotaGap? Gap, DateTimeOffset LookAt, DateTimeOffset At) : RotaEvent;
}

using NodaTime;

namespace Lert.Domain.Legal;

/// <summary>One duty as data: what starts it, how it is counted, where and by which law. Signed off by a deployment's counsel.</summary>
public sealed record Regime
{
    /// <summary>Small letters, digits and hyphens: <c>us-2703f</c>. Permanent.</summary>
    public required string Id { get; init; }

    public required string Description { get; init; }

    public required Duty Duty { get; init; }

    public required Period Period { get; init; }

    /// <summary>Whether a last day that is no working day moves to the next working day.</summary>
    public required bool Rolls { get; init; }

    /// <summary>None for every duty to act, and for a duty to keep that only a new order can prolong.</summary>
    public Extension? Extension { get; init; }

    /// <summary>The IANA id of the counting zone, unless the case names another.</summary>
    public required string Zone { get; init; }

    /// <summary>The holiday calendar, or <c>none</c> for weekends only. Stays, whatever the case's zone.</summary>
    public required string Calendar { get; init; }

    /// <summary>The law.</summary>
    public required string Source { get; init; }

    /// <summary>How sure each part is: <c>high; rolling: medium</c>.</summary>
    public required string Confidence { get; init; }

    /// <summary>The first local date, in the counting zone, on which a trigger may lie.</summary>
    public required LocalDate AppliesFrom { get; init; }

    /// <summary>Whether data is kept while it runs. False for duties to act and for orders of silence, which are no part of a union.</summary>
    public required bool KeepsData { get; init; }

    /// <summary>What another authority, once notified, may do about transmission. None where no law says so.</summary>
    public Notification? Notification { get; init; }

    /// <summary>Which event is the trigger, in words, where the law says it.</summary>
    public string? Trigger { get; init; }

    public string? Note { get; init; }
}

/// <summary>An extension: at most <paramref name="Times"/> times (1 to 10), each adding <paramref name="Period"/> to the nominal last day.</summary>
public sealed record Extension(int Times, Period Period);

/// <summary>
/// Notification of an enforcing authority. Where it <paramref name="Blocks"/>, nothing is transmitted before it has spoken or the outer due instant has come;
/// otherwise it may object within <paramref name="Objection"/> of receipt.
/// </summary>
public sealed record Notification(bool Blocks, Period.Hours? Objection);

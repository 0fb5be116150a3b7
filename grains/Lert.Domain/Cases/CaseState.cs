using System.Collections.Immutable;
using Lert.Domain.Assignments;
using Lert.Domain.Intake;
using Lert.Grains.Cases;
using Lert.Grains.Links;
using Lert.Grains.Disclosures;
using Lert.Grains.Notices;
using Lert.Grains.Requesters;

namespace Lert.Domain.Cases;

/// <summary>A case. Before it is opened there is nothing.</summary>
public sealed record CaseState
{
    public static CaseState Initial { get; } = new();

    public CaseEvent.Opened? Request { get; init; }
    public CaseStatus Status { get; init; }

    /// <summary>Where each hold of this case stands, by its id.</summary>
    public ImmutableSortedDictionary<string, HoldProgress> Holds
    {
        get;
        // A serializer knows neither the order of the keys nor what a snapshot from before a property was added lacks.
        init => field = (value ?? ImmutableSortedDictionary<string, HoldProgress>.Empty).WithComparers(StringComparer.Ordinal);
    } = ImmutableSortedDictionary<string, HoldProgress>.Empty.WithComparers(StringComparer.Ordinal);

    public DateTimeOffset? ClosedAt { get; init; }
    public string? CloseReason { get; init; }

    /// <summary>What the request says, with what was recorded since; null for a preservation that says no more than its registration.</summary>
    public CaseIntake? Intake { get; init; }

    public string Desk { get => field ?? ""; init; } = "";

    /// <summary>The responder who works on it.</summary>
    public string? Assignee { get; init; }

    /// <summary>What spoke for them.</summary>
    public string? AssigneeBecause { get; init; }

    /// <summary>How it looks for somebody; null while it does not.</summary>
    public AssigneeSearch? Search { get; init; }

    /// <summary>How many people it ever asked, counted by question.</summary>
    public long Attempts { get; init; }

    public bool IsRestricted { get; init; }

    /// <summary>Who may see a restricted case.</summary>
    public ImmutableArray<string> Access { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>How far the process reaches, one for each item.</summary>
    public ImmutableArray<ItemVerdict> Verdicts { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>What stays of the original scope; null while all of it does.</summary>
    public ImmutableArray<NarrowedItem>? Narrowing { get; init; }

    public string? NarrowingReason { get; init; }
    public ImmutableArray<HandleChoice> Choices { get => field.IsDefault ? [] : field; init; } = [];
    public ImmutableArray<CaseClock> Clocks { get => field.IsDefault ? [] : field; init; } = [];
    public ImmutableArray<CallBack> CallBacks { get => field.IsDefault ? [] : field; init; } = [];
    public ImmutableArray<CaseApproval> Approvals { get => field.IsDefault ? [] : field; init; } = [];
    public ImmutableArray<CaseApproval> DisclosureApprovals { get => field.IsDefault ? [] : field; init; } = [];
    public ImmutableArray<ItemRecord> Records { get => field.IsDefault ? [] : field; init; } = [];
    public string? OpenQuestion { get; init; }
    public string? Ending { get; init; }
    public bool MayReleaseHolds { get; init; }
    public string? DuplicateOf { get; init; }

    /// <summary>Who last approved alone.</summary>
    public string? BreakGlassBy { get; init; }

    public string? BreakGlassReview { get; init; }
    public string? FollowUp { get; init; }
    public string? DeliveryReference { get; init; }

    /// <summary>It was challenged on comity.</summary>
    public bool IsComity { get; init; }

    /// <summary>What the directory knows of who asks; null until it has said so.</summary>
    public RequesterAnswer? Requester { get; init; }

    public FraudScore? Fraud { get; init; }

    /// <summary>One of too many emergencies of one officer.</summary>
    public bool IsFast { get; init; }

    /// <summary>The last recall of the requester.</summary>
    public RecallNotice? Recall { get; init; }

    /// <summary>What the review of that recall found.</summary>
    public string? RecallFinding { get; init; }

    /// <summary>Other cases that may belong to this one.</summary>
    public ImmutableArray<CaseLink> Links { get => field.IsDefault ? [] : field; init; } = [];
    /// <summary>How far each disclosure of this case has come, by its id.</summary>
    public ImmutableSortedDictionary<string, DisclosureProgress> Disclosures
    {
        get;
        init => field = (value ?? ImmutableSortedDictionary<string, DisclosureProgress>.Empty).WithComparers(StringComparer.Ordinal);
    } = ImmutableSortedDictionary<string, DisclosureProgress>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Its letters, in the order in which it heard of them.</summary>
    public ImmutableArray<CaseLetter> Letters { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>What the enforcing authority said last.</summary>
    public AuthorityAnswered? Authority { get; init; }

    /// <summary>What was ordered, excepted and done about telling the user.</summary>
    public CaseNotice Notice { get => field ?? CaseNotice.None; init; } = CaseNotice.None;

    /// <summary>By which editions it was opened; null for a case from before that was kept.</summary>
    public CaseRules? Rules { get; init; }

    /// <summary>What is to be done, as it was when the case took it on; null for a case from before there were playbooks.</summary>
    public Playbook? Playbook { get; init; }

    /// <summary>The steps that are done.</summary>
    public ImmutableArray<StepTick> Ticks { get => field.IsDefault ? [] : field; init; } = [];

    public bool Exists => Request is not null;

    /// <summary>Two people approve, whatever the kind asks for, and nobody alone.</summary>
    internal bool NeedsTwo => IsFast || Fraud is { IsHigh: true };

    internal bool IsRecallOpen => Recall is not null && RecallFinding is null;

    /// <summary>It keeps data, and nothing is asked for but that.</summary>
    public bool HasItems => Intake is { Items.IsEmpty: false };

    /// <summary>What the intake says; an empty one where there is none.</summary>
    internal CaseIntake Said => Intake ?? IntakeFields.Nothing;

    public int Count(HoldProgress progress) => Holds.Values.Count(known => known == progress);

    internal CaseClock? Clock(string id) => Clocks.FirstOrDefault(clock => clock.ClockId == id);
}

/// <summary>How far a hold has come, as its case knows.</summary>
public enum HoldProgress
{
    Pending = 0,
    Active = 1,
    Ended = 2,
}

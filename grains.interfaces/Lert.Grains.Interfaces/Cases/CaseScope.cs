using System.Collections.Immutable;
using Lert.Grains.Notices;

namespace Lert.Grains.Cases;

/// <summary>What may be produced under a case now, and who had a hand in that. Read at the moment at which something depends on it, and never kept.</summary>
/// <param name="ScopeHash">Over <paramref name="Items"/>: what approvals of the case are bound to.</param>
/// <param name="Items">The scope in force: what the process reaches, as a narrowing left it, of the account that was chosen.</param>
/// <param name="Records">What became of each item in collection.</param>
/// <param name="Approvers">Who approved the case or its delivery. None of them delivers.</param>
/// <param name="Access">Who may see it, where it is restricted.</param>
[GenerateSerializer, Immutable, Alias("lert.case-scope")]
public sealed record CaseScope(
    [property: Id(0)] string CaseId,
    [property: Id(1)] CaseStatus Status,
    [property: Id(2)] CaseKind Kind,
    [property: Id(3)] string Entity,
    [property: Id(4)] string Agency,
    [property: Id(5)] string AgencyReference,
    [property: Id(6)] string ScopeHash,
    [property: Id(7)] ImmutableArray<ScopeItem> Items,
    [property: Id(8)] ImmutableArray<ItemRecord> Records,
    [property: Id(9)] ImmutableArray<string> Approvers,
    [property: Id(10)] bool IsRestricted,
    [property: Id(11)] ImmutableArray<string> Access,
    [property: Id(12)] TransmissionWindow Window)
{
    /// <summary>Whether the user's notice lets anything be disclosed.</summary>
    [Id(13)]
    public NoticeGate Notice { get => field ?? NoticeGate.Unknown; init; }
}

/// <summary>When data may leave, where an authority of the enforcing state was notified of the order.</summary>
/// <param name="IsBlocked">That authority has refused, or the window cannot be computed: nothing leaves.</param>
/// <param name="NotBefore">Nothing leaves before this instant; null where nothing stands against it.</param>
/// <param name="Reason">A sentence for a person; empty where nothing stands against it.</param>
[GenerateSerializer, Immutable, Alias("lert.transmission-window")]
public sealed record TransmissionWindow([property: Id(0)] bool IsBlocked, [property: Id(1)] DateTimeOffset? NotBefore, [property: Id(2)] string Reason)
{
    public static TransmissionWindow Open { get; } = new(false, null, "");
}

/// <summary>What the enforcing authority has said of an order that it may have been notified of, Reg. (EU) 2023/1543 Art. 8.</summary>
public enum AuthorityStance
{
    Unspecified = 0,

    /// <summary>It was not to be notified, as the issuing authority states.</summary>
    NotNotified = 1,

    /// <summary>It will raise no ground for refusal.</summary>
    WillNotRefuse = 2,

    /// <summary>It refuses, or objects. That is for good.</summary>
    Refuses = 3,
}

/// <summary>One answer of the enforcing authority.</summary>
/// <param name="SaidAt">When it said so.</param>
/// <param name="Reference">Its own reference, or that of the form that says so.</param>
[GenerateSerializer, Immutable, Alias("lert.authority-answer")]
public sealed record AuthorityAnswered(
    [property: Id(0)] AuthorityStance Stance,
    [property: Id(1)] DateTimeOffset SaidAt,
    [property: Id(2)] string Reference,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] string By);

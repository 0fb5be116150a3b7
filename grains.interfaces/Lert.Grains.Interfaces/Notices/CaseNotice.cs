using System.Collections.Immutable;
using Lert.Grains.Cases;

namespace Lert.Grains.Notices;

/// <summary>Whether and when the user is told of a disclosure. What a kind of request owes is data: <c>notice.json</c>.</summary>
public enum NoticeDuty
{
    Unspecified = 0,

    /// <summary>We tell them, and they have some days before anything is disclosed.</summary>
    Before = 1,

    /// <summary>We tell them once it is disclosed.</summary>
    After = 2,

    /// <summary>The authority tells them, and we do not.</summary>
    ByAuthority = 3,

    /// <summary>Nobody tells them.</summary>
    Nobody = 4,
}

/// <summary>Why a user is not told though no law forbids it.</summary>
public enum NoticeGround
{
    Unspecified = 0,

    /// <summary>Children are exploited.</summary>
    ChildExploitation = 1,

    /// <summary>Telling would put somebody in danger of death or serious injury.</summary>
    DangerToLife = 2,

    /// <summary>Somebody else holds the account: the notice would reach them and not the user.</summary>
    AccountTakenOver = 3,
}

/// <summary>How a user was told.</summary>
public enum NoticeChannel
{
    Unspecified = 0,
    Mail = 1,
    InApp = 2,
    Letter = 3,
}

/// <summary>One person's word that the user is not told.</summary>
[GenerateSerializer, Immutable, Alias("lert.notice-approval")]
public sealed record NoticeApproval([property: Id(0)] string By, [property: Id(1)] DateTimeOffset At, [property: Id(2)] string Reason);

/// <summary>An exception from telling. It stands once two different people have said so.</summary>
[GenerateSerializer, Immutable, Alias("lert.notice-exemption")]
public sealed record NoticeExemption([property: Id(0)] NoticeGround Ground, [property: Id(1)] ImmutableArray<NoticeApproval> Approvals)
{
    // A method, for what is computed is not stored.
    public bool Stands() => Approvals.Length >= 2;
}

/// <summary>That the user of one account was told.</summary>
/// <param name="Reference">What was sent: its number or template.</param>
/// <param name="DiscloseFrom">Before this instant nothing of that account is disclosed.</param>
[GenerateSerializer, Immutable, Alias("lert.notice-given")]
public sealed record NoticeGiven(
    [property: Id(0)] string AccountId,
    [property: Id(1)] NoticeChannel Channel,
    [property: Id(2)] string Reference,
    [property: Id(3)] DateTimeOffset GivenAt,
    [property: Id(4)] DateTimeOffset DiscloseFrom,
    [property: Id(5)] DateTimeOffset At,
    [property: Id(6)] string By);

/// <summary>What was ordered, excepted and given, as a case keeps it.</summary>
/// <param name="Exception">The last that anybody spoke for; null when nobody did.</param>
/// <param name="Given">One for each account whose user was told.</param>
[GenerateSerializer, Immutable, Alias("lert.case-notice")]
public sealed record CaseNotice(
    [property: Id(0)] ImmutableArray<SilenceOrder> Orders, [property: Id(1)] NoticeExemption? Exception, [property: Id(2)] ImmutableArray<NoticeGiven> Given)
{
    public static CaseNotice None { get; } = new([], null, []);
}

/// <summary>The notice of a case as callers see it.</summary>
/// <param name="Because">Why this duty.</param>
/// <param name="Source">The law or policy that says so.</param>
/// <param name="Clocks">Those of the case that go by orders, reviews and notices.</param>
[GenerateSerializer, Immutable, Alias("lert.notice-plan")]
public sealed record NoticePlan(
    [property: Id(0)] NoticeDuty Duty, [property: Id(1)] string Because, [property: Id(2)] string Source, [property: Id(3)] CaseNotice Notice, [property: Id(4)] ImmutableArray<CaseClock> Clocks)
{
    public static NoticePlan Blank { get; } = new(NoticeDuty.Unspecified, "", "", CaseNotice.None, []);
}

/// <summary>Whether the user's notice lets anything be disclosed now. Read at the moment at which something depends on it, and never kept.</summary>
/// <param name="Code">Of the refusal; empty where nothing stands against it.</param>
/// <param name="Reason">A sentence for a person.</param>
/// <param name="NotBefore">When the days of the user are over; null where they do not run.</param>
[GenerateSerializer, Immutable, Alias("lert.notice-gate")]
public sealed record NoticeGate([property: Id(0)] string Code, [property: Id(1)] string Reason, [property: Id(2)] DateTimeOffset? NotBefore)
{
    public bool IsOpen() => Code.Length == 0;

    /// <summary>The refusal of whoever would disclose something now; null where nothing stands against it.</summary>
    public Refusal? Judge() => IsOpen() ? null : NotBefore is { } from ? new Refusal(Code, Reason).With("not_before", $"{from:O}") : new Refusal(Code, Reason);

    public static NoticeGate Open(string reason) => new("", reason, null);

    /// <summary>Nobody has said whether the user was told: nothing leaves.</summary>
    public static NoticeGate Unknown { get; } = new(RefusalCodes.NoticeNotGiven, "Whether the user was told is not known.", null);
}

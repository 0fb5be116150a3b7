using System.Collections.Immutable;
using Lert.Domain.Intake;
using Lert.Domain.Legal;
using Lert.Domain.Letters;
using Lert.Domain.Notices;
using Lert.Domain.Playbooks;
using Lert.Domain.Requesters;
using Lert.Domain.Responders;
using Lert.Grains;

namespace Lert.Domain.Deciding;

/// <summary>What a decision may depend on besides state and command: the instant, who asks, and the rules in force.</summary>
public sealed record Moment(DateTimeOffset Now, string By, Rules Rules)
{
    /// <summary>A timer or another actor asks, and no person.</summary>
    public bool IsMachinery => Machinery.Is(By);
}

/// <summary>The rules in force: the law as data, and this deployment's own policy.</summary>
public sealed record Rules(RegimeBook Regimes)
{
    /// <summary>How long after the last hold deletion stays forbidden, in days from the UTC day of the release. 0 to 365.</summary>
    public int GraceDays { get; init; } = 30;

    /// <summary>How long after a hold should have ended its account asks it, in case a message was lost.</summary>
    public TimeSpan AskAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a hold may stay unreleased after its end before a person is called.</summary>
    public TimeSpan OverdueAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long the deletion pipeline may act on an authorisation.</summary>
    public TimeSpan AuthorizationLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How far ahead of ours a requester's clock may be.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Responders who are told when a page knows nobody else to tell, of all regions.</summary>
    public ImmutableArray<string> LastResort { get; init; } = [];

    /// <summary>How much a person may be asked to look at.</summary>
    public WellnessPolicy Wellness { get; init; } = new();

    /// <summary>What each kind of request must say, and how far each process reaches.</summary>
    public IntakeBook Intake { get; init; } = IntakeBook.BuiltIn;

    /// <summary>The templates of letters, and the words that are put into them.</summary>
    public LetterBook Letters { get; init; } = LetterBook.BuiltIn;

    /// <summary>To whom letters that draft themselves ask to be answered, such as a mail address; empty where they cannot.</summary>
    public string LetterContact { get; init; } = "";

    /// <summary>What is done in a case of each kind, step by step.</summary>
    public PlaybookBook Playbooks { get; init; } = PlaybookBook.BuiltIn;

    /// <summary>Whether and when the user is told.</summary>
    public NoticeBook Notices { get; init; } = NoticeBook.BuiltIn;

    /// <summary>When who asks gives reason for doubt.</summary>
    public RequesterPolicy Requesters { get; init; } = RequesterPolicy.BuiltIn;

    /// <summary>How soon an emergency must be decided before somebody else is woken.</summary>
    public TimeSpan EmergencyDecision { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How soon another person reviews what one approved alone.</summary>
    public TimeSpan BreakGlassReview { get; init; } = TimeSpan.FromHours(24);

    /// <summary>When the process is expected that an emergency's requester has promised.</summary>
    public TimeSpan FollowUp { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How many whole days a user has between the notice and a disclosure, 0 to 365.</summary>
    public int NoticeDays { get; init; } = 7;

    /// <summary>How soon a notice that is due is given.</summary>
    public TimeSpan NoticeWithin { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long an approval of a disclosure stands.</summary>
    public TimeSpan DisclosureApprovalLifetime { get; init; } = TimeSpan.FromHours(72);

    /// <summary>How long a package may be fetched.</summary>
    public TimeSpan DeliveryLifetime { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long a packer may be silent before another is looked for.</summary>
    public TimeSpan PackagingPatience { get; init; } = TimeSpan.FromMinutes(10);
}

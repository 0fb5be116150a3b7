using System.Collections.Immutable;
using Lert.Domain.Links;
using Lert.Domain.Requesters;
using Lert.Grains.Cases;
using Lert.Grains.Links;
using Lert.Grains.Requesters;

namespace Lert.Domain.Tests.Stored;

/// <content>Requesters and links.</content>
internal static partial class StoredSamples
{
    private static readonly AgencyProfile Police = new("US", AgencyKind.Police, ["harbour.example"], [new DirectoryNumber("+1 555 0199", "their site \"Ä\"", "user:lead", At)]);
    private static readonly OfficerProfile Vane = new("4711", "vane@harbour.example");
    private static readonly OfficerCall Asked = new("us-c-1", "+1 555 0199", "Sgt. C", true, At, "user:intake");
    private static readonly RequesterEvent.Verified Trusted = new("the desk sergeant knows her", At, "user:lead");
    private static readonly RequesterEvent.RecallOrdered Recalled = new(2, At, East, "the account was taken over", 3, At, "user:lead");

    public static ImmutableArray<RequesterEvent> RequesterEvents { get; } =
    [
        new RequesterEvent.Registered("Harbour City Police", "Det. R. Vane", At, "system:case/us-c-1"),
        new RequesterEvent.AgencyPut(Police, Police with { Kind = AgencyKind.Court }, At, "user:lead"),
        new RequesterEvent.OfficerPut(Vane, Vane with { Badge = "4712" }, At, "user:intake"),
        new RequesterEvent.CaseNoted("us-c-1", CaseKind.Emergency, At, At),
        new RequesterEvent.VelocityExceeded("us-c-1", 11, At),
        new RequesterEvent.CalledBack(Asked),
        Trusted,
        Recalled,
        new RequesterEvent.RecallTold(2, 2, 17, IsRead: true, At, At),
        new RequesterEvent.RecallJoined(2, "us-c-9", At),
        new RequesterEvent.CaseRecalled(2, "us-c-1", RecallOutcome.Returned, At),
    ];

    public static ImmutableArray<LinkEvent> LinkEvents { get; } = [new LinkEvent.CaseNoted(LinkGround.Account, "us-c-1", IsRestricted: true, At)];

    public static LinkState Link { get; } = new() { Ground = LinkGround.AgencyReference, Cases = [new LinkedCase("us-c-1", IsRestricted: true)] };

    public static RequesterState Requester { get; } = new()
    {
        Agency = "Harbour City Police",
        Officer = "Det. R. Vane",
        Profile = Police,
        Person = Vane,
        Verified = Trusted,
        Calls = [Asked],
        Cases = 4,
        Emergencies = [new RecentEmergency("us-c-1", At, IsFlagged: true)],
        Recall = new RecallState(Recalled, 17, IsRead: true, At, 3, 3, At, At) { Returned = 1, Held = 1, Reopened = 2, Ended = 3 },
    };
}

using Lert.Grains.Requesters;

namespace Lert.Api.Tests.Running;

/// <content>Requesters.</content>
public static partial class Some
{
    /// <summary>A requester with nothing left out, as neither an agency nor an officer alone has it.</summary>
    public static RequesterView Requester(string id) => new(
        id, 3, RequesterStatus.Compromised, "Agency of .example", "us-q-2", "Officer A",
        new AgencyProfile("US", AgencyKind.Police, ["police.example"], [new DirectoryNumber("+1 555 0199", "their site", "ann", Instant)]),
        new OfficerProfile("4711", "a@police.example"),
        [new OfficerCall("us-c-1", "+1 555 0199", "Sgt. C", true, Instant, "ann")],
        4, [Instant], Instant, "ann",
        new RecallProgress(2, Instant, Instant, "taken over", Instant, "ann", 12, 11, 1, 2, 3, 4, Instant));
}

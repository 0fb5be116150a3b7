using System.Collections.Immutable;
using Lert.Domain.Assignments;
using Lert.Domain.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Responders;

namespace Lert.Domain.Tests.Stored;

/// <summary>Samples of what format 4 of a case added: how it finds somebody to work on it. Like all of them, never changed.</summary>
internal static class CaseAssignmentSamples
{
    private static readonly DateTimeOffset At = Some.Instant("2026-09-07T09:00:00.123456Z");

    public static ImmutableArray<CaseEvent> Events { get; } =
    [
        new CaseEvent.AssigneeWanted(["us-u-ben"], At),
        new CaseEvent.AssigneeAsked("us-u-ana", 4, "Ana speaks Spanish, on duty.", new LeadOverride("user:lead", "nobody else is there"), At.AddMinutes(1), At, "user:lead"),
        new CaseEvent.AssigneeDeclined("us-u-ana", 4, "responder.not-available", At),
        new CaseEvent.AssigneeReleased("us-u-ana", "is away", At, "user:lead"),
        new CaseEvent.NobodyFound("Nobody can take it: 1 not available.", IsRead: true, IsForLead: true, At.AddMinutes(5), At),
    ];

    public static CaseState Fill(CaseState old) => old with
    {
        AssigneeBecause = "Ana speaks Spanish, on duty.",
        Search = new AssigneeSearch(At, "us-u-cy", "Cy is on call.", "user:lead", ["us-u-ben"], ["us-u-dee"], 2, 1, At.AddMinutes(-5)),
        Attempts = 7,
    };
}

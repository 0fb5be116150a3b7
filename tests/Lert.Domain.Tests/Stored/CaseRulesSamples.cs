using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Notices;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Notices;

namespace Lert.Domain.Tests.Stored;

/// <summary>Samples of what format 6 of a case added: by which rules it was opened, and that an exception is revoked. Like all of them, never changed.</summary>
internal static class CaseRulesSamples
{
    private static readonly CaseRules Rules = new(
        "first edition/0a1b2c3d", "of Example Ltd., \"2\"/4e5f6a7b", "first edition/8c9d0e1f", new NoticeRule(NoticeDuty.After, "The user is told once it is disclosed.", "our policy, § 3"));

    public static ImmutableArray<CaseEvent> Events { get; } =
    [
        new CaseEvent.RulesTaken(Rules),
        new CaseEvent.ExceptionRevoked(CaseNoticeSamples.Exception, "he was arrested; the witness is safe", Some.Instant("2026-11-28T19:00:00.123456Z"), "user:counsel"),
    ];

    public static CaseState Fill(CaseState old) => old with { Rules = Rules };
}

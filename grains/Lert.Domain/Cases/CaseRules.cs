using Lert.Domain.Deciding;
using Lert.Domain.Notices;
using Lert.Grains.Cases;

namespace Lert.Domain.Cases;

/// <summary>By which editions of our own rules a case was opened, and what it owes its user by them: a later edition changes that of later cases alone.</summary>
/// <param name="RequestKinds">The edition and digest of the kinds of request.</param>
/// <param name="Requesters">Of the policy on requesters.</param>
/// <param name="Notices">Of the notices.</param>
/// <param name="Notice">What it owes.</param>
public sealed record CaseRules(string RequestKinds, string Requesters, string Notices, NoticeRule Notice)
{
    internal static CaseRules Of(CaseKind kind, Rules rules) => new(rules.Intake.Version, rules.Requesters.Version, rules.Notices.Version, rules.Notices.Of(kind));
}

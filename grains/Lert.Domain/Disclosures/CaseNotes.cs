using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;

namespace Lert.Domain.Disclosures;

/// <summary>What a disclosure tells its case.</summary>
internal static class CaseNotes
{
    public static Outgoing Of(string key, string caseId, DisclosureProgress progress, bool isFinal, Moment moment, string reference = "") =>
        new Outgoing.ToCase(caseId, new CaseCommand.NoteDisclosure(key, progress, isFinal, [], reference, moment.Now, moment.By));

    /// <summary>It may be fetched, or arrived: with those who approved it, as approvals of the scope of the case that it was prepared for.</summary>
    public static Outgoing HandedOut(string key, DisclosureState state, DisclosureProgress progress, string reference, Moment moment) => new Outgoing.ToCase(
        state.CaseId,
        new CaseCommand.NoteDisclosure(
            key,
            progress,
            state.Scope?.IsFinal() == true,
            [.. state.Approvals.Where(given => given.ScopeHash == state.ScopeHash).Select(given => new CaseApproval(given.By, given.At, state.Scope!.CaseScopeHash, given.Reason, null, false))],
            reference,
            moment.Now,
            state.Handover?.By ?? moment.By));
}

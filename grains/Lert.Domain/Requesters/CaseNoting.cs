using Lert.Domain.Deciding;
using Lert.Grains.Cases;
using Lert.Grains.Pages;
using Lert.Grains.Requesters;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Requesters.RequesterEvent>;

namespace Lert.Domain.Requesters;

/// <summary>A case names its officer: they are entered, counted, and the case is told what is known of them.</summary>
internal static class CaseNoting
{
    public static Decision Note(string key, RequesterState state, RequesterCommand.NoteCase note, Moment moment)
    {
        var policy = moment.Rules.Requesters;
        var noted = new RequesterEvent.CaseNoted(note.CaseId, note.Kind, note.OpenedAt, moment.Now);
        var after = RequesterFolding.Fold(state, noted);
        var isEmergency = note.Kind == CaseKind.Emergency;
        var emergencies = isEmergency ? VelocityRules.Count(after.Emergencies, new RecentEmergency(note.CaseId, note.OpenedAt, IsFlagged: false), policy) : 0;

        // What was opened later and heard of before may be one too many by this one.
        var exceeding = VelocityRules.Exceeding(after.Emergencies, policy).ToList();
        var answer = new RequesterAnswer(
            key, note.Agency, note.Officer, state.Status == RequesterStatus.Verified, state.Cases, emergencies, emergencies > policy.Emergencies,
            note.Directory?.Has(note.ContactNumber) == true, note.Directory?.Country ?? "");
        var decision = new Decision(
            [
                .. DirectoryRules.Registered(state, note.Agency, note.Officer, moment), noted,
                .. exceeding.Select(found => new RequesterEvent.VelocityExceeded(found.One.CaseId, found.Count, moment.Now)),
            ],
            [
                .. DirectoryRules.TellAgency(key, state, note.Agency),
                new Outgoing.ToCase(note.CaseId, new CaseCommand.NoteRequester(answer)) { Urgency = isEmergency ? Urgency.Emergency : Urgency.Unspecified },
                .. exceeding.Where(found => found.One.CaseId != note.CaseId)
                    .Select(found => new Outgoing.ToCase(found.One.CaseId, new CaseCommand.NoteVelocity(key, found.Count)) { Urgency = Urgency.Emergency }),
            ],
            null);
        return state.Recall is { } recall && recall.Covers(note.OpenedAt) ? RecallRules.Joined(key, recall, note.CaseId, decision, moment) : decision;
    }
}

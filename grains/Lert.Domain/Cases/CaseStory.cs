using System.Globalization;
using Lert.Domain.Notices;
using Lert.Domain.Requesters;
using Lert.Grains.Cases;
using Lert.Grains.Links;

namespace Lert.Domain.Cases;

/// <summary>What happened to a case, as a sentence for a person.</summary>
public static class CaseStory
{
    public static string Tell(CaseEvent happened) => happened switch
    {
        CaseEvent.Opened opened => $"received from {opened.Agency}, {opened.Officer}, as {opened.AgencyReference}",
        CaseEvent.Moved moved => $"{moved.Old} → {moved.New}",
        CaseEvent.HoldsRequested requested => $"{requested.Orders.Length} holds were asked for",
        CaseEvent.HoldActive active => $"hold {active.HoldId} is active",
        CaseEvent.HoldEnded ended => $"hold {ended.HoldId} ended{(ended.Early ? " early" : "")}",
        CaseEvent.Closed closed => $"closed: {closed.Reason}",
        CaseEvent.IntakeRecorded recorded =>
            $"asks for {recorded.Verdicts.Length} items, of which {recorded.Verdicts.Count(verdict => verdict.Refusal is not null)} are not reached; desk {recorded.Desk}",
        CaseEvent.RulesTaken { Rules: var rules } => $"by the kinds of request '{rules.RequestKinds}', the policy on requesters '{rules.Requesters}' and the notices '{rules.Notices}'",
        CaseEvent.Misdirected misdirected => $"addressed to '{misdirected.Entity}', and is for '{misdirected.RightEntity}'",
        CaseEvent.Remarked remarked => remarked.Remark.Length == 0 ? "looked at" : $"looked at: {remarked.Remark}",
        CaseEvent.ClarificationRequested asked => $"the requester was asked: {asked.Question}",
        CaseEvent.Clarified clarified => $"the requester answered: {clarified.Answer}",
        CaseEvent.ScopeNarrowed narrowed => $"narrowed to {string.Join(", ", narrowed.New.Select(item => item.ItemId))}: {narrowed.Reason}",
        CaseEvent.AccountChosen chosen => $"'{chosen.New.Handle}' means {chosen.New.AccountId}: {chosen.Reason}",
        CaseEvent.TranslationRecorded recorded => $"translation {recorded.Reference} came",
        CaseEvent.CalledBack called => $"called back: {(called.Call.IsConfirmed ? "confirmed" : "not confirmed")}, number from {called.Call.Source}",
        CaseEvent.ApprovalGiven given => $"approved{(given.Approval.IsBreakGlass ? " alone, break-glass" : "")}: {given.Approval.Reason}",
        CaseEvent.ApprovalsVoided voided => $"approvals of {string.Join(", ", voided.Approvers)} are void: {voided.Reason}",
        CaseEvent.RejectedByUs rejected => $"rejected: {rejected.Reason}",
        CaseEvent.ChallengeRaised raised => $"challenged ({raised.Ground}): {raised.Reason}",
        CaseEvent.ChallengeResolved resolved => $"challenge {(resolved.IsUpheld ? "upheld" : "not upheld")}: {resolved.Reason}",
        CaseEvent.ItemRecorded recorded => $"{recorded.New.ItemId}: {recorded.New.Outcome} {recorded.New.Reason}".TrimEnd(),
        CaseEvent.DisclosureApproved approved => $"disclosure approved: {approved.Approval.Reason}",
        CaseEvent.DeliveryMade made => $"delivered as {made.Reference}",
        CaseEvent.ReceiptConfirmed confirmed => $"receipt confirmed: {confirmed.Reference}",
        CaseEvent.WithdrawnByRequester withdrawn => $"withdrawn: {withdrawn.Reason}{(withdrawn.MayReleaseHolds ? "; the holds may go" : "")}",
        CaseEvent.FoundDuplicate found => $"duplicate of {found.OfCase}: {found.Reason}",
        CaseEvent.ReopenedAgain reopened => $"reopened: {reopened.Reason}",
        CaseEvent.BreakGlassReviewed reviewed => $"break-glass reviewed: {reviewed.Finding}",
        CaseEvent.FollowUpRecorded recorded => $"the process that was promised came: {recorded.Reference}",
        CaseEvent.AccessGranted granted => $"{granted.Subject} may see it: {granted.Reason}",
        CaseEvent.AssigneeChanged changed => $"{changed.New} works on it{(changed.Old is null ? "" : $", no longer {changed.Old}")}: {changed.Because}",
        CaseEvent.AssigneeWanted wanted => wanted.Not.IsEmpty ? "somebody is looked for to work on it" : $"somebody else than {string.Join(", ", wanted.Not)} is looked for to work on it",
        CaseEvent.AssigneeAsked asked => $"{asked.ResponderId} was asked to take it: {asked.Because}{(asked.Override is { } word ? $" Caps were lifted: {word.Reason}" : "")}",
        CaseEvent.AssigneeDeclined declined => $"{declined.ResponderId} cannot take it: {declined.Why}",
        CaseEvent.AssigneeReleased released => $"{released.Old} no longer works on it: {released.Because}",
        CaseEvent.NobodyFound nobody => $"{nobody.Because} {(nobody.IsForLead ? "It waits in the lead's queue, and looks" : "It looks")} again at {Text(nobody.AgainAt)}",
        CaseEvent.FieldAmended amended => $"{amended.Field}: '{amended.Old}' → '{amended.New}': {amended.Reason}",
        CaseEvent.LinksSuggested suggested => $"may belong to {string.Join(", ", suggested.Links.Select(link => $"{link.CaseId}, which has {link.What} as well"))}",
        CaseEvent.LinkJudged judged => $"{(judged.Status == LinkStatus.Accepted ? "belongs to" : "has nothing to do with")} {judged.OtherCase}: {judged.Reason}",
        CaseEvent.LinkedByOther linked => $"{linked.Link.CaseId} belongs to this one, its people say",
        CaseEvent.RequesterAnswered or CaseEvent.VelocityFlagged or CaseEvent.Recalled or CaseEvent.RecallReviewed => RequesterStory.Tell(happened),
        CaseEvent.PlaybookAdopted adopted => adopted.OldVersion == 0 && adopted.Reason.Length == 0
            ? $"follows version {adopted.New.Version} of its playbook, {adopted.New.Steps.Length} steps"
            : $"playbook version {adopted.OldVersion} → {adopted.New.Version}: {adopted.Reason}",
        CaseEvent.StepTicked ticked => $"step '{ticked.Tick.StepId}' is done{(ticked.Tick.Note.Length > 0 ? $": {ticked.Tick.Note}" : "")}",
        CaseEvent.StepUnticked unticked => $"step '{unticked.Old.StepId}', done by {unticked.Old.By}, is open again: {unticked.Reason}",
        CaseEvent.DisclosureNoted noted => $"disclosure {noted.DisclosureId} is {noted.Progress}",
        CaseEvent.LetterNoted noted => $"letter {noted.Letter.LetterId} ({noted.Letter.Kind}, {noted.Letter.Language}) is {noted.Letter.Status}, by {noted.Letter.By}",
        CaseEvent.AuthorityHeard heard => $"enforcing authority: {heard.New.Stance}, {heard.New.Reference}",
        CaseEvent.SilenceOrdered or CaseEvent.SilenceExtended or CaseEvent.SilenceReviewed or CaseEvent.SilenceEnded or CaseEvent.DelayReceived or CaseEvent.NoticeExcepted
            or CaseEvent.ExceptionRevoked or CaseEvent.NoticeRecorded => NoticeStory.Tell(happened),
        _ => TellClock(happened),
    };

    private static string TellClock(CaseEvent happened) => happened switch
    {
        CaseEvent.ClockStarted started => $"clock {started.Clock.ClockId} runs until {Text(started.Clock.DueInternal)}",
        CaseEvent.ClockPaused paused => $"clock {paused.ClockId} pauses: {paused.Reason}",
        CaseEvent.ClockResumed resumed => $"clock {resumed.ClockId} goes on: {Text(resumed.OldDueAt)} → {Text(resumed.NewDueAt)}",
        CaseEvent.ClockWarned warned => $"{warned.Percent} % of clock {warned.ClockId} are gone",
        CaseEvent.ClockBreached breached => $"clock {breached.ClockId} was BREACHED at {Text(breached.DueAt)}",
        CaseEvent.BreachExplained explained => $"breach of {explained.ClockId}: {explained.Reason}",
        CaseEvent.ClockMet met => $"clock {met.ClockId} was met: {met.Reason}",
        CaseEvent.ClockCancelled cancelled => $"clock {cancelled.ClockId} was cancelled: {cancelled.Reason}",
        CaseEvent.ClockRestarted restarted => $"clock {restarted.ClockId} goes on",
        CaseEvent.ClockRecounted recounted => $"clock {recounted.ClockId} was counted again: {Text(recounted.Old.DueInternal)} → {Text(recounted.New.DueInternal)}",
        _ => throw new InvalidOperationException($"No words for {happened.GetType().Name}."),
    };

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}

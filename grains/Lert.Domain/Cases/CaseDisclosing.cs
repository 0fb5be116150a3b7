using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Domain.Intake;
using Lert.Domain.Legal;
using Lert.Domain.Notices;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using NodaTime;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Cases;

/// <summary>A case and its disclosures: what may be produced now, what it learns of them, and when it stops them.</summary>
internal static class CaseDisclosing
{
    public static CaseScope? ScopeOf(string key, CaseState state, Moment moment) => state.Request is not { } request
        ? null
        : new CaseScope(
            key,
            state.Status,
            request.Kind,
            state.Said.Entity,
            request.Agency,
            request.AgencyReference,
            ScopeRules.Hash(state),
            ScopeRules.InForce(state),
            state.Records,
            [.. state.Approvals.Concat(state.DisclosureApprovals).Select(approval => approval.By).Distinct(StringComparer.Ordinal)],
            state.IsRestricted,
            state.Access,
            WindowOf(request, state, moment)) { Notice = NoticeRules.Gate(state, moment) };

    /// <summary>A disclosure came further; it never goes back. One that comes to a case where nothing may be handed out any more is stopped at once.</summary>
    public static Decision Note(string key, CaseState state, CaseCommand.NoteDisclosure note, Moment moment)
    {
        if (state.Disclosures.TryGetValue(note.DisclosureId, out var known) && known >= note.Progress)
        {
            return Decision.Nothing;
        }

        var noted = new CaseEvent.DisclosureNoted(note.DisclosureId, note.Progress, note.At, note.By);
        var decision = note is { IsFinal: true, Progress: DisclosureProgress.Delivered or DisclosureProgress.Receipted } ? Advanced(state, note, noted, moment) : Decision.Accept(noted);
        return note.Progress < DisclosureProgress.Receipted && !MayProduce(state.Status) ? decision.Send(Stop(note.DisclosureId, state.Status)) : decision;
    }

    public static Decision Answered(CaseState state, CaseCommand.RecordAuthorityAnswer record, Moment moment)
    {
        if (state.Authority is { Stance: AuthorityStance.Refuses })
        {
            return Decision.Refuse(RefusalCodes.CaseAuthorityRefused, "The enforcing authority has refused, and that is for good.");
        }

        return Decision.Accept(new CaseEvent.AuthorityHeard(
            state.Authority, new AuthorityAnswered(record.Stance, record.SaidAt ?? moment.Now, record.Reference, moment.Now, moment.By)));
    }

    /// <summary>A case that goes back, is challenged or ends stops what was not handed out yet.</summary>
    public static ImmutableArray<Outgoing> Stops(CaseState before, CaseState after) => MayProduce(before.Status) && !MayProduce(after.Status)
        ? [.. after.Disclosures.Where(known => known.Value < DisclosureProgress.Receipted).Select(known => Stop(known.Key, after.Status))]
        : [];

    private static bool MayProduce(CaseStatus status) =>
        status is CaseStatus.DisclosureApproval or CaseStatus.Delivered or CaseStatus.Acknowledged or CaseStatus.Closed;

    private static Outgoing Stop(string disclosure, CaseStatus status) =>
        new Outgoing.ToDisclosure(disclosure, new DisclosureCommand.Cancel($"the case is {status}"));

    /// <summary>The last production takes the case along, by the same guards as a delivery by hand. Where they do not pass, the case stays where it is and knows what it was told.</summary>
    private static Decision Advanced(CaseState state, CaseCommand.NoteDisclosure note, CaseEvent noted, Moment moment)
    {
        ImmutableArray<CaseEvent> events = [noted];
        var now = CaseFolding.Fold(state, noted);
        if (state.Status == CaseStatus.DisclosureApproval)
        {
            ImmutableArray<CaseEvent> made =
            [
                .. note.Approvals.Select(approval => new CaseEvent.DisclosureApproved(approval)),
                new CaseEvent.DeliveryMade(note.DisclosureId, ScopeRules.Hash(state), note.At, note.By),
            ];
            var delivery = CaseMoves.To(now, nameof(CaseCommand.NoteDisclosure), CaseStatus.Delivered, moment, made.AsSpan());
            if (delivery.Refusal is not null)
            {
                return Decision.Accept(noted);
            }

            events = [.. events, .. delivery.Events];
            now = delivery.Events.Aggregate(now, CaseFolding.Fold);
        }

        if (now.Status == CaseStatus.Delivered && note.Progress == DisclosureProgress.Receipted)
        {
            events = [.. events, .. CaseMoves.To(now, nameof(CaseCommand.NoteDisclosure), CaseStatus.Acknowledged, moment, new CaseEvent.ReceiptConfirmed(note.Reference, note.At, note.By)).Events];
        }

        return Decision.Accept(events.AsSpan());
    }

    private static TransmissionWindow WindowOf(CaseEvent.Opened request, CaseState state, Moment moment)
    {
        if (!moment.Rules.Regimes.TryGet(request.Regime, out var regime) || regime.Notification is null || state.Authority is { Stance: AuthorityStance.NotNotified })
        {
            return TransmissionWindow.Open;
        }

        var trigger = Instant.FromDateTimeOffset(request.TriggerAt);
        var orderDate = state.Said.OrderDate is { } date ? LocalDate.FromDateOnly(date) : (LocalDate?)null;
        if (LegalClock.ActByOrder(moment.Rules.Regimes, request.Regime, trigger, request.Zone, orderDate) is not { Value: { } dates }
            || LegalClock.Transmit(moment.Rules.Regimes, request.Regime, trigger, dates, AnswerOf(state.Authority)) is not { Value: { } transmission })
        {
            return new TransmissionWindow(true, null, "When the enforcing authority's time is over cannot be computed: nothing leaves.");
        }

        return transmission switch
        {
            Transmission.From(var notBefore, _) when notBefore <= Instant.FromDateTimeOffset(moment.Now) => TransmissionWindow.Open,
            Transmission.From(var notBefore, _) => new TransmissionWindow(
                false, notBefore.ToDateTimeOffset(), $"Nothing leaves before {InstantText.Write(notBefore)}, unless the enforcing authority says that it will not refuse."),
            _ => new TransmissionWindow(true, null, "The enforcing authority has refused: nothing leaves."),
        };
    }

    private static AuthorityAnswer AnswerOf(AuthorityAnswered? said) => said switch
    {
        { Stance: AuthorityStance.WillNotRefuse } => new AuthorityAnswer.WillNotRefuse(Instant.FromDateTimeOffset(said.SaidAt)),
        { Stance: AuthorityStance.Refuses } => new AuthorityAnswer.Refuses(Instant.FromDateTimeOffset(said.SaidAt)),
        _ => new AuthorityAnswer.Silent(),
    };
}

using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains.Disclosures;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Disclosures.DisclosureEvent>;

namespace Lert.Domain.Disclosures;

/// <summary>When content is read and packed, what became of that, and what is taken off the shelf again.</summary>
internal static class PackagingRules
{
    private static readonly TimeSpan MostPause = TimeSpan.FromHours(1);

    public static Decision Start(DisclosureState state, DisclosureCommand.StartPackaging start, Moment moment)
    {
        if (HandOutRules.Judge(state, start.Facts, moment, mustStand: true) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        return state.Status == DisclosureStatus.Approved
            ? Decision.Accept(new DisclosureEvent.PackagingStarted(state.Attempts + 1, moment.Now, moment.By, moment.Now + moment.Rules.PackagingPatience))
            : HandOutRules.NotAllowed(state, "packaged");
    }

    /// <summary>What is said of an attempt that is over is old, and its package of no use.</summary>
    public static Decision Packaged(DisclosureState state, DisclosureCommand.NotePackaged note, Moment moment) =>
        state.Attempt?.Number == note.Attempt ? Decision.Accept(new DisclosureEvent.Packaged(note.Attempt, note.Package, moment.Now)) : Decision.Nothing;

    public static Decision NotPackaged(DisclosureState state, DisclosureCommand.NoteNotPackaged note, Moment moment) => state.Attempt?.Number == note.Attempt
        ? Decision.Accept(new DisclosureEvent.PackagingFailed(note.Attempt, new PackagingProblem(note.Code, note.Detail, moment.Now)))
        : Decision.Nothing;

    public static Decision Discarded(DisclosureState state, DisclosureCommand.NoteDiscarded note, Moment moment) =>
        state.Leftovers.Contains(note.Sha256) ? Decision.Accept(new DisclosureEvent.Discarded(note.Sha256, moment.Now)) : Decision.Nothing;

    /// <summary>What is due by now.</summary>
    public static ImmutableArray<DisclosureEvent> Due(DisclosureState state, Moment moment)
    {
        var due = ImmutableArray.CreateBuilder<DisclosureEvent>();
        if (state is { Status: DisclosureStatus.Delivered, Handover: { } handover } && handover.ExpiresAt <= moment.Now)
        {
            due.Add(new DisclosureEvent.Expired(moment.Now));
        }
        else if (NeedsApprovals(state) && state.Approvals.Where(given => given.ExpiresAt <= moment.Now).Select(given => given.By).ToImmutableArray() is { IsEmpty: false } late)
        {
            due.Add(new DisclosureEvent.ApprovalsVoided(late, "their time is over", moment.Now));
        }
        else if (state.Attempt is { } attempt && attempt.AgainAt <= moment.Now)
        {
            due.Add(new DisclosureEvent.PackagingOffered(attempt.Number, moment.Now, moment.Now + Pause(moment.Rules.PackagingPatience, attempt.Offers)));
        }

        // Also what has just become of no use.
        if (due.Aggregate(state, DisclosureFolding.Fold).DiscardAt <= moment.Now)
        {
            due.Add(new DisclosureEvent.DiscardOffered(moment.Now, moment.Now + moment.Rules.PackagingPatience));
        }

        return due.ToImmutable();
    }

    public static DateTimeOffset? NextAt(DisclosureState state)
    {
        DateTimeOffset? next = state switch
        {
            { Status: DisclosureStatus.Delivered, Handover: { } handover } => handover.ExpiresAt,
            _ when NeedsApprovals(state) => state.Approvals.Select(given => (DateTimeOffset?)given.ExpiresAt).Append(state.Attempt?.AgainAt).Min(),
            _ => null,
        };
        return next is null || state.DiscardAt < next ? state.DiscardAt ?? next : next;
    }

    private static bool NeedsApprovals(DisclosureState state) =>
        state.Status is DisclosureStatus.Prepared or DisclosureStatus.Approved or DisclosureStatus.Packaging or DisclosureStatus.Packaged;

    private static TimeSpan Pause(TimeSpan patience, int offers)
    {
        var pause = patience * (1 << Math.Clamp(offers, 0, 6));
        return pause < MostPause ? pause : patience < MostPause ? MostPause : patience;
    }
}

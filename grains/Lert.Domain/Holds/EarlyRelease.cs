using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Holds;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Holds.HoldEvent>;

namespace Lert.Domain.Holds;

/// <summary>A hold ends before its time only when two different people say so for the same reason.</summary>
internal static class EarlyRelease
{
    public static Decision Decide(HoldState state, HoldCommand.Release release, Moment moment)
    {
        if (state.ReleasedAt is { } released)
        {
            return Decision.Refuse(RefusalCodes.HoldReleased, $"The hold was released at {released:O}.");
        }

        if (state.IsLocked)
        {
            return Decision.Refuse(new Refusal(RefusalCodes.HoldLocked, "Process was served on the held data; unlock it first.")
                .With("open_references", string.Join(", ", state.Locks.Select(open => open.Reference))));
        }

        // An order to destroy stands against the basis of this hold. Whoever approves it must have looked at both.
        if (release.Ground == ReleaseGround.OrderToDestroy && release.BasisSeen != state.Order!.Basis)
        {
            return Decision.Refuse(new Refusal(RefusalCodes.HoldBasisNotSeen, "The basis named is not the one that this hold stands on.")
                .With("basis", state.Order.Basis));
        }

        var approval = new ReleaseApproval(moment.By, moment.Now, release.Ground, release.Reason, release.OrderReference, release.BasisSeen);
        var approved = new HoldEvent.ReleaseApproved(approval);
        if (state.Approvals.IsEmpty)
        {
            return Decision.Accept(approved);
        }

        var first = state.Approvals[0];
        var same = first.Ground == approval.Ground && first.OrderReference == approval.OrderReference && first.BasisSeen == approval.BasisSeen;
        if (first.By == moment.By)
        {
            // Whoever approved alone may correct what they named; the other person then meets the corrected approval.
            return same
                ? Decision.Refuse(RefusalCodes.HoldSecondApproverRequired, "You have approved this release already; another person must.")
                : Decision.Accept(approved);
        }

        if (!same)
        {
            return Decision.Refuse(new Refusal(RefusalCodes.HoldApprovalDiffers, "The first approver named another ground, order or basis.")
                .With("first_ground", first.Ground.ToString())
                .With("first_order_reference", first.OrderReference ?? ""));
        }

        // The second approval is an event of its own, so the release that follows it is one revision later.
        var ended = HoldDecider.Ended(
            state with { Revision = state.Revision + 1, Approvals = state.Approvals.Add(approval) }, moment, early: true, [first.By, moment.By]);
        return ended with { Events = [approved, .. ended.Events] };
    }
}

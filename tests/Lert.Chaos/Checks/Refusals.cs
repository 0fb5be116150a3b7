using Grpc.Core;
using Lert.Chaos.History;
using Lert.Domain.Holds;
using Lert.Grains;

namespace Lert.Chaos.Checks;

/// <summary>What a refusal says of the actor that refused.</summary>
internal static class Refusals
{
    /// <summary>It says that there is no such actor.</summary>
    public static bool IsAbsence(Operation one) => one.Ending == Ending.Refused && (one.Code == $"{one.Actor.Kind}.not-found" || one.Code == nameof(StatusCode.NotFound));

    /// <summary>The states of a hold in which it is refused so; null where that takes more than its state to tell, such as the hour.</summary>
    public static Func<HoldState, bool>? Of(Operation one) => one.Ending == Ending.Refused ? one.Code switch
    {
        RefusalCodes.HoldReleased => state => state.ReleasedAt is not null,
        RefusalCodes.HoldLocked => state => state is { IsLocked: true, ReleasedAt: null },
        RefusalCodes.HoldNotLocked => state => state.Exists && state.Locks.All(held => held.Reference != one.Reference),
        RefusalCodes.HoldSecondApproverRequired or RefusalCodes.HoldApprovalDiffers => state => state is { Approvals.IsEmpty: false, ReleasedAt: null, IsLocked: false },
        RefusalCodes.HoldExtensionExhausted => state => state is { Dates.ExtensionsUsed: > 0, ReleasedAt: null },
        _ => null,
    }
    : null;

    /// <summary>
    /// A try that had no answer arrived after a later one of the same request had been refused. That no was true when it was said; it leaves no trace, so that the same
    /// may be asked again, and so it does not hold up what was on its way.
    /// </summary>
    public static bool CameFirst(Operation one, JournalLine done) => one is { Ending: Ending.Refused, Attempts: > 1 } && done.CommittedAt > one.Answered;

    /// <summary>A refusal that leaves this line, or says later what became of it.</summary>
    public static bool Leaves(string? code, string line) => (code, line) is
        (RefusalCodes.AccountRetained, "account.deletion-refused.v1")
        or (RefusalCodes.AccountAuthorizationSuperseded, "account.deletion-authorized.v1")
        or (RefusalCodes.HoldDataGone, "hold.lock-asked.v1");
}

using NodaTime;

namespace Lert.Domain.Legal;

public static partial class LegalClock
{
    /// <summary>
    /// A lock: process served on held data, or mutual legal assistance filed. While it is on, there is no end; afterwards the end is the later of the hold's
    /// own and the unlock. One that began before the trigger counts; one that begins at or after the end changes nothing. Locks may be applied one after another.
    /// </summary>
    /// <param name="current">The dates so far, other locks included.</param>
    /// <param name="from">When it began.</param>
    /// <param name="until">When it ended; null while it is on.</param>
    public static LegalResult<KeepDates> ApplyLock(KeepDates current, Instant from, Instant? until = null)
    {
        if (LockProblems(from, until) is [var problem, ..])
        {
            return LegalResult.Refused<KeepDates>(problem);
        }

        if (current.ReleaseNotBefore is not { } end || from >= end)
        {
            return LegalResult.Computed(current);
        }

        return LegalResult.Computed(KeepLock(current, until is { } unlocked ? Instant.Max(end, unlocked) : null));
    }

    internal static List<LegalError> LockProblems(Instant? from, Instant? until)
    {
        var problems = new List<LegalError>();
        if (from is { } began && !LegalInput.IsInRange(began))
        {
            problems.Add(LegalInput.OutOfRange("the beginning of the lock"));
        }

        if (until is { } ended && !LegalInput.IsInRange(ended))
        {
            problems.Add(LegalInput.OutOfRange("the end of the lock"));
        }

        if (until is not null && from is null)
        {
            problems.Add(new LegalError(LegalErrorCode.LockInvalid, "a lock that has ended needs its beginning too"));
        }

        if (until < from)
        {
            problems.Add(new LegalError(LegalErrorCode.LockInvalid, "a lock does not end before it begins"));
        }

        return problems;
    }

    // The end with a lock: never before the hold's own.
    private static KeepDates KeepLock(KeepDates dates, Instant? lockedEnd)
    {
        if (lockedEnd is not { } end)
        {
            return dates with { ReleaseNotBefore = null, Because = dates.Because with { Release = $"locked, so it has no end; its own end is {Words.At(dates.OwnEnd)}" } };
        }

        return end <= dates.OwnEnd
            ? dates
            : dates with { ReleaseNotBefore = end, Because = dates.Because with { Release = $"released from {Words.At(end)}, when it was unlocked; its own end was {Words.At(dates.OwnEnd)}" } };
    }
}

using System.Collections.Immutable;
using NodaTime;

namespace Lert.Domain.Legal;

/// <summary>A whole computation at once: a trigger and all that happened since.</summary>
public sealed record LegalRequest
{
    public required string RegimeId { get; init; }

    public required Instant Trigger { get; init; }

    /// <summary>Null for the regime's.</summary>
    public string? Zone { get; init; }

    public Order? Order { get; init; }

    /// <summary>When each extension was asked for, in that order.</summary>
    public ImmutableArray<Instant> Extensions { get; init; } = [];

    public Instant? LockedFrom { get; init; }

    /// <summary>Null while the lock is on.</summary>
    public Instant? LockedUntil { get; init; }
}

/// <summary>What became of one extension that was asked for.</summary>
/// <param name="AskedAt">When it was asked for.</param>
/// <param name="Refusal">Null where it was accepted. A refused one changes nothing.</param>
public sealed record ExtensionOutcome(Instant AskedAt, LegalError? Refusal);

/// <summary>The outcome of a <see cref="LegalRequest"/>.</summary>
public abstract record LegalDates
{
    private LegalDates()
    {
    }

    /// <summary>A duty to keep, with the outcome of each extension.</summary>
    public sealed record ToKeep(KeepDates Dates, ImmutableArray<ExtensionOutcome> Extensions) : LegalDates;

    /// <summary>A duty to act.</summary>
    public sealed record ToAct(ActDates Dates) : LegalDates;
}

public static partial class LegalClock
{
    /// <summary>Everything that is wrong with a request as input, at once. What the law refuses (a first day, a late extension) is no input problem.</summary>
    public static ImmutableArray<LegalError> InputProblems(RegimeBook book, LegalRequest request)
    {
        var problems = LegalInput.Problems(book, request.RegimeId, duty: null, request.Trigger, request.Zone, request.Order);
        if (book.TryGet(request.RegimeId, out var regime) && regime.Duty == Duty.Act)
        {
            if (request.Extensions.Length > 0)
            {
                problems.Add(new LegalError(LegalErrorCode.RegimeOfOtherDuty, $"{regime.Id} is a duty to act and has no extensions"));
            }

            if (request.LockedFrom is not null || request.LockedUntil is not null)
            {
                problems.Add(new LegalError(LegalErrorCode.RegimeOfOtherDuty, $"{regime.Id} is a duty to act and has no lock"));
            }
        }

        foreach (var askedAt in request.Extensions)
        {
            if (!LegalInput.IsInRange(askedAt))
            {
                problems.Add(LegalInput.OutOfRange("an extension"));
            }
            else if (askedAt < request.Trigger)
            {
                problems.Add(new LegalError(LegalErrorCode.ExtensionBeforeTrigger, $"the extension asked for at {Words.At(askedAt)} is before the trigger"));
            }
        }

        problems.AddRange(LockProblems(request.LockedFrom, request.LockedUntil));
        return [.. problems];
    }

    /// <summary>The dates that follow from a whole request: the period, then the extensions in their order, then the lock.</summary>
    public static LegalResult<LegalDates> Compute(RegimeBook book, LegalRequest request)
    {
        if (InputProblems(book, request) is [var problem, ..])
        {
            return LegalResult.Refused<LegalDates>(problem);
        }

        if (book.TryGet(request.RegimeId, out var regime) && regime.Duty == Duty.Act)
        {
            return ActUnder(book, request.RegimeId, request.Trigger, request.Zone, request.Order).TryGet(out var act, out var error)
                ? LegalResult.Computed<LegalDates>(new LegalDates.ToAct(act))
                : LegalResult.Refused<LegalDates>(error);
        }

        return ComputeKeep(book, request);
    }

    private static LegalResult<LegalDates> ComputeKeep(RegimeBook book, LegalRequest request)
    {
        var current = KeepUnder(book, request.RegimeId, request.Trigger, request.Zone, request.Order);
        var outcomes = ImmutableArray.CreateBuilder<ExtensionOutcome>();
        foreach (var askedAt in request.Extensions)
        {
            var next = current switch
            {
                { Value: { } dates } => Extend(book, request.RegimeId, dates, request.Trigger, askedAt),
                { Error.OpenEnd: { } open } => Extend(book, request.RegimeId, open, request.Trigger, askedAt),
                _ => current,
            };

            // An extension to a day that the calendar does not reach is accepted all the same: keeping is the safe side.
            var accepted = next.IsComputed || next.Error.OpenEnd is not null;
            outcomes.Add(new ExtensionOutcome(askedAt, accepted ? null : next.Error));
            current = accepted ? next : current;
        }

        if (current.IsComputed && request.LockedFrom is { } from)
        {
            current = ApplyLock(current.Value, from, request.LockedUntil);
        }

        return current.TryGet(out var kept, out var error)
            ? LegalResult.Computed<LegalDates>(new LegalDates.ToKeep(kept, outcomes.ToImmutable()))
            : LegalResult.Refused<LegalDates>(error);
    }
}

using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Disclosures.DisclosureEvent>;

namespace Lert.Domain.Disclosures;

/// <summary>
/// What leaves, who approved exactly that, and until when. Whatever hands anything out is judged by the case as it is at that moment: a message that says that the
/// case went back may be late, and nothing may leave meanwhile.
/// </summary>
public sealed class DisclosureDecider : IDecider<DisclosureState, DisclosureCommand, DisclosureEvent, DisclosureView>
{
    private DisclosureDecider()
    {
    }

    public static DisclosureState Initial => DisclosureState.Initial;

    public static int Format => 1;

    public static DisclosureCommand TimerTick { get; } = new DisclosureCommand.Tick();

    public static IEnumerable<FieldViolation> Validate(string key, DisclosureCommand command, Moment moment) => command switch
    {
        DisclosureCommand.Prepare prepare => ProductionRules.Validate(prepare.Items, prepare.Recipient, HandOutRules.Seen(prepare.Facts, moment.By)),
        DisclosureCommand.Revise revise => ProductionRules.Validate(revise.Items, revise.Recipient, HandOutRules.Seen(revise.Facts, moment.By)),
        DisclosureCommand.DeclineExecution decline when NonExecutionBook.BuiltIn.Find(decline.Ground) is null =>
            [new FieldViolation("ground", $"is no ground that we know; known are {string.Join(", ", NonExecutionBook.BuiltIn.Grounds.Select(ground => ground.Id))}")],
        _ => [],
    };

    public static Decision Decide(string key, DisclosureState state, DisclosureCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(moment);
        // What is over by now is over, whether its timer has come or not.
        var due = PackagingRules.Due(state, moment);
        var now = due.Aggregate(state, DisclosureFolding.Fold);
        var decision = command is DisclosureCommand.Tick ? Decision.Nothing : Answer(key, now, command, moment);
        if (decision.Refusal is not null || due.IsEmpty || (decision.IsNothing && command is not DisclosureCommand.Tick))
        {
            return decision;
        }

        ImmutableArray<Outgoing> said = state.Status != DisclosureStatus.Expired && now.Status == DisclosureStatus.Expired
            ? [CaseNotes.Of(key, now.CaseId, DisclosureProgress.Ended, now.Scope?.IsFinal() == true, moment)]
            : [];
        return decision with { Events = [.. due, .. decision.Events], Messages = [.. said, .. decision.Messages] };
    }

    public static DisclosureState Evolve(DisclosureState state, DisclosureEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        return DisclosureFolding.Fold(state, happened);
    }

    public static DateTimeOffset? WakeAt(DisclosureState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return PackagingRules.NextAt(state);
    }

    public static Listing List(string key, DisclosureState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(state.Status.ToString()) { Case = state.Exists ? state.CaseId : null, DueAt = state.Status == DisclosureStatus.Delivered ? state.Handover?.ExpiresAt : null };
    }

    public static DisclosureView? View(string key, long version, DisclosureState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Exists
            ? null
            : new DisclosureView(
                key, version, state.CaseId, state.Status, state.Scope, state.ScopeHash, state.Preparers, state.Approvals, state.Package, state.Problem,
                state.Handover?.At, state.Handover?.By, state.Handover?.ExpiresAt, state.Reads, state.Receipt, state.Ending, state.NonExecution);
    }

    /// <summary>What a packer should do now; null when that is nothing.</summary>
    public static DisclosureWork? Wanted(string key, DisclosureState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Attempt is { } attempt
            ? new DisclosureWork(key, attempt.Number, state.Scope, state.ScopeHash, attempt.By, attempt.At, state.Leftovers)
            : state.Leftovers.IsEmpty ? null : new DisclosureWork(key, 0, null, "", "", default, state.Leftovers);
    }

    /// <summary>Why the package may not be taken out now; null when it may.</summary>
    public static Refusal? JudgeHandOut(DisclosureState state, ProductionFacts facts, Moment moment) => HandOutRules.JudgeFetch(state, facts, moment);

    /// <summary>Whether what belongs to that case is there for this person; what belongs to none is there for everybody.</summary>
    public static bool IsThereFor(CaseScope? of, string by) => of is null || HandOutRules.MaySee(of, by);

    /// <summary>Whose word the rules need before they can decide: the case, and the holds that items are to be produced from.</summary>
    public static (string Case, ImmutableArray<string> Holds) Asks(DisclosureState state, DisclosureCommand command)
    {
        ArgumentNullException.ThrowIfNull(state);
        return command switch
        {
            DisclosureCommand.Prepare prepare => (prepare.CaseId, HoldsOf(prepare.Items)),
            DisclosureCommand.Revise revise => (state.CaseId, HoldsOf(revise.Items)),
            DisclosureCommand.DeclineExecution decline => (decline.CaseId, []),
            DisclosureCommand.Tick or DisclosureCommand.NotePackaged or DisclosureCommand.NoteNotPackaged or DisclosureCommand.NoteDiscarded => ("", []),
            _ => (state.CaseId, []),
        };
    }

    private static Decision Answer(string key, DisclosureState state, DisclosureCommand command, Moment moment) => (state, command) switch
    {
        ({ Exists: false }, DisclosureCommand.Prepare prepare) => ProductionRules.Prepare(prepare, key, moment),
        ({ Exists: false }, DisclosureCommand.DeclineExecution decline) => EndingRules.Decline(key, decline, moment),
        ({ Exists: false }, DisclosureCommand.NotePackaged or DisclosureCommand.NoteNotPackaged or DisclosureCommand.NoteDiscarded) => Decision.Nothing,
        ({ Exists: false }, DisclosureCommand.Cancel) when moment.IsMachinery => Decision.Nothing,
        ({ Exists: false }, _) => Decision.Refuse(RefusalCodes.DisclosureNotFound, "There is no such disclosure."),
        (_, DisclosureCommand.NotePackaged note) => PackagingRules.Packaged(state, note, moment),
        (_, DisclosureCommand.NoteNotPackaged note) => PackagingRules.NotPackaged(state, note, moment),
        (_, DisclosureCommand.NoteDiscarded note) => PackagingRules.Discarded(state, note, moment),
        (_, DisclosureCommand.Cancel cancel) => EndingRules.Cancel(key, state, cancel, moment),
        (_, { Facts: var facts }) when facts?.Case is not { } of || !HandOutRules.MaySee(of, moment.By) =>
            Decision.Refuse(RefusalCodes.DisclosureNotFound, "There is no such disclosure."),
        (_, DisclosureCommand.Prepare or DisclosureCommand.DeclineExecution) => Decision.Refuse(RefusalCodes.RequestIdReused, "This request id has prepared a disclosure already."),
        (_, DisclosureCommand.Revise revise) => ProductionRules.Revise(state, revise, moment),
        (_, DisclosureCommand.Approve approve) => HandOutRules.Approve(state, approve, moment),
        (_, DisclosureCommand.StartPackaging start) => PackagingRules.Start(state, start, moment),
        (_, DisclosureCommand.Deliver deliver) => HandOutRules.Deliver(key, state, deliver, moment),
        (_, DisclosureCommand.Fetch fetch) => HandOutRules.Fetch(state, fetch, moment),
        (_, DisclosureCommand.ConfirmReceipt confirm) => EndingRules.Receipt(key, state, confirm, moment),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    private static ImmutableArray<string> HoldsOf(ImmutableArray<ItemChoice> items) =>
        [.. items.Select(item => item.HoldId).Where(hold => hold.Length > 0).Distinct(StringComparer.Ordinal)];
}

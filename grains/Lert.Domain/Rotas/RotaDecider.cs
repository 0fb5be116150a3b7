using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Pages;
using Lert.Grains.Rotas;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Rotas.RotaEvent>;

namespace Lert.Domain.Rotas;

/// <summary>Who is on call for a desk, how it escalates, and what the next one must know.</summary>
public sealed class RotaDecider : IDecider<RotaState, RotaCommand, RotaEvent, RotaView>
{
    /// <summary>How long an override stays readable in the state after its end.</summary>
    public static readonly TimeSpan Past = TimeSpan.FromDays(35);

    private const int NotesKept = 20;

    private RotaDecider()
    {
    }

    public static RotaState Initial => RotaState.Initial;

    public static int Format => 1;

    public static RotaCommand TimerTick { get; } = new RotaCommand.Tick();

    public static IEnumerable<FieldViolation> Validate(string key, RotaCommand command, Moment moment) => RotaFields.Problems(key, command);

    /// <summary>Everybody whom a command would put on call or have told: the facts that it needs of them are whether they can be reached.</summary>
    public static ImmutableArray<string> Names(string key, RotaCommand command) =>
        [.. RotaFields.People(command).Select(named => named.Person).Where(person => RotaFields.IsResponder(ActorKey.RegionOf(key), person)).Distinct(StringComparer.Ordinal)];

    /// <summary>The command with those of its people who cannot be reached.</summary>
    public static RotaCommand Informed(RotaCommand command, ImmutableArray<string> unreachable) => command switch
    {
        RotaCommand.Put put => put with { Unreachable = unreachable },
        RotaCommand.AddOverrides add => add with { Unreachable = unreachable },
        RotaCommand.Swap swap => swap with { Unreachable = unreachable },
        RotaCommand.PutPolicy put => put with { Unreachable = unreachable },
        _ => command,
    };

    public static Decision Decide(string key, RotaState state, RotaCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(moment);
        var decision = DecideAlone(state, command, moment);
        return decision.Events.IsEmpty ? decision : decision.Send(RotaPages.Of(key, state, decision.Events.Aggregate(state, Evolve)).AsSpan());
    }

    public static RotaState Evolve(RotaState state, RotaEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        return happened switch
        {
            RotaEvent.Defined defined => state with { Definition = defined.New },
            RotaEvent.Overridden made => With(state, made.Overrides, made.Overrides.Length, made.At),
            RotaEvent.Swapped swapped => With(state, swapped.Halves, 1, swapped.At),
            RotaEvent.OverrideRemoved removed => state with { Overrides = state.Overrides.RemoveAll(known => removed.Old.Any(old => old.Id == known.Id)) },
            RotaEvent.PolicyPut put => state with { Policies = [.. Without(state, put.Alert), new DeskPolicy(put.Alert, put.New)] },
            RotaEvent.PolicyRemoved removed => state with { Policies = Without(state, removed.Alert) },
            RotaEvent.NoteWritten written => state with { Notes = [written.Note, .. state.Notes.Take(NotesKept - 1)] },
            RotaEvent.GapAhead ahead => state with { Gap = ahead.Gap, LookAt = ahead.LookAt },
            RotaEvent.GapsClosed closed => state with { Gap = null, LookAt = closed.LookAt },
            RotaEvent.LookedAhead looked => state with { Gap = looked.Gap, LookAt = looked.LookAt, Overrides = Recent(state.Overrides, looked.At) },
            _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
        };
    }

    public static DateTimeOffset? WakeAt(RotaState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Exists ? state.LookAt : null;
    }

    public static Listing List(string key, RotaState state) => new("Active");

    public static RotaView? View(string key, long version, RotaState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Definition is { } definition ? new RotaView(key, version, definition, state.Overrides, state.Policies, state.Notes, state.Gap) : null;
    }

    private static Decision DecideAlone(RotaState state, RotaCommand command, Moment moment) => (state, command) switch
    {
        ({ Exists: false }, RotaCommand.Tick) => Decision.Nothing,
        (_, RotaCommand.Put put) => Reachable(put, put.Unreachable) ?? Changed(state, new RotaEvent.Defined(state.Definition, put.Definition, moment.Now, moment.By), moment),
        ({ Exists: false }, _) => Decision.Refuse(RefusalCodes.RotaNotFound, "There is no such rota."),
        (_, RotaCommand.AddOverrides add) => Override(state, add, moment),
        (_, RotaCommand.RemoveOverride remove) => Remove(state, remove, moment),
        (_, RotaCommand.Swap swap) => Swap(state, swap, moment),
        (_, RotaCommand.PutPolicy put) => Reachable(put, put.Unreachable)
            ?? Decision.Accept(new RotaEvent.PolicyPut(put.Alert, state.Policy(put.Alert), put.Policy, moment.Now, moment.By)),
        (_, RotaCommand.RemovePolicy remove) => state.Policy(remove.Alert) is { } old
            ? Decision.Accept(new RotaEvent.PolicyRemoved(remove.Alert, old, moment.Now, moment.By))
            : Decision.Refuse(RefusalCodes.RotaPolicyNotFound, "The desk has no policy of its own for these alerts."),
        (_, RotaCommand.WriteNote note) => Decision.Accept(new RotaEvent.NoteWritten(new HandoffNote(note.Text, moment.Now, moment.By))),
        (_, RotaCommand.Tick) => state.LookAt is { } due && due <= moment.Now ? Decision.Accept(GapWatch.Due(state, moment.Now)) : Decision.Nothing,
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    private static Decision Override(RotaState state, RotaCommand.AddOverrides add, Moment moment)
    {
        if (Reachable(add, add.Unreachable) is { } unreachable)
        {
            return unreachable;
        }

        var (overrides, refusal) = OverrideRules.Judge(state, add.Overrides, moment.Now);
        if (refusal is not null)
        {
            return Decision.Refuse(refusal);
        }

        // A calendar may be imported again.
        var added = overrides.Zip(add.Overrides).Where(made => !OverrideRules.IsThere(state, made.First)).ToImmutableArray();
        return added.IsEmpty
            ? Decision.Nothing
            : Changed(
                state,
                new RotaEvent.Overridden(
                    [.. added.Select((made, index) => Made($"o{state.OverridesMade + index + 1}", made.First, made.Second.Reason, isSwap: false, moment))], moment.Now, moment.By),
                moment);
    }

    private static Decision Swap(RotaState state, RotaCommand.Swap swap, Moment moment)
    {
        if (Reachable(swap, swap.Unreachable) is { } unreachable)
        {
            return unreachable;
        }

        var (halves, refusal) = SwapRules.Judge(state, swap);
        return (refusal ?? OverrideRules.Conflict(state, halves)) is { } no
            ? Decision.Refuse(no)
            : Changed(
                state,
                new RotaEvent.Swapped([.. halves.Select(half => Made($"o{state.OverridesMade + 1}", half, swap.Reason, isSwap: true, moment))], moment.Now, moment.By),
                moment);
    }

    private static Decision Remove(RotaState state, RotaCommand.RemoveOverride remove, Moment moment)
    {
        var old = state.Overrides.Where(known => known.Id == remove.OverrideId).ToImmutableArray();
        return old.IsEmpty
            ? Decision.Refuse(RefusalCodes.RotaOverrideNotFound, "There is no such override, or it is long over.")
            : Changed(state, new RotaEvent.OverrideRemoved(old, moment.Now, moment.By), moment);
    }

    /// <summary>What happened, and what it means for the days ahead.</summary>
    private static Decision Changed(RotaState state, RotaEvent happened, Moment moment) => GapWatch.Judge(Evolve(state, happened), moment.Now) is { } seen
        ? Decision.Accept(happened, seen)
        : Decision.Accept(happened);

    /// <summary>Null when everybody whom the command names can be reached.</summary>
    private static Decision? Reachable(RotaCommand command, ImmutableArray<string> unreachable)
    {
        ImmutableArray<FieldViolation> nameless =
        [
            .. RotaFields.People(command).Where(named => unreachable.Contains(named.Person)).Select(named => new FieldViolation(named.Path, $"{named.Person} has no contact rule")),
        ];
        return nameless.IsEmpty
            ? null
            : Decision.Refuse(new Refusal(RefusalCodes.RotaNoContactRule, "Who cannot be reached cannot be on call: a contact rule comes first.") { Violations = nameless });
    }

    private static RotaOverrideView Made(string id, RotaOverride made, string? reason, bool isSwap, Moment moment) =>
        new(id, made.From.ToDateTimeOffset(), made.Until.ToDateTimeOffset(), made.Replaces, made.Person, reason, isSwap, moment.Now, moment.By);

    private static RotaState With(RotaState state, ImmutableArray<RotaOverrideView> made, int count, DateTimeOffset at) =>
        state with { Overrides = [.. Recent(state.Overrides, at), .. made], OverridesMade = state.OverridesMade + count };

    private static ImmutableArray<RotaOverrideView> Recent(ImmutableArray<RotaOverrideView> overrides, DateTimeOffset at) => overrides.RemoveAll(known => at - known.Until > Past);

    private static ImmutableArray<DeskPolicy> Without(RotaState state, AlertKind alert) => state.Policies.RemoveAll(policy => policy.Alert == alert);
}

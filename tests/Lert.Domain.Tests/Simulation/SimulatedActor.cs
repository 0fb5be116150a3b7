using Lert.Domain.Deciding;
using Lert.Grains;

namespace Lert.Domain.Tests.Simulation;

/// <summary>
/// One actor with its row in the store: decide, then commit events, state, remembered command and messages as one. As with the grains, a command that
/// changes nothing leaves nothing behind, not even its id.
/// </summary>
internal sealed class SimulatedActor<TDecider, TState, TCommand, TEvent, TView>(
    string key, Func<string, TState, TCommand, Moment, Decision<TEvent>> decide, bool forgetful) : ISimulatedActor
    where TDecider : IDecider<TState, TCommand, TEvent, TView>
    where TCommand : class
    where TEvent : class
    where TView : class
{
    private readonly Dictionary<string, Refusal?> _remembered = new(StringComparer.Ordinal);

    public string Key { get; } = key;

    public TState State { get; private set; } = TDecider.Initial;

    public long Version { get; private set; }

    public List<(TEvent Event, DateTimeOffset At)> Journal { get; } = [];

    public DateTimeOffset? WakeAt => TDecider.WakeAt(State);

    public Outcome Tick(Moment moment) => Execute(id: null, TDecider.TimerTick, moment);

    public Outcome Execute(string? id, TCommand command, Moment moment)
    {
        if (TDecider.Validate(Key, command, moment).Any())
        {
            return new Outcome(new Refusal(RefusalCodes.RequestInvalid, "Invalid."), []);
        }

        var decision = decide(Key, State, command, moment);
        if (id is not null && !forgetful && _remembered.TryGetValue(id, out var reply))
        {
            return new Outcome(reply ?? TDecider.JudgeReplay(State, command, moment), []);
        }

        if (decision.IsNothing)
        {
            return new Outcome(decision.Refusal, []);
        }

        State = decision.Events.Aggregate(State, TDecider.Evolve);
        Version++;
        Journal.AddRange(decision.Events.Select(happened => (happened, moment.Now)));
        if (id is not null)
        {
            _remembered[id] = decision.Refusal;
        }

        return new Outcome(decision.Refusal, [.. decision.Messages.Select((message, i) => new Letter($"{typeof(TState).Name}/{Key}/{Version}/{i}", message))]);
    }
}

/// <summary>What the world does with any actor.</summary>
internal interface ISimulatedActor
{
    string Key { get; }

    DateTimeOffset? WakeAt { get; }

    Outcome Tick(Moment moment);
}

/// <summary>A message under its permanent id.</summary>
internal sealed record Letter(string Id, Outgoing Message);

/// <summary>What one command led to.</summary>
internal sealed record Outcome(Refusal? Refusal, IReadOnlyList<Letter> Letters);

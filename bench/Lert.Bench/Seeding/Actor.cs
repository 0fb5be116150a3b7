using Lert.Domain.Deciding;
using Lert.Grains.Actors;
using Lert.Store;

namespace Lert.Bench.Seeding;

/// <summary>One actor outside any grain: the same deciders, the same JSON, the same commit, without a runtime around them.</summary>
internal sealed class Actor<TDecider, TState, TCommand, TEvent, TView>(string kind, string key)
    where TDecider : IDecider<TState, TCommand, TEvent, TView>
    where TCommand : class
    where TEvent : class
    where TView : class
{
    private TState _state = TDecider.Initial;
    private long _version;

    /// <summary>What callers see of it.</summary>
    public TView? View => TDecider.View(key, _version, _state);

    /// <summary>When it has something to do by itself.</summary>
    public DateTimeOffset? WakeAt => TDecider.WakeAt(_state);

    /// <summary>
    /// Decides these commands one after the other, and makes one commit of them all. Its messages are left out: in a store at rest they have been delivered.
    /// </summary>
    /// <param name="id">The id of the last command, under which the reply is remembered.</param>
    public Commit Take(string id, Moment moment, params IEnumerable<TCommand> commands)
    {
        var events = new List<TEvent>();
        var (next, last) = (_state, default(TCommand));
        foreach (var command in commands)
        {
            var decision = TDecider.Decide(key, next, command, moment);
            if (decision.IsNothing || decision.Refusal is not null)
            {
                throw new InvalidOperationException($"{command.GetType().Name} changed nothing: {decision.Refusal?.Message}");
            }

            events.AddRange(decision.Events);
            next = decision.Events.Aggregate(next, TDecider.Evolve);
            last = command;
        }

        var reply = ActorJson.Write(new Grains.Reply<TView>(TDecider.View(key, _version + 1, next), null));
        var remembered = new RememberedCommand(id, System.Security.Cryptography.SHA256.HashData(ActorJson.Write(last!)), reply);
        var commit = Commits.Of<TDecider, TState, TCommand, TEvent, TView>(
            new ActorId(kind, key), _version, new Decision<TEvent>([.. events], [], null), next, moment, remembered);
        (_state, _version) = (next, _version + 1);
        return commit;
    }
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lert.Domain.Deciding;
using Lert.Store;

namespace Lert.Grains.Actors;

/// <summary>
/// The shell around a decider: stamp, decide, commit, evolve. It holds the state as a cache and hands commands in one at a time; what happened is what
/// the store says. Nothing leaves before the commit, and nothing is done after it.
/// </summary>
public abstract class ActorGrain<TDecider, TState, TCommand, TEvent, TView>(ActorServices services, string kind) : Grain, IActorGrain
    where TDecider : IDecider<TState, TCommand, TEvent, TView>
    where TCommand : class
    where TEvent : class
    where TView : class
{
    /// <summary>How often a commit that lost against another silo is decided again before the caller is asked to.</summary>
    private const int MaxConflicts = 5;

    private TState _state = TDecider.Initial;
    private long _version;
    private Task? _load;

    protected TimeProvider Clock => services.Clock;

    protected string Key => field ??= this.GetPrimaryKeyString();

    private ActorId Id => new(kind, Key);

    public Task Tick() => RunAsync(new CommandStamp("", "system:timer"), TDecider.TimerTick, remember: null);

    public async Task<Refusal?> Deliver(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var body = ImmutableCollectionsMarshal.AsArray(message.Body)!;
        var remember = new RememberedRequest(message.Id, SHA256.HashData(body), Answer: false);
        var reply = await RunAsync(new CommandStamp(message.Id, $"system:{message.Source}"), ActorJson.Read<TCommand>(body), remember);
        return reply.Refusal;
    }

    protected Task<Reply<TView>> ExecuteAsync(CommandStamp stamp, TCommand command)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return RunAsync(stamp, command, new RememberedRequest(stamp.CommandId, SHA256.HashData(ActorJson.Write(command)), Answer: true));
    }

    protected async Task<TView?> ViewAsync()
    {
        await Faults.Translate(LoadOnceAsync);
        return Current;
    }

    /// <summary>What callers see of the state in memory.</summary>
    protected TView? Current => TDecider.View(Key, _version, _state);

    /// <summary>Called after each commit with the new state in memory.</summary>
    protected virtual void Committed()
    {
    }

    private Task<Reply<TView>> RunAsync(CommandStamp stamp, TCommand command, RememberedRequest? remember) => Faults.Translate(async () =>
    {
        for (var attempt = 0; attempt < MaxConflicts; attempt++)
        {
            await LoadOnceAsync();
            var moment = new Moment(services.Now(), stamp.By, services.Rules);
            var violations = Violations.Merge(stamp.Violations, TDecider.Validate(Key, command, moment));
            if (!violations.IsEmpty)
            {
                return new Reply<TView>(null, Refusal.Invalid(violations));
            }

            // What is not there has no version that could be stale: its decider says that it is not there.
            var decision = stamp.ExpectedVersion is { } expected && expected != _version && Current is not null
                ? Decision<TEvent>.Refuse(new Refusal(RefusalCodes.VersionStale, "The etag is stale: read again.").With("version", $"{_version}"))
                : TDecider.Decide(Key, _state, command, moment);
            if (decision.IsNothing)
            {
                return await FindReplyAsync(remember, command, moment) ?? new Reply<TView>(decision.Refusal is null ? Current : null, decision.Refusal);
            }

            var next = decision.Events.Aggregate(_state, TDecider.Evolve);
            var reply = decision.Refusal is { } refused ? new Reply<TView>(null, refused) : new Reply<TView>(TDecider.View(Key, _version + 1, next), null);
            switch (await CommitAsync(decision, next, moment, remember, reply))
            {
                case CommitOutcome.Committed(var version):
                    (_state, _version) = (next, version);
                    Committed();
                    return reply;
                case CommitOutcome.AlreadyDone(var stored):
                    // It was decided anew although it is done: what is in memory is old, and a permission must be judged by what is true.
                    _load = null;
                    await LoadOnceAsync();
                    return Replay(stored, command, moment);
                case CommitOutcome.CommandIdReused:
                    return Reused;
                case CommitOutcome.Conflict:
                    // Another silo was first: what is in memory is old.
                    _load = null;
                    break;
            }
        }

        throw new StoreUnavailableException($"The {kind} changes faster than this command can be decided.");
    });

    private async Task<CommitOutcome> CommitAsync(Decision<TEvent> decision, TState next, Moment moment, RememberedRequest? remember, Reply<TView> reply)
    {
        var command = remember is null ? null : new RememberedCommand(remember.Id, remember.Hash, ActorJson.Write(reply));
        var commit = Commits.Of<TDecider, TState, TCommand, TEvent, TView>(Id, _version, decision, next, moment, command);
        try
        {
            return await services.Store.CommitAsync(commit, CancellationToken.None);
        }
        catch (CommitOutcomeUnknownException)
        {
            // Nobody can say what is in the store but the store. The command id tells whether it landed; if it cannot be asked, the caller asks again.
            _load = null;
            var landed = remember is null ? null : await services.Store.FindReplyAsync(Id, remember.Id, CancellationToken.None);
            if (landed is null)
            {
                throw;
            }

            return new CommitOutcome.AlreadyDone(landed.Reply);
        }
    }

    private async Task<Reply<TView>?> FindReplyAsync(RememberedRequest? remember, TCommand command, Moment moment)
    {
        if (remember is not { Answer: true } || await services.Store.FindReplyAsync(Id, remember.Id, CancellationToken.None) is not { } stored)
        {
            return null;
        }

        return stored.RequestHash.Span.SequenceEqual(remember.Hash) ? Replay(stored.Reply, command, moment) : Reused;
    }

    private Reply<TView> Replay(ReadOnlyMemory<byte> stored, TCommand command, Moment moment)
    {
        var reply = ActorJson.Read<Reply<TView>>(stored.Span);
        return reply.Refusal is null && TDecider.JudgeReplay(_state, command, moment) is { } superseded ? new Reply<TView>(null, superseded) : reply;
    }

    /// <summary>One load, whoever waits for it; a failed one is tried again by the next caller.</summary>
    private Task LoadOnceAsync() => _load is { IsFaulted: false, IsCanceled: false } loading ? loading : _load = LoadAsync();

    private async Task LoadAsync()
    {
        var stored = await services.Store.LoadAsync(Id, CancellationToken.None);
        (_state, _version) = stored is null ? (TDecider.Initial, 0) : (Fold(stored), stored.Version);
    }

    private TState Fold(StoredActor stored)
    {
        try
        {
            return ActorJson.Read<TState>(stored.State.Span);
        }
        catch (System.Text.Json.JsonException broken)
        {
            throw new DataLossException($"The state of {Id} does not read.", broken);
        }
    }

    private static Reply<TView> Reused { get; } = new(null, new Refusal(RefusalCodes.RequestIdReused, "This request id was used for another request."));

    /// <param name="Answer">Whether the caller wants the remembered answer; a message only wants its effect.</param>
    private sealed record RememberedRequest(string Id, byte[] Hash, bool Answer);
}

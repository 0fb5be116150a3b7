using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lert.Domain.Deciding;
using Lert.Store;

namespace Lert.Grains.Actors;

/// <summary>
/// The shell around a decider: stamp, decide, commit, evolve. It holds the state as a cache and hands commands in one at a time; what happened is what
/// the store says. Nothing leaves before the commit, and nothing is done after it.
/// </summary>
public abstract partial class ActorGrain<TDecider, TState, TCommand, TEvent, TView>(ActorServices services, string kind) : Grain, IActorGrain
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

    protected Microsoft.Extensions.Logging.ILogger Log => services.Log;

    /// <summary>The state in memory.</summary>
    protected TState State => _state;

    protected ActorServices Services => services;

    protected string Key => field ??= this.GetPrimaryKeyString();

    private ActorId Id => new(kind, Key);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        services.Activated();
        return base.OnActivateAsync(cancellationToken);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        services.Deactivated();
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    public async Task Tick()
    {
        _ = await RunAsync(new CommandStamp("", Machinery.Timer), () => TDecider.TimerTick, remember: null);
        if (TDecider.WakeAt(_state) is null)
        {
            // It waits for nothing more. When very many holds end at once, they would all stay in memory until they are found idle.
            DeactivateOnIdle();
        }
    }

    public async Task<Refusal?> Deliver(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var body = ImmutableCollectionsMarshal.AsArray(message.Body)!;
        var remember = new RememberedRequest(message.Id, SHA256.HashData(body), Answer: false);
        var reply = await RunAsync(new CommandStamp(message.Id, Machinery.Of(message.Source)), () => Read(message), remember);
        return reply.Refusal;
    }

    protected Task<Reply<TView>> ExecuteAsync(CommandStamp stamp, TCommand command)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return RunAsync(stamp, () => command, new RememberedRequest(stamp.CommandId, SHA256.HashData(ActorJson.Write(command)), Answer: true));
    }

    /// <summary>
    /// What the store says now. Memory may be behind: this silo may have been paused or cut off while another one took the actor over, and whoever was
    /// acknowledged there must be seen here.
    /// </summary>
    protected async Task<TView?> ViewAsync()
    {
        await Faults.Translate(LoadLatestAsync);
        return Current;
    }

    /// <summary>What callers see of the state in memory.</summary>
    protected TView? Current => TDecider.View(Key, _version, _state);

    /// <summary>Called with each new state in memory: after a commit, and after a load, which may bring what another commit did.</summary>
    protected virtual void Changed()
    {
    }

    /// <summary>Whether this command cannot be taken back: data may be destroyed, or leaves.</summary>
    protected virtual bool IsFinal(TCommand command) => false;

    /// <summary>
    /// Facts that the rules need from other actors, read at the moment of the decision and put into the command. Called before each decision, also of the same
    /// command again; what a command is remembered by is the command as it came.
    /// </summary>
    protected virtual ValueTask<TCommand> InformAsync(TState state, TCommand command, Moment moment) => new(command);

    private Task<Reply<TView>> RunAsync(CommandStamp stamp, Func<TCommand> read, RememberedRequest? remember) => Faults.Translate(async () =>
    {
        var command = read();
        var reply = await RunAsync(stamp, command, remember);
        ActorMeter.Decided(kind, command, reply.Refusal);
        return reply;
    });

    private async Task<Reply<TView>> RunAsync(CommandStamp stamp, TCommand command, RememberedRequest? remember)
    {
        if (IsFinal(command))
        {
            services.RequireCertainty();
        }

        for (var attempt = 0; attempt < MaxConflicts; attempt++)
        {
            var isMemory = IsLoaded;
            await LoadOnceAsync();
            var moment = new Moment(services.Now(), stamp.By, services.Rules);
            command = await InformAsync(_state, command, moment);
            var decision = Decide(stamp, command, moment);
            if (decision.IsNothing)
            {
                if (isMemory)
                {
                    // A commit would find out that the memory is old, and here there is none: a refusal, a message that is of no use, a tick that came too soon.
                    // What is said for good is said on what the store says now.
                    _load = null;
                    continue;
                }

                if (decision.Refusal is { } no)
                {
                    return await FindReplyAsync(stamp, remember, no, command, moment) ?? new Reply<TView>(null, no);
                }

                if (remember is not { Answer: true } || Current is null)
                {
                    return new Reply<TView>(Current, null);
                }

                // Nothing to do is an answer as well, and a retry gets it again, whatever has happened since: so it is remembered.
            }

            var next = decision.Events.Aggregate(_state, TDecider.Evolve);
            var reply = decision.Refusal is { } refused ? new Reply<TView>(null, refused) : new Reply<TView>(TDecider.View(Key, _version + 1, next), null);
            switch (await CommitAsync(decision, next, moment, remember, reply))
            {
                case CommitOutcome.Committed(var version):
                    (_state, _version) = (next, version);
                    Changed();
                    return reply;
                case CommitOutcome.AlreadyDone(var stored):
                    return await ReplayAsync(stored, command, moment);
                case CommitOutcome.CommandIdReused:
                    return Reused;
                case CommitOutcome.Conflict:
                    // Another silo was first: what is in memory is old.
                    _load = null;
                    break;
            }
        }

        throw new StoreUnavailableException($"The {kind} changes faster than this command can be decided.");
    }

    private Decision<TEvent> Decide(CommandStamp stamp, TCommand command, Moment moment)
    {
        var violations = Violations.Merge(stamp.Violations, TDecider.Validate(Key, command, moment));
        if (!violations.IsEmpty)
        {
            return Decision<TEvent>.Refuse(Refusal.Invalid(violations));
        }

        // What is not there, or not there for whoever asks, has no version that could be stale: its decider says so, and nothing else is said.
        var decision = TDecider.Decide(Key, _state, command, moment);
        return stamp.ExpectedVersion is { } expected && expected != _version && Current is not null && !IsAbsence(decision.Refusal)
            ? Decision<TEvent>.Refuse(new Refusal(RefusalCodes.VersionStale, "The etag is stale: read again.").With("version", $"{_version}"))
            : decision;
    }

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
            _load = null;
            // A tick has no id to ask for; what it did or did not do is in the state, which is read again.
            if (remember is not null && await LandedAsync(remember) is { } landed)
            {
                return landed;
            }

            throw;
        }
    }

    private bool IsLoaded => _load is { IsFaulted: false, IsCanceled: false };

    /// <summary>One load, whoever waits for it; a failed one is tried again by the next caller.</summary>
    private Task LoadOnceAsync() => IsLoaded ? _load! : _load = LoadAsync();

    /// <summary>Never goes back: a command may have been committed while this was on its way.</summary>
    private async Task LoadLatestAsync()
    {
        if (!IsLoaded)
        {
            await LoadOnceAsync();
            return;
        }

        var stored = await services.Store.LoadAsync(Id, CancellationToken.None);
        if (stored is not null && stored.Version > _version)
        {
            (_state, _version) = (Fold(stored), stored.Version);
            Changed();
        }
    }

    private async Task LoadAsync()
    {
        var stored = await services.Store.LoadAsync(Id, CancellationToken.None);
        (_state, _version) = stored is null ? (TDecider.Initial, 0) : (Fold(stored), stored.Version);
        Changed();
    }

    private TCommand Read(Message message)
    {
        NewerReleaseException.ThrowIfUnknown<TCommand>(message, kind);
        return ActorJson.Read<TCommand>(message.Body.AsSpan());
    }

    private TState Fold(StoredActor stored)
    {
        NewerReleaseException.ThrowIfNewer(stored, TDecider.Format);
        try
        {
            return ActorJson.Read<TState>(stored.State.Span);
        }
        catch (System.Text.Json.JsonException broken)
        {
            throw new DataLossException($"The state of {Id} does not read.", broken);
        }
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;

namespace Orleans.Runtime.Membership;

/// <summary>The view of the cluster, kept up with the table; and this silo's own row in it.</summary>
internal sealed partial class ClusterMembership : IClusterMembershipService, IDisposable
{
    private readonly MembershipViews _views = new();
    private readonly Lock _publishing = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly MembershipStore _store;
    private readonly ClusterMembershipOptions _options;
    private readonly LocalSilo _self;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private Task<MembershipVersion>? _reading;
    private volatile bool _isMember;
    private bool _isDisposed;

    public ClusterMembership(IMembershipTable table, IOptions<ClusterMembershipOptions> options, ILocalSiloDetails self, Clocks clocks, ILogger<ClusterMembership> logger)
    {
        _options = options.Value;
        _self = (LocalSilo)self;
        _clock = clocks.Machine;
        _logger = logger;
        _store = new(table, _clock);
    }

    public ClusterMembershipSnapshot CurrentSnapshot => _views.Current;

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => _views.Follow();

    internal SignsOfLife Signs => field ??= new(_clock, _options.IAmAliveTablePublishTimeout);

    internal MembershipStore Store => _store;

    /// <summary>Gets each new view, in order, before anyone else.</summary>
    internal Action<ClusterMembershipSnapshot>? Changed { get; set; }

    /// <summary>This silo made a new view: the others should hear of it.</summary>
    internal Action<MembershipVersion>? Made { get; set; }

    /// <summary>The others have declared this silo dead. Called once.</summary>
    internal Action? DeclaredDead { get; set; }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        _stopped.Cancel();
        _stopped.Dispose();
    }

    public async ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default)
    {
        while (CurrentSnapshot.Version < minimumVersion || minimumVersion == default)
        {
            MembershipVersion read = await ReadSharedAsync().WaitAsync(cancellationToken);
            if (minimumVersion == default)
            {
                return;
            }

            if (read < minimumVersion)
            {
                throw new OrleansException($"The membership table is at version {read}, and not yet at {minimumVersion}.");
            }
        }
    }

    public async Task<bool> TryKill(SiloAddress siloAddress)
    {
        try
        {
            await ChangeAsync(data => data.TryGet(siloAddress)?.Item1 is { Status: not SiloStatus.Dead } row ? With(row, SiloStatus.Dead) : null, _stopped.Token);
            return true;
        }
#pragma warning disable CA1031 // The answer says that it did not work; why is in the log.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotChanged(_logger, exception, siloAddress);
            return false;
        }
    }

    /// <summary>Changes the table, takes over what it is then, and tells the others. False if there was nothing to change.</summary>
    internal async Task<bool> ChangeAsync(Func<MembershipTableData, MembershipEntry?> decide, CancellationToken cancellationToken)
    {
        (MembershipTableData data, bool changed) = await _store.ChangeAsync(decide, cancellationToken);
        Publish(data);
        if (changed)
        {
            Made?.Invoke(new(data.Version.Version));
        }

        return changed;
    }

    /// <summary>Moves this silo's own row on.</summary>
    internal Task AnnounceAsync(SiloStatus status, CancellationToken cancellationToken)
    {
        _isMember = status != SiloStatus.Dead;
        return ChangeAsync(
            data => data.TryGet(_self.SiloAddress)?.Item1 is { } row && row.Status < status ? With(row, status) : null,
            cancellationToken);
    }

    /// <summary>Reads the table from time to time, and writes the sign of life. Until disposed.</summary>
    internal void Start()
    {
        _isMember = true;
        CancellationToken stop = _stopped.Token;
        _ = RepeatAsync(_options.TableRefreshTimeout, "read", async () => await ReadSharedAsync(), stop);
        _ = RepeatAsync(_options.IAmAliveTablePublishTimeout, "give a sign of life", WriteSignOfLifeAsync, stop);
        _ = RepeatAsync(TimeSpan.FromHours(1), "clean", () => _store.CleanAsync(_clock.GetUtcNow() - _options.DefunctSiloExpiration, stop), stop);
    }

    private static MembershipEntry With(MembershipEntry row, SiloStatus status)
    {
        MembershipEntry changed = MembershipStore.Copy(row);
        changed.Status = status;
        return changed;
    }

    private Task WriteSignOfLifeAsync() => _store.WriteSignOfLifeAsync(
        new MembershipEntry { SiloAddress = _self.SiloAddress, IAmAliveTime = _clock.GetUtcNow().UtcDateTime }, _stopped.Token);

    private async Task RepeatAsync(TimeSpan period, string what, Func<Task> work, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(period, _clock, stop);
                try
                {
                    await work();
                }
#pragma warning disable CA1031 // The table is away: the last view stays, and nobody dies of that.
                catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    LogTableAway(_logger, exception, what);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The silo ends.
        }
    }

    // Those who ask while the table is being read may have asked for something newer than that reading: they get the next.
    private async Task<MembershipVersion> ReadSharedAsync()
    {
        Task<MembershipVersion>? running = Volatile.Read(ref _reading);
        if (running is { IsCompleted: false })
        {
            await running.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        Task<MembershipVersion> mine;
        lock (_publishing)
        {
            mine = _reading is { IsCompleted: false } other ? other : _reading = Task.Run(ReadAsync);
        }

        return await mine;
    }

    private async Task<MembershipVersion> ReadAsync()
    {
        MembershipTableData data = await _store.ReadAsync(_stopped.Token);
        Publish(data);
        return new(data.Version.Version);
    }

    private void Publish(MembershipTableData data)
    {
        Signs.See(data);
        bool isDead = false;
        lock (_publishing)
        {
            ClusterMembershipSnapshot view = MembershipStore.ToView(data);
            if (view.Version <= _views.Current.Version)
            {
                return;
            }

            if (_isMember && view.Members.TryGetValue(_self.SiloAddress, out ClusterMember? own) && own.Status == SiloStatus.Dead)
            {
                _isMember = false;
                isDead = true;
            }
            else
            {
                Changed?.Invoke(view);
            }

            _views.TryPublish(view);
            LogView(_logger, view);
        }

        if (isDead)
        {
            DeclaredDead?.Invoke();
        }
    }

    [LoggerMessage(10501, LogLevel.Information, "The cluster is {View}.")]
    private static partial void LogView(ILogger logger, ClusterMembershipSnapshot view);

    [LoggerMessage(10502, LogLevel.Warning, "The membership table did not let this silo {What}; it goes on with the last view.")]
    private static partial void LogTableAway(ILogger logger, Exception exception, string what);

    [LoggerMessage(10503, LogLevel.Warning, "{Silo} could not be declared dead.")]
    private static partial void LogNotChanged(ILogger logger, Exception exception, SiloAddress silo);
}

using Lert.Api.Identity;
using Lert.Cli.Connection;
using Lert.Cli.Demo;
using Lert.Cli.Import;

namespace Lert.Cli.Tests.Server;

/// <summary>The real silo as a process, on SQLite in a directory of its own and a port of its own, at the speed of time.</summary>
public sealed class OwnSilo : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly string _directory = Directory.CreateTempSubdirectory("lert-cli-tests-").FullName;
    private readonly Surroundings _surroundings = Surroundings.OfThisProcess();
    private readonly SiloProcess _silo;

    public OwnSilo()
    {
        var now = _surroundings.Clock.GetUtcNow();
        _silo = new SiloProcess(SiloProcess.Find(null), _directory, new VirtualClock(now, now, 1), graceDays: 30);
        Keys = Path.Combine(_directory, "keys");
    }

    public string Address => _silo.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>The directory of its development key.</summary>
    public string Keys { get; }

    /// <summary>Now, by the clock that it runs on.</summary>
    public DateTimeOffset Now => _surroundings.Clock.GetUtcNow();

    public async Task InitializeAsync()
    {
        DevelopmentKey.LoadOrCreate(Keys);
        _silo.Start();
        for (var tries = 0; ; tries++)
        {
            var run = await AsAsync("auditor", "case", "list");
            if (run.ExitCode == 0)
            {
                return;
            }

            // Each try is patient for seconds by itself.
            if (tries == 20 || !_silo.IsRunning)
            {
                throw new InvalidOperationException($"The silo did not come up: {run.Errors}\n{_silo.LastWords(20)}");
            }
        }
    }

    public async Task DisposeAsync() => await _silo.StopAsync(_surroundings.Clock, CancellationToken.None);

    public void Dispose()
    {
        _silo.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Runs <c>lert</c> as somebody: a role, or a role and a name.</summary>
    internal Task<Run> AsAsync(string who, params string[] args) => Lert.RunWithAsync(EnvironmentOf(who), "", args);

    /// <summary>What tells <c>lert</c> where the silo is, and who asks.</summary>
    internal Dictionary<string, string> EnvironmentOf(string who) => new()
    {
        [ServerSettings.AddressVariable] = Address,
        [ServerSettings.TokenVariable] = new Impersonation(DevelopmentKey.LoadOrCreate(Keys), _surroundings.Clock).TokenFor(who)!,
    };

    /// <summary>Kills it and starts it again.</summary>
    internal async Task CrashAsync()
    {
        using var bound = new CancellationTokenSource(Bound);
        await _silo.KillAsync(bound.Token);
        await InitializeAsync();
    }
}

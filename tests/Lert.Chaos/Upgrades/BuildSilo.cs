using Lert.Chaos.Cluster;
using Lert.Chaos.Network;

namespace Lert.Chaos.Upgrades;

/// <summary>One silo of one build. Nobody starts it again: it runs until it is told to stop.</summary>
internal sealed class BuildSilo(int number, bool isNew, Uri url, int port, string log, MemberProcess process, TimeProvider clock) : IAsyncDisposable
{
    // Nobody is on call here, so that every page finds nobody; and a silo that stops says so to whoever asks for its health.
    private static readonly string[] Expected = ["page.nobody-reached", "pages reach nobody", "The silo is stopping."];
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90), StopPatience = TimeSpan.FromSeconds(40);

    public int Number => number;

    public bool IsNew => isNew;

    public Uri Url => url;

    /// <summary>Where the other silos reach it.</summary>
    public int Port => port;

    public bool IsRunning => !process.HasExited;

    /// <summary>Such as <c>new silo 4</c>.</summary>
    public string Name => $"{(isNew ? "new" : "old")} silo {number}";

    public async Task ServesAsync(CancellationToken cancellationToken)
    {
        for (var began = clock.GetTimestamp(); !Said("Serving http");)
        {
            if (process.HasExited || clock.GetElapsedTime(began) > StartPatience)
            {
                throw new InvalidOperationException($"The {Name} does not serve: {LastLine()} ({log})");
            }

            await Task.Delay(Often, clock, cancellationToken);
        }
    }

    /// <summary>SIGTERM, and waits for its end.</summary>
    /// <returns>The exit code; null when it did not end.</returns>
    public async Task<int?> StopAsync(CancellationToken cancellationToken)
    {
        process.Signal(Native.Terminate);
        return await EndsAsync(StopPatience, cancellationToken);
    }

    /// <summary>Waits for an end that nobody asked for.</summary>
    public async Task<int?> EndsAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(patience);
        try
        {
            await process.ExitAsync(bound.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public bool Said(string words) => Lines().Any(line => line.Contains(words, StringComparison.Ordinal));

    /// <summary>Lines of its log that say that something broke.</summary>
    public IReadOnlyList<string> Errors() =>
        [.. Lines().Where(line => line.Contains(" ERR ", StringComparison.Ordinal) || line.Contains(" FTL ", StringComparison.Ordinal)).Where(line => !Expected.Any(line.Contains))];

    public string LastLine() => Lines().LastOrDefault(line => line.Length > 0)?.Trim() ?? "it said nothing";

    public ValueTask DisposeAsync()
    {
        process.Dispose();
        return default;
    }

    private IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}

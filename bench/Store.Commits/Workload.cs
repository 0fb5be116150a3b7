using System.Globalization;
using System.Security.Cryptography;
using Lert.Store;

namespace Store.Commits;

/// <summary>What both sides commit: a state of 1 kB, one event, one command id with its reply, and a wake-up, for one of 1,000 holds.</summary>
internal sealed class Workload
{
    public const int Actors = 1000;

    /// <summary>How many holds the reopening has.</summary>
    public const int ReopenedActors = 100_000;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly byte[] _state = RandomNumberGenerator.GetBytes(1024);
    private readonly byte[] _event = RandomNumberGenerator.GetBytes(200);
    private readonly byte[] _reply = RandomNumberGenerator.GetBytes(100);
    private readonly byte[] _requestHash = RandomNumberGenerator.GetBytes(32);
    private readonly ActorId[] _actors = [.. Enumerable.Range(0, ReopenedActors).Select(number => new ActorId("hold", $"us-{number:x8}"))];
    private readonly string _run = RandomNumberGenerator.GetHexString(16);

    public Commit Next(int actor, long version) => new()
    {
        Actor = _actors[actor],
        ExpectedVersion = version,
        At = Start.AddSeconds(version),
        By = "bench@lert.example",
        Command = new(string.Create(CultureInfo.InvariantCulture, $"{_run}-{actor:x4}-{version:x12}"), _requestHash, _reply),
        Events = [new("hold.extended.v1", _event)],
        State = _state,
        Search = new() { Status = "active", Account = "us-account-1", Case = "us-case-1", Regime = "us-2703f", DueAt = Start.AddDays(90), ReleaseNotBefore = Start.AddDays(90) },
        WakeAt = Start.AddDays(90).AddSeconds((actor * 7919L) + version),
    };
}

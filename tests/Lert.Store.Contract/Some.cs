using System.Collections.Immutable;
using System.Text;

namespace Lert.Store.Contract;

/// <summary>Values for tests that do not care which.</summary>
public static class Some
{
    public static DateTimeOffset Instant { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static SearchColumns Search { get; } = new() { Status = "active" };

    public static ActorId Hold(string key = "us-hold-1") => new("hold", key);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static RememberedCommand Command(string id, string request = "request", string reply = "reply") => new(id, Bytes(request), Bytes(reply));

    public static ImmutableArray<NewEvent> Events(int count, string data = "data") =>
        [.. Enumerable.Range(0, count).Select(index => new NewEvent("hold.placed.v1", Bytes($"{data} {index}")))];

    public static OutboxMessage Message(string id, string target = "us-account-1") => new(id, new("account", target), "protect.v1", Bytes("body of " + id));

    /// <summary>A commit of one event on top of <paramref name="version"/>.</summary>
    public static Commit Commit(ActorId actor, long version = 0, int events = 1) => new()
    {
        Actor = actor,
        ExpectedVersion = version,
        At = Instant.AddSeconds(version),
        By = "officer@agency.example",
        Events = Events(events, $"from {version}"),
        State = Bytes($"state {version + 1} of {actor}"),
        Search = Search,
    };
}

using System.Globalization;
using System.Text;
using Lert.Store.Sqlite;

namespace Lert.Store.Torn;

/// <summary>The load that is torn. Everything in a commit follows from its actor and version, so that whoever reads it later can say whether it is whole.</summary>
public static class Load
{
    public const int Callers = 16;
    public const int ActorsPerCaller = 4;

    /// <summary>How many events each version has.</summary>
    public const int Events = 2;

    public static IEnumerable<ActorId> Actors => Enumerable.Range(0, Callers * ActorsPerCaller).Select(Actor);

    public static Commit Version(ActorId actor, long version)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{actor} {version}");
        return new()
        {
            Actor = actor,
            ExpectedVersion = version - 1,
            At = DateTimeOffset.UnixEpoch.AddSeconds(version),
            By = "torn@lert.example",
            Command = new(CommandId(version), Encoding.UTF8.GetBytes("request " + text), Encoding.UTF8.GetBytes("reply " + text)),
            Events = [.. Enumerable.Range(0, Events).Select(number => new NewEvent("torn.stepped.v1", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text} {number}"))))],
            State = Encoding.UTF8.GetBytes(new string('x', 1000) + text),
            Search = new() { Status = version % 2 == 0 ? "even" : "odd", Account = actor.Key },
            WakeAt = WakeAt(version),
            Outbox = [new(string.Create(CultureInfo.InvariantCulture, $"{actor.Key} {version}"), new("account", actor.Key), "torn.protect.v1", Encoding.UTF8.GetBytes(text))],
        };
    }

    public static string CommandId(long version) => string.Create(CultureInfo.InvariantCulture, $"command-{version}");

    public static DateTimeOffset WakeAt(long version) => DateTimeOffset.UnixEpoch.AddDays(version);

    /// <summary>Commits without end and says each acknowledged version: <c>ack KEY VERSION</c>.</summary>
    public static async Task RunAsync(SqliteActorStore store, TextWriter said) => await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
    {
        var mine = Enumerable.Range(caller * ActorsPerCaller, ActorsPerCaller).Select(Actor).ToList();
        var versions = new Dictionary<ActorId, long>();
        foreach (var actor in mine)
        {
            versions[actor] = (await store.LoadAsync(actor, CancellationToken.None))?.Version ?? 0;
        }

        while (true)
        {
            foreach (var actor in mine)
            {
                var version = ++versions[actor];
                if (await store.CommitAsync(Version(actor, version), CancellationToken.None) is not CommitOutcome.Committed)
                {
                    throw new InvalidOperationException($"Version {version} of {actor} was refused.");
                }

                // One write per line: the reader of a killed process's pipe gets whole lines or none.
                await said.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ack {actor.Key} {version}"));
            }
        }
    })));

    private static ActorId Actor(int number) => new("torn", string.Create(CultureInfo.InvariantCulture, $"us-{number:d3}"));
}

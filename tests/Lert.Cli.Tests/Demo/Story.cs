using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Demo.Checks;
using Lert.Cli.Import;
using Lert.Grains;
using Lert.Store;
using Lert.V1;
using GrainHoldId = Lert.Grains.Holds.HoldId;

namespace Lert.Cli.Tests.Demo;

/// <summary>
/// A small run that went well, as the demo would have read it: one hold of 90 days in Toronto that its timer ended, its account free after the grace, and
/// one hold that two people ended early. Tests doctor it.
/// </summary>
internal sealed class Story
{
    /// <summary>Day 0 is 2026-09-02 in Toronto, day 90 is 2026-12-01, and that day ends at 05:00Z.</summary>
    public static readonly DateTimeOffset LegalEnd = At("2026-12-02T05:00:00Z");

    public const string Account = "us-1700000001";
    public const string EarlyAccount = "us-1700000002";
    private const string Timer = "system:timer";

    private static readonly string[] Texts =
    [
        """{"id":"r-1","at":"2026-09-02T12:00:00Z","as":"intake","do":"case.open","region":"us","kind":"preservation","regime":"ca-487012-foreign","trigger_at":"2026-09-02T11:00:00Z","agency":"Lakeshore Regional Police","officer":"K. Byrne","agency_reference":"LA-1","expect":"ok"}""",
        """{"id":"r-2","at":"2026-09-02T12:05:00Z","as":"intake","do":"hold.place","case":"r-1","account":"us-1700000001","expect":"ok"}""",
        """{"id":"r-3","at":"2026-09-02T12:06:00Z","as":"intake","do":"hold.place","case":"r-1","account":"us-1700000002","expect":"ok"}""",
        """{"id":"r-4","at":"2026-10-01T12:00:00Z","as":"lead:ana","do":"hold.release","case":"r-1","account":"us-1700000002","ground":"withdrawn","reason":"Withdrawn.","expect":"ok"}""",
        """{"id":"r-5","at":"2026-10-02T12:00:00Z","as":"lead:ben","do":"hold.release","case":"r-1","account":"us-1700000002","ground":"withdrawn","reason":"Withdrawn.","expect":"ok"}""",
        """{"id":"r-6","at":"2026-10-03T12:00:00Z","as":"deletion-pipeline","do":"account.authorize-deletion","account":"us-1700000001","ticket":"DEL-1","expect":"account.retained"}""",
    ];

    public Story()
    {
        Lines = ImportFile.Parse(Texts).Lines;
        var caseId = ActorKey.CaseOf("us", Requests.RequestId(Lines[0]));
        HoldId = GrainHoldId.Of(caseId, Account);
        EarlyHoldId = GrainHoldId.Of(caseId, EarlyAccount);
        Entries =
        [
            new("account", Account, "account.hold-attached.v1", At("2026-09-02T12:05:00.1Z"), "system:case", HoldId),
            new("hold", HoldId, "hold.placed.v1", At("2026-09-02T12:05:00.2Z"), "system:account", Account),
            new("account", EarlyAccount, "account.hold-attached.v1", At("2026-09-02T12:06:00.1Z"), "system:case", EarlyHoldId),
            new("hold", EarlyHoldId, "hold.placed.v1", At("2026-09-02T12:06:00.2Z"), "system:account", EarlyAccount),
            new("hold", EarlyHoldId, "hold.release-approved.v1", At("2026-10-01T12:00:00.1Z"), "ana", ""),
            new("hold", EarlyHoldId, "hold.release-approved.v1", At("2026-10-02T12:00:00.1Z"), "ben", ""),
            new("hold", EarlyHoldId, "hold.released.v1", At("2026-10-02T12:00:00.1Z"), "ben", ""),
            new("account", EarlyAccount, "account.hold-detached.v1", At("2026-10-02T12:00:00.2Z"), "system:hold", EarlyHoldId),
            new("account", Account, "account.deletion-refused.v1", At("2026-10-03T12:00:00.1Z"), "deletion-pipeline", ""),
            new("account", EarlyAccount, "account.grace-ended.v1", At("2026-11-02T00:00:00.5Z"), Timer, ""),
            new("hold", HoldId, "hold.released.v1", LegalEnd.AddMilliseconds(3), Timer, ""),
            new("account", Account, "account.hold-detached.v1", LegalEnd.AddMilliseconds(5), "system:hold", HoldId),
            new("account", Account, "account.grace-ended.v1", At("2027-01-02T00:00:00.5Z"), Timer, ""),
            new("account", Account, "account.deletion-authorized.v1", At("2027-02-01T00:00:00Z"), "deletion-pipeline", ""),
            new("account", EarlyAccount, "account.deletion-authorized.v1", At("2027-02-01T00:00:01Z"), "deletion-pipeline", ""),
        ];
    }

    public IReadOnlyList<ImportLine> Lines { get; }

    public string HoldId { get; }

    public string EarlyHoldId { get; }

    /// <summary>The journal before its hashes; what a test changes here is hashed as if it had been so.</summary>
    public List<Entry> Entries { get; }

    public int IndexOf(string key, string type) => Entries.FindIndex(entry => entry.Key == key && entry.Type == type);

    public void Change(string key, string type, Func<Entry, Entry> change)
    {
        var i = IndexOf(key, type);
        Entries[i] = change(Entries[i]);
    }

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public Evidence Evidence()
    {
        var journal = Journal();
        ActorLine[] lines = [.. journal.Select(ActorLine.Of)];
        return new()
        {
            Lines = Lines,
            Results = [.. Lines.Select(line => new LineResult(line) { Code = line.Expect })],
            Journal = journal,
            Watched = [.. lines.Where(line => line.Kind == "hold").Select(line => new WatchedChange(line.Actor, line.Sequence, line.Type))],
            Holds = [.. new[] { HoldId, EarlyHoldId }.Select(id => Shown(id, lines))],
            LastLeaves = new Dictionary<string, string> { [Account] = "ok", [EarlyAccount] = "ok" },
            GraceDays = 30,
        };
    }

    public IReadOnlyList<string> Findings(Func<Evidence, Evidence>? doctor = null) => DemoCheck.Of((doctor ?? (evidence => evidence))(Evidence())).Findings;

    public List<JournalLine> Journal()
    {
        var ends = new Dictionary<string, (long Sequence, byte[] Hash)>(StringComparer.Ordinal);
        var journal = new List<JournalLine>();
        foreach (var entry in Entries)
        {
            var actor = new ActorId(entry.Kind, entry.Key);
            var (sequence, previous) = ends.GetValueOrDefault(actor.ToString(), (0, JournalChain.Origin.ToArray()));
            var data = ByteString.CopyFromUtf8($$"""{"names":"{{entry.Names}}"}""");
            var hash = JournalChain.Hash(previous, actor, sequence + 1, sequence + 1, entry.Type, entry.At, entry.By, null, data.Span);
            journal.Add(new JournalLine
            {
                Position = journal.Count + 1,
                Kind = entry.Kind,
                Key = entry.Key,
                Sequence = sequence + 1,
                Version = sequence + 1,
                Type = entry.Type,
                At = Timestamp.FromDateTimeOffset(entry.At),
                By = entry.By,
                Data = data,
                PreviousHash = ByteString.CopyFrom(previous),
                Hash = ByteString.CopyFrom(hash),
            });
            ends[actor.ToString()] = (sequence + 1, hash);
        }

        return journal;
    }

    private static Hold Shown(string id, ActorLine[] lines)
    {
        var released = lines.LastOrDefault(line => line.Actor == id && line.Type == "hold.released.v1");
        return new Hold
        {
            HoldId = id,
            Status = released is null ? HoldStatus.Active : HoldStatus.Released,
            ReleasedAt = released is null ? null : Timestamp.FromDateTimeOffset(released.At),
        };
    }
}

/// <summary>A line of the journal before it has its place and its hash.</summary>
internal sealed record Entry(string Kind, string Key, string Type, DateTimeOffset At, string By, string Names);

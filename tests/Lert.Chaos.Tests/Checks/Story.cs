using Lert.Chaos.Checks;
using Lert.Chaos.History;
using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Holds;
using Lert.Domain.Pages;
using Lert.Grains;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Paging.Gateway;
using Lert.Store;

namespace Lert.Chaos.Tests.Checks;

/// <summary>
/// A history written by hand: a case asks for one hold, the account keeps it, the hold is placed, and what a test adds. Every line is chained as the store
/// chains it, so that each check finds what the test broke and nothing else.
/// </summary>
internal sealed class Story
{
    public const string Account = "us-1700000001";
    public static readonly string CaseId = ActorKey.CaseOf("us", "open-1");
    public static readonly string HoldId = Grains.Holds.HoldId.Of(CaseId, Account);
    public static readonly ActorId Case = new("case", CaseId), Hold = new("hold", HoldId), Kept = new("account", Account);
    public static readonly DateTimeOffset Start = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero), End = Start.AddMinutes(5);
    public static readonly HoldOrder Order = new(HoldId, CaseId, Account, "us-2703f", Start, null, "26/0042", null);

    private readonly Dictionary<ActorId, (long Sequence, long Version, ReadOnlyMemory<byte> Hash)> _ends = [];

    public List<JournalLine> Journal { get; } = [];

    public List<Operation> Operations { get; } = [];

    public List<Resend> Resends { get; } = [];

    public List<string> Undelivered { get; } = [];

    public Recovery Recovery { get; set; } = new();

    public List<Arrival> Arrivals { get; } = [];

    public List<(DateTimeOffset From, DateTimeOffset Until)> Held { get; } = [];

    /// <summary>The hold is active, and all is well.</summary>
    public static Story Placed()
    {
        var story = new Story();
        story.Write(Case, Start, "open-1", new CaseEvent.Opened(CaseKind.Preservation, "us-2703f", Start, null, "Agency", "Officer", "26/0042", Start, "ann"));
        story.Write(Case, Start, "place-1", new CaseEvent.HoldsRequested([Order], Start, "ann"));
        story.Write(Kept, Start, $"{Case}/2/0", new AccountEvent.HoldAttached(Order, Start, 0, End));
        story.Write(Hold, Start, $"{Kept}/1/0", new HoldEvent.Placed(Order, Start, new(new(2026, 4, 15), new(2026, 4, 15), End, null, 0, "UTC", "by hand"), null));
        story.Write(Case, Start, $"{Hold}/1/0", new CaseEvent.HoldActive(HoldId));
        return story;
    }

    /// <summary>And its timer has released it, at its end, and everybody knows.</summary>
    public static Story Released()
    {
        var story = Placed();
        story.Release(End);
        story.Follow();
        return story;
    }

    public JournalLine Release(DateTimeOffset at, bool early = false, DateTimeOffset? committedAt = null) =>
        Write(Hold, at, null, new HoldEvent.Released(at, End, early, []), committedAt);

    /// <summary>What follows from a release.</summary>
    public void Follow()
    {
        var release = Journal.Last(line => line.Entry.Type == "hold.released.v1").Entry;
        Write(Kept, release.At, $"{Hold}/{release.Version}/0", new AccountEvent.HoldDetached(HoldId, release.At, 2));
        Write(Case, release.At, $"{Hold}/{release.Version}/1", new CaseEvent.HoldEnded(HoldId, release.At, false));
    }

    public JournalLine Lock(string request, string reference = "w-1") => Write(Hold, Start, request, new HoldEvent.Locked(new(reference, Start, "ann")));

    public JournalLine Write(ActorId actor, DateTimeOffset at, string? command, HoldEvent happened, DateTimeOffset? committedAt = null) =>
        Write(actor, at, command, StoredNames<HoldEvent>.Of(happened), ActorJson.Write(happened), committedAt);

    public JournalLine Write(ActorId actor, DateTimeOffset at, string? command, AccountEvent happened) =>
        Write(actor, at, command, StoredNames<AccountEvent>.Of(happened), ActorJson.Write(happened), null);

    public JournalLine Write(ActorId actor, DateTimeOffset at, string? command, CaseEvent happened) =>
        Write(actor, at, command, StoredNames<CaseEvent>.Of(happened), ActorJson.Write(happened), null);

    public JournalLine Write(ActorId actor, DateTimeOffset at, PageEvent happened, string? command = null) =>
        Write(actor, at, command, StoredNames<PageEvent>.Of(happened), ActorJson.Write(happened), null);

    /// <summary>A command that a client sent and that was acknowledged, with these instants.</summary>
    public Operation Command(ActorId actor, string request, long version, long invoked, long returned, Verb verb = Verb.Lock)
    {
        var done = new Operation { Client = 1, Verb = verb, Actor = actor, RequestId = request, Invoked = invoked, Returned = returned, Ending = Ending.Done, Version = version };
        Operations.Add(done);
        return done;
    }

    public Operation Read(long version, long invoked, long returned, V1.Hold? told = null)
    {
        var read = new Operation { Client = 2, Verb = Verb.Read, Actor = Hold, Invoked = invoked, Returned = returned, Ending = Ending.Done, Version = version, Reply = told };
        Operations.Add(read);
        return read;
    }

    public void Replace(JournalLine line, Func<JournalEntry, JournalEntry> change) => Journal[Journal.IndexOf(line)] = line with { Entry = change(line.Entry) };

    public Evidence Evidence() => new() { Journal = Journal, Operations = Operations, Resends = Resends, Undelivered = Undelivered, Recovery = Recovery, Arrivals = Arrivals, Held = Held };

    /// <summary>Which promises are found broken.</summary>
    public string[] Broken() => [.. Verdict.Of(Evidence()).Breaches.Select(breach => breach.Invariant).Distinct()];

    private JournalLine Write(ActorId actor, DateTimeOffset at, string? command, string type, byte[] data, DateTimeOffset? committedAt)
    {
        var (sequence, version, previous) = _ends.GetValueOrDefault(actor, (0, 0, JournalChain.Origin));
        var hash = JournalChain.Hash(previous.Span, actor, sequence + 1, version + 1, type, at, "ann", command, data);
        var line = new JournalLine(new(Journal.Count + 1, actor, sequence + 1, version + 1, type, at, "ann", command, data, previous, hash), committedAt);
        _ends[actor] = (sequence + 1, version + 1, hash);
        Journal.Add(line);
        return line;
    }
}

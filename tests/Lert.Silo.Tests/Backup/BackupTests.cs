using System.Collections.Immutable;
using Lert.Domain.Holds;
using Lert.Grains.Actors;
using Lert.Grains.Holds;
using Lert.Silo.Backup;
using Lert.Silo.Tests.Running;
using Lert.Store;

namespace Lert.Silo.Tests.Backup;

/// <summary>A whole copy is called whole; one in which anything is lost, doubled or bent is not. Each check is shown to bite.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private static readonly string[] Regions = ["us", "uk", "ie", "sg"];
    private SiloUnderTest _silo = null!;

    /// <summary>One hold that has ended, and one that runs.</summary>
    public async Task InitializeAsync()
    {
        _silo = await SiloUnderTest.StartAsync("--Lert:Pumps:PollInterval=00:00:00.020");
        Assert.Null((await _silo.Case().Execute(Some.Stamp("open"), Some.Open())).Refusal);
        Assert.Null((await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account, "us-account-2"))).Refusal);
        await Eventually.TrueAsync(async () => (await _silo.Case().Get())!.HoldsPending == 0, "both are placed");
        Assert.Null((await _silo.Hold("us-account-2").Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1"))).Refusal);
        _silo.Clock.Set(Some.End);
        await Eventually.TrueAsync(async () => (await _silo.Case().Get())!.HoldsEnded == 1, "one is released");
    }

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task A_whole_store_is_called_whole_with_its_figures()
    {
        var report = await CheckAsync(new Bent(_silo.Store));

        Assert.Empty(report.Problems);
        Assert.Equal((1, 2, 1, 1), (report.Cases, report.Accounts, report.ActiveHolds, report.ReleasedHolds));
        Assert.InRange(report.Entries, 7, 40);
    }

    [Fact]
    public async Task The_program_reads_a_copy_that_no_silo_has_open_and_says_so_with_its_exit_code()
    {
        await _silo.StopAsync();
        using var said = new StringWriter();
        using var errors = new StringWriter();
        string[] args = ["backup", "verify", $"--Lert:Store:Path={_silo.Folder.StoreFile}"];

        Assert.Equal(0, await BackupProgram.RunAsync(args, said, errors, CancellationToken.None));

        Assert.Contains("Every hash follows", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("2: 1 active, 1 released", said.ToString(), StringComparison.Ordinal);
        Assert.Equal("", errors.ToString());
    }

    [Fact]
    public async Task The_program_does_not_read_what_a_silo_has_open()
    {
        using var said = new StringWriter();
        using var errors = new StringWriter();
        string[] args = ["backup", "verify", $"--Lert:Store:Path={_silo.Folder.StoreFile}"];

        Assert.Equal(1, await BackupProgram.RunAsync(args, said, errors, CancellationToken.None));
        Assert.StartsWith("error: ", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public Task A_lost_entry_is_found() => FindsAsync(
        new Bent(_silo.Store) { Journal = (actor, journal) => actor.Kind == "hold" && journal.Length > 1 ? journal.RemoveAt(0) : journal }, "entry 1 of its journal is missing");

    [Fact]
    public Task A_changed_entry_is_found() => FindsAsync(
        new Bent(_silo.Store) { Journal = (_, journal) => journal.Length > 1 ? journal.SetItem(1, journal[1] with { By = "mallory" }) : journal }, "is not what was written");

    [Fact]
    public Task A_hold_whose_snapshot_lost_its_last_event_is_found() => FindsAsync(
        new Bent(_silo.Store) { Actor = actor => actor.Search.ReleasedAt is null ? actor : actor with { State = ActorJson.Write(ActorJson.Read<HoldState>(actor.State.Span) with { ReleasedAt = null }) } },
        "its state is not what its journal makes of it");

    [Fact]
    public Task A_hold_whose_timer_is_gone_is_found() =>
        FindsAsync(new Bent(_silo.Store) { Actor = actor => actor.WakeAt is null ? actor : actor with { WakeAt = null } }, "its timer is not the one that its state asks for");

    [Fact]
    public Task Columns_that_say_another_thing_are_found() =>
        FindsAsync(new Bent(_silo.Store) { Actor = actor => actor.Actor.Kind == "hold" ? actor with { Search = actor.Search with { Status = "Released" } } : actor }, "its columns are not those of its state");

    [Fact]
    public Task Lists_that_say_another_thing_are_found() =>
        FindsAsync(new Bent(_silo.Store) { Actor = actor => actor.Actor.Kind == "case" ? actor with { Lists = actor.Lists! with { Marks = 1 } } : actor }, "its lists are not those of its state");

    [Fact]
    public async Task An_actor_that_is_not_listed_yet_is_whole() =>
        Assert.Empty((await CheckAsync(new Bent(_silo.Store) { Actor = actor => actor with { Lists = null } })).Problems);

    [Fact]
    public Task A_hold_that_its_account_does_not_know_is_found() =>
        FindsAsync(new Bent(_silo.Store) { Keeps = actor => actor.Actor != new ActorId("account", "us-account-2") }, "its account us-account-2 does not know it");

    [Fact]
    public Task A_journal_without_its_actor_is_found() =>
        FindsAsync(new Bent(_silo.Store) { Keeps = actor => actor.Actor.Kind != "hold" || actor.Search.ReleasedAt is null }, "has a journal, and is not there");

    [Fact]
    public async Task A_hold_that_is_gone_with_its_whole_journal_is_missed_by_its_account_and_by_its_case()
    {
        var gone = new ActorId("hold", Some.Order("us-account-2").HoldId);
        var problems = (await CheckAsync(new Bent(_silo.Store) { IsGone = actor => actor == gone })).Problems;

        Assert.Contains($"account/us-account-2 keeps its data for hold {gone.Key}, which is not there.", problems);
        Assert.Contains($"case/{Some.CaseId()} has hold {gone.Key}, which is not there.", problems);
    }

    [Fact]
    public Task A_released_hold_that_is_gone_is_missed_by_its_case() =>
        FindsAsync(new Bent(_silo.Store) { IsGone = actor => actor.Kind == "hold" && actor.Key == Some.Order().HoldId }, $"has hold {Some.Order().HoldId}, which is not there");

    [Fact]
    public async Task A_case_that_is_gone_is_missed_by_its_holds_and_by_those_whom_it_wrote_to()
    {
        var problems = (await CheckAsync(new Bent(_silo.Store) { IsGone = actor => actor.Kind == "case" })).Problems;

        Assert.Contains(problems, found => found.Contains($"is of case {Some.CaseId()}, which does not know it", StringComparison.Ordinal));
        Assert.Contains($"case/{Some.CaseId()} is not there, and a message of it has arrived.", problems);
    }

    [Fact]
    public Task An_actor_that_has_lost_its_last_commits_is_found_by_the_messages_that_left_with_them() =>
        FindsAsync(new Bent(_silo.Store) { Actor = actor => actor.Actor.Kind == "case" ? actor with { Version = 1 } : actor }, "stands at version 1, and a message that left it with version");

    [Fact]
    public async Task A_message_that_is_on_its_way_is_no_loss_and_one_that_is_gone_is()
    {
        await using var silo = await SiloUnderTest.StartBlindAsync();
        var (whole, lost, hold) = (new Bent(silo.Store.Inner), new Bent(silo.Store.Inner) { Outbox = [] }, Some.Order().HoldId);
        Assert.Null((await silo.Case().Execute(Some.Stamp("open"), Some.Open())).Refusal);
        Assert.Null((await silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account))).Refusal);
        Assert.Empty((await CheckAsync(whole)).Problems);
        await FindsAsync(lost, $"case/{Some.CaseId()} has hold {hold}, which is not there");

        // One message further: the account keeps the data, and the hold is not placed yet.
        await DeliverAsync(silo, "account");
        Assert.Empty((await CheckAsync(whole)).Problems);
        await FindsAsync(lost, $"account/{Some.Account} keeps its data for hold {hold}, which is not there");

        // And the hold is placed, which its case does not know.
        await DeliverAsync(silo, "hold");
        Assert.Empty((await CheckAsync(whole)).Problems);
        await FindsAsync(lost, $"hold/{hold} is placed, and the message that tells its case {Some.CaseId()} so is lost");
    }

    [Fact]
    public Task A_copy_that_a_newer_release_wrote_is_not_for_this_one() =>
        FindsAsync(new Bent(_silo.Store) { Actor = actor => actor.Actor.Kind == "hold" ? actor with { Format = 99 } : actor }, "was written in format 99 by a newer release");

    [Fact]
    public async Task A_file_that_holds_no_store_is_no_copy()
    {
        var file = _silo.Folder.At("empty.db");
        await File.WriteAllBytesAsync(file, []);
        using var said = new StringWriter();

        Assert.Equal(1, await BackupProgram.RunAsync(["backup", "verify", $"--Lert:Store:Path={file}"], said, said, CancellationToken.None));
        Assert.Contains("There is no store in the file", said.ToString(), StringComparison.Ordinal);

        Assert.Equal(1, await BackupProgram.RunAsync(["backup", "verify", $"--Lert:Store:Path={file}.none"], said, said, CancellationToken.None));
        Assert.False(File.Exists($"{file}.none"));
    }

    [Fact]
    public Task A_release_that_came_twice_is_found() => FindsAsync(
        new Bent(_silo.Store) { Journal = (_, journal) => journal.Any(entry => entry.Type == "hold.released.v1") ? journal.Add(Next(journal[^1], journal[^1])) : journal }, "was released 2 times");

    [Fact]
    public Task A_release_before_its_time_is_found() => FindsAsync(
        new Bent(_silo.Store)
        {
            Journal = (_, journal) => journal[^1].Type == "hold.released.v1" && ActorJson.Read<HoldEvent>(journal[^1].Data.Span) is HoldEvent.Released released
                ? journal.SetItem(journal.Length - 1, Next(journal[^2], journal[^1] with { Data = ActorJson.Write<HoldEvent>(released with { At = released.NotBefore!.Value.AddSeconds(-1) }) }))
                : journal,
        },
        "was released before its time");

    [Theory]
    [InlineData("hold/us-nobody/1/0", "account.hold-attached.v1", "which no commit of it can have carried")]
    [InlineData("case/us-c/1", "hold.place.v1", "which no commit of it can have carried")]
    [InlineData("hold/us-nobody/1/0", "hold.no-such-thing.v1", "which its receiver cannot read")]
    public Task A_message_that_nobody_sent_or_that_nobody_reads_is_found(string id, string type, string problem) => FindsAsync(
        new Bent(_silo.Store)
        {
            Outbox = [new PendingMessage(1, new OutboxMessage(id, new ActorId("account", Some.Account), type, "{}"u8.ToArray()), new ActorId("hold", "us-nobody"), Some.Start, 0)],
        },
        problem);

    [Fact]
    public Task A_message_that_is_not_what_was_written_is_found() => FindsAsync(
        new Bent(_silo.Store)
        {
            Outbox = [new PendingMessage(1, new OutboxMessage("hold/us-nobody/1/0", new ActorId("account", Some.Account), "account.hold-attached.v1", "{}"u8.ToArray()), new ActorId("hold", "us-nobody"), Some.Start, 0) { IsDamaged = true }],
        },
        "which is not what was written");

    private static async Task FindsAsync(Bent store, string problem) =>
        Assert.Contains((await CheckAsync(store)).Problems, found => found.Contains(problem, StringComparison.Ordinal));

    private static Task<BackupReport> CheckAsync(Bent store) => new BackupCheck(store, [.. Regions]).RunAsync(CancellationToken.None);

    /// <summary>The same event once more, or another in its place, properly chained: only the checks above the chain can see it.</summary>
    private static JournalEntry Next(JournalEntry before, JournalEntry entry)
    {
        var chained = entry with { Sequence = before.Sequence + 1, PreviousHash = before.Hash };
        return chained with { Hash = JournalChain.Hash(chained) };
    }

    /// <summary>The one message to an actor of this kind.</summary>
    private static async Task DeliverAsync(SiloUnderTest silo, string kind)
    {
        var waiting = Assert.Single(await silo.Store.Inner.ReadOutboxAsync(Slots.All, default, 100, CancellationToken.None), message => message.Message.Target.Kind == kind);
        var body = ImmutableArray.Create(waiting.Message.Body.ToArray());
        Assert.Null(await silo.Grains.GetActor(waiting.Message.Target).Deliver(new(waiting.Message.Id, waiting.Source.ToString(), waiting.Message.Type, body)));
        await silo.Store.Inner.AcknowledgeAsync([waiting.Row], CancellationToken.None);
    }

    private sealed class Bent(IActorStore inner) : PassingStore(inner)
    {
        /// <summary>Whole, with its journal.</summary>
        public Func<ActorId, bool> IsGone { get; init; } = static _ => false;

        public Func<StoredActor, StoredActor> Actor { get; init; } = static actor => actor;

        public Func<StoredActor, bool> Keeps { get; init; } = static _ => true;

        public Func<ActorId, ImmutableArray<JournalEntry>, ImmutableArray<JournalEntry>> Journal { get; init; } = static (_, journal) => journal;

        public ImmutableArray<PendingMessage>? Outbox { get; init; }

        public override async ValueTask<ImmutableArray<StoredActor>> QueryAsync(ActorQuery query, CancellationToken cancellationToken) =>
            [.. (await base.QueryAsync(query, cancellationToken)).Where(actor => !IsGone(actor.Actor)).Where(Keeps).Select(Actor)];

        public override async ValueTask<FeedPage> ReadFeedAsync(long position, int limit, CancellationToken cancellationToken) =>
            await base.ReadFeedAsync(position, limit, cancellationToken) is var page ? page with { Entries = page.Entries.RemoveAll(entry => IsGone(entry.Actor)) } : page;

        public override async ValueTask<ImmutableArray<JournalEntry>> ReadJournalAsync(ActorId actor, long sequence, int limit, CancellationToken cancellationToken) =>
            Journal(actor, await base.ReadJournalAsync(actor, sequence, limit, cancellationToken));

        public override ValueTask<ImmutableArray<PendingMessage>> ReadOutboxAsync(Slots slots, OutboxPlace place, int limit, CancellationToken cancellationToken) =>
            Outbox is { } given ? new(place == default ? given : []) : base.ReadOutboxAsync(slots, place, limit, cancellationToken);
    }
}

namespace Lert.Store.Contract;

/// <summary>Messages leave with their commit, in order, until they are acknowledged.</summary>
public abstract class OutboxContract : StoreContract
{
    [Fact]
    public async Task Messages_are_read_in_the_order_of_their_commits()
    {
        await CommittedAsync(Some.Commit(Some.Hold()) with { Outbox = [Some.Message("m1"), Some.Message("m2", "ca-account-2")] });
        await CommittedAsync(Some.Commit(Some.Hold(), 1) with { Outbox = [Some.Message("m3")] });
        await Harness.ReopenAsync();
        var pending = await Store.ReadOutboxAsync(Slots.All, default, 10, None);
        Assert.Equal(["m1", "m2", "m3"], pending.Select(found => found.Message.Id));
        Assert.True(pending[0].Row < pending[1].Row && pending[1].Row < pending[2].Row);
        var second = pending[1];
        Assert.Equal((new ActorId("account", "ca-account-2"), "protect.v1", "body of m2"), (second.Message.Target, second.Message.Type, Some.Text(second.Message.Body)));
        Assert.Equal((Some.Hold(), Some.Instant), (second.Source, second.CreatedAt));
    }

    [Fact]
    public async Task Messages_of_a_commit_that_was_refused_never_leave()
    {
        await CommittedAsync(Some.Commit(Some.Hold()) with { Command = Some.Command("c1") });
        await Store.CommitAsync(Some.Commit(Some.Hold(), 7) with { Outbox = [Some.Message("conflict")] }, None);
        await Store.CommitAsync(Some.Commit(Some.Hold(), 1) with { Command = Some.Command("c1"), Outbox = [Some.Message("repeated")] }, None);
        await Store.CommitAsync(Some.Commit(Some.Hold(), 1) with { Command = Some.Command("c1", "other"), Outbox = [Some.Message("reused")] }, None);
        Assert.Empty(await Store.ReadOutboxAsync(Slots.All, default, 10, None));
    }

    [Fact]
    public async Task An_acknowledged_message_is_gone_and_may_be_acknowledged_again()
    {
        await CommittedAsync(Some.Commit(Some.Hold()) with { Outbox = [Some.Message("m1"), Some.Message("m2"), Some.Message("m3")] });
        var pending = await Store.ReadOutboxAsync(Slots.All, default, 10, None);
        await Store.AcknowledgeAsync([pending[0].Row, pending[2].Row], None);
        await Store.AcknowledgeAsync([pending[0].Row, 999_999], None);
        await Store.AcknowledgeAsync([], None);
        await Harness.ReopenAsync();
        Assert.Equal("m2", Assert.Single(await Store.ReadOutboxAsync(Slots.All, default, 10, None)).Message.Id);
    }

    [Fact]
    public async Task Failed_deliveries_are_counted_per_message_and_across_restarts()
    {
        await CommittedAsync(Some.Commit(Some.Hold()) with { Outbox = [Some.Message("m1"), Some.Message("m2")] });
        var rows = (await Store.ReadOutboxAsync(Slots.All, default, 10, None)).Select(found => found.Row).ToList();
        await Store.RecordFailedDeliveryAsync([rows[0]], None);
        await Harness.ReopenAsync();
        await Store.RecordFailedDeliveryAsync([rows[0], rows[1], 999_999], None);
        Assert.Equal([2, 1], (await Store.ReadOutboxAsync(Slots.All, default, 10, None)).Select(found => found.Attempts));
        await Store.AcknowledgeAsync([rows[0]], None);
        await Store.RecordFailedDeliveryAsync([rows[0]], None);
        Assert.Equal("m2", Assert.Single(await Store.ReadOutboxAsync(Slots.All, default, 10, None)).Message.Id);
    }

    [Fact]
    public async Task A_row_number_is_never_used_twice()
    {
        var version = 0L;
        var last = 0L;
        for (var round = 0; round < 5; round++)
        {
            await CommittedAsync(Some.Commit(Some.Hold(), version++) with { Outbox = [Some.Message($"m{round}")] });
            var row = Assert.Single(await Store.ReadOutboxAsync(Slots.All, default, 10, None)).Row;
            Assert.True(row > last, $"Row {row} came after row {last}.");
            last = row;
            await Store.AcknowledgeAsync([row], None);
            await Harness.ReopenAsync();
        }
    }

    [Fact]
    public async Task Slots_divide_the_messages_by_their_target()
    {
        var messages = Enumerable.Range(0, 60).Select(number => Some.Message($"m{number}", $"us-account-{number}")).ToList();
        await CommittedAsync(Some.Commit(Some.Hold()) with { Outbox = [.. messages] });
        var low = await Store.ReadOutboxAsync(new Slots(0, 99), default, 100, None);
        var high = await Store.ReadOutboxAsync(new Slots(100, 255), default, 100, None);
        Assert.All(low, found => Assert.InRange(Slots.Of(found.Message.Target), 0, 99));
        Assert.Equal(messages.Select(message => message.Id).Order(), low.Concat(high).Select(found => found.Message.Id).Order());
        Assert.NotEmpty(low);
        Assert.NotEmpty(high);
    }

    [Fact]
    public async Task Messages_are_read_in_pages()
    {
        await CommittedAsync(Some.Commit(Some.Hold()) with { Outbox = [.. Enumerable.Range(0, 7).Select(number => Some.Message($"m{number}"))] });
        var first = await Store.ReadOutboxAsync(Slots.All, default, 4, None);
        var second = await Store.ReadOutboxAsync(Slots.All, default(OutboxPlace).After(first), 4, None);
        Assert.Equal(["m0", "m1", "m2", "m3", "m4", "m5", "m6"], first.Concat(second).Select(found => found.Message.Id));
    }

    [Fact]
    public async Task The_most_urgent_messages_come_first_and_of_those_the_first_written()
    {
        await CommittedAsync(Some.Commit(Some.Hold()) with { Outbox = [Some.Message("n1"), Some.Message("h1") with { Urgency = CommitUrgency.High }] });
        await CommittedAsync(Some.Commit(Some.Hold(), 1) with { Urgency = CommitUrgency.Emergency, Outbox = [Some.Message("e1"), Some.Message("n2") with { Urgency = CommitUrgency.Normal }] });
        await CommittedAsync(Some.Commit(Some.Hold(), 2) with { Outbox = [Some.Message("e2") with { Urgency = CommitUrgency.Emergency }] });
        await Harness.ReopenAsync();
        var pending = await Store.ReadOutboxAsync(Slots.All, default, 10, None);
        Assert.Equal(["e1", "e2", "h1", "n1", "n2"], pending.Select(found => found.Message.Id));
        Assert.Equal([CommitUrgency.Emergency, CommitUrgency.Emergency, CommitUrgency.High, CommitUrgency.Normal, CommitUrgency.Normal], pending.Select(found => found.Urgency));
        Assert.Equal(["e1", "e2", "h1", "n1"], (await Store.ReadOutboxAsync(Slots.All, default, 4, None)).Select(found => found.Message.Id));
        Assert.Equal(["e1"], (await Store.ReadOutboxAsync(Slots.All, default, 1, None)).Select(found => found.Message.Id));

        // Whoever has read the normal ones still hears of the urgent ones.
        Assert.Equal(["e1", "e2", "h1"], (await Store.ReadOutboxAsync(Slots.All, new OutboxPlace(0, 0, pending[^1].Row), 10, None)).Select(found => found.Message.Id));
    }

    [Theory]
    [InlineData("type = 'another.v1' WHERE id = 'm2'")]
    [InlineData("source_key = 'us-hold-2' WHERE id = 'm2'")]
    [InlineData("created_at = 9000000000000000000 WHERE id = 'm2'")]
    public async Task A_message_that_is_not_what_was_written_is_known_and_keeps_no_other_waiting(string damage)
    {
        await CommittedAsync(Some.Commit(Some.Hold()) with { Outbox = [Some.Message("m1"), Some.Message("m2"), Some.Message("m3") with { Urgency = CommitUrgency.High }] });
        await Harness.DamageMessagesAsync(damage);
        var pending = await Store.ReadOutboxAsync(Slots.All, default, 10, None);
        Assert.Equal(["m3", "m1", "m2 is damaged"], pending.Select(found => found.Message.Id + (found.IsDamaged ? " is damaged" : "")));

        // It stays what it is, however often it is tried.
        await Store.RecordFailedDeliveryAsync([pending[2].Row], None);
        Assert.True((await Store.ReadOutboxAsync(Slots.All, default, 10, None)).Single(found => found.Message.Id == "m2") is { IsDamaged: true, Attempts: 1 });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Pages_of_mixed_urgency_give_every_message_once(int limit)
    {
        var messages = Enumerable.Range(0, 30).Select(number => Some.Message($"m{number:d2}") with { Urgency = (CommitUrgency)((number % 3) + 1) });
        await CommittedAsync(Some.Commit(Some.Hold()) with { Outbox = [.. messages] });
        var read = new List<PendingMessage>();
        for (var place = default(OutboxPlace); await Store.ReadOutboxAsync(Slots.All, place, limit, None) is { IsEmpty: false } page; place = place.After(page))
        {
            read.AddRange(page);
        }

        Assert.Equal(read.OrderBy(found => found.Urgency).ThenBy(found => found.Row), read);
        Assert.Equal(30, read.Select(found => found.Message.Id).Distinct().Count());
        Assert.Equal(30, read.Count);
    }
}

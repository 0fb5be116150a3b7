using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Silo.Tests.Producing;
using Lert.Silo.Tests.Running;
using Lert.V1;

namespace Lert.Silo.Tests.Notices;

/// <summary>The notice from end to end: over gRPC, in a whole silo, on SQLite and on PostgreSQL.</summary>
public sealed class NoticeTests
{
    [Theory]
    [InlineData(Stores.Sqlite)]
    [InlineData(Stores.Postgres)]
    public async Task G1_Nothing_is_packed_before_the_user_was_told_and_had_their_days(string store)
    {
        await using var world = await StartAsync(store);
        await TellAsync(world);
    }

    [Theory]
    [InlineData(Stores.Sqlite)]
    [InlineData(Stores.Postgres)]
    public async Task G2_G3_An_order_runs_out_by_its_timer_and_notice_is_due(string store)
    {
        await using var world = await StartAsync(store);
        await SilenceAsync(world);
    }

    [Fact]
    public async Task G1_How_many_days_is_a_setting()
    {
        await using var world = await ProducingSilo.StartAsync("--Lert:Notice:Days=0");
        var of = await world.CaseAsync(isSilent: false);
        var told = await world.Notices.RecordNoticeAsync(Told(world, of.CaseId));
        Assert.Equal(("", told.Given[0].GivenAt), (told.Refusal, told.Given[0].DiscloseFrom));
    }

    [Fact]
    public async Task G7_A_delay_under_2705_a_is_refused_and_its_receipt_is_in_the_journal()
    {
        await using var world = await ProducingSilo.StartAsync();
        var of = await world.CaseAsync(isSilent: false);
        var delay = new RecordOrderRequest { RequestId = world.Next(), CaseId = of.CaseId, Basis = SilenceBasis.GovernmentDelay, Authority = "U.S. Attorney", Reference = "D-1" };
        Assert.Equal("notice.governments-own", await ProducingSilo.RefusedAsync(async () => await world.Notices.RecordOrderAsync(delay)));
        var story = await world.Caller.Cases.GetTimelineAsync(new GetTimelineRequest { CaseId = of.CaseId, PageSize = 1_000 });
        Assert.Contains(story.Entries, entry => entry.Text == "U.S. Attorney delays its own notice, D-1; ours is not delayed");
        var notice = await world.Notices.GetAsync(new GetNoticeRequest { CaseId = of.CaseId });
        Assert.Equal(("notice.not-given", 0), (notice.Refusal, notice.Orders.Count));
    }

    private static async Task TellAsync(ProducingSilo world)
    {
        var hold = await world.HoldAsync(world.Take("snap-1", ("basic-subscriber/profile.json", "{}"), ("contents/chat.txt", "hello")));
        var of = await world.CaseAsync(isSilent: false);
        var owed = await world.Notices.GetAsync(new GetNoticeRequest { CaseId = of.CaseId });
        Assert.Equal((NoticeDuty.Before, "notice.not-given", "policy-notice"), (owed.Duty, owed.Refusal, Assert.Single(owed.Clocks).ClockId));

        var prepared = await world.PrepareAsync(of.CaseId, hold);
        await world.ApproveAsync(prepared);
        Assert.Equal("notice.not-given", await ProducingSilo.RefusedAsync(() => world.PackAsync(prepared.DisclosureId)));

        var told = Told(world, of.CaseId);
        var given = await world.Notices.RecordNoticeAsync(told);
        Assert.Equal(("notice.period-running", "us-1", ClockStatus.Met), (given.Refusal, Assert.Single(given.Given).AccountId, Assert.Single(given.Clocks).Status));
        Assert.Equal(At("2026-01-23T00:00:00Z"), given.DiscloseFrom.ToDateTimeOffset());
        // The same request again is the same answer, and changes nothing.
        Assert.Equal(given.Etag, (await world.Notices.RecordNoticeAsync(told)).Etag);
        Assert.Equal("notice.period-running", await ProducingSilo.RefusedAsync(() => world.PackAsync(prepared.DisclosureId)));

        world.Silo.Clock.Set(given.DiscloseFrom.ToDateTimeOffset());
        await Eventually.TrueAsync(async () => (await world.GetAsync(prepared.DisclosureId)).Approvals.Count == 0, "the approvals have expired meanwhile");
        await world.ApproveAsync(prepared);
        Assert.Equal(DisclosureStatus.Packaged, (await world.PackAsync(prepared.DisclosureId)).Status);
        await world.DeliverAsync(prepared.DisclosureId);
        Assert.NotEmpty(await world.FetchAsync(prepared.DisclosureId));
    }

    private static async Task SilenceAsync(ProducingSilo world)
    {
        var of = await world.CaseAsync(isSilent: false);
        var id = of.CaseId;
        var order = new RecordOrderRequest
        {
            RequestId = world.Next(), CaseId = id, Basis = SilenceBasis.CourtOrder, Authority = "N.D. Cal.", Reference = "26-mj-118",
            Term = new SilenceTerm { From = Timestamp.FromDateTimeOffset(Some.Start), Length = SilenceLength.Days, Days = 30 },
        };
        var silent = await world.Notices.RecordOrderAsync(order);
        // Day 30 is Saturday 2026-02-14 in Los Angeles.
        Assert.Equal(("", At("2026-02-15T08:00:00Z")), (silent.Refusal, silent.Orders[0].EndsAt.ToDateTimeOffset()));
        Assert.Equal(
            [("policy-notice", ClockStatus.Cancelled), ("silence-o1", ClockStatus.Running)], silent.Clocks.Select(clock => (clock.ClockId, clock.Status)).OrderBy(clock => clock.ClockId, StringComparer.Ordinal));
        var extend = new ExtendOrderRequest
        {
            RequestId = world.Next(), CaseId = id, OrderId = "o1", Reference = "26-mj-200",
            Term = new SilenceTerm { From = Timestamp.FromDateTimeOffset(Some.Start), Length = SilenceLength.Days, Days = 10 },
        };
        Assert.Equal("notice.order-not-longer", await ProducingSilo.RefusedAsync(async () => await world.Notices.ExtendOrderAsync(extend)));
        extend.Term.Days = 60;
        Assert.Equal(At("2026-03-17T07:00:00Z"), (await world.Notices.ExtendOrderAsync(extend)).Orders[0].EndsAt.ToDateTimeOffset());
        var stale = await Assert.ThrowsAsync<RpcException>(async () => await world.Notices.LiftOrderAsync(
            new LiftOrderRequest { RequestId = world.Next(), CaseId = id, OrderId = "o1", Reference = "x", Reason = "x", Etag = silent.Etag }));
        Assert.Equal(StatusCode.Aborted, stale.StatusCode);
        Assert.Equal("notice.silenced", await ProducingSilo.RefusedAsync(async () => await world.Notices.RecordNoticeAsync(Told(world, id))));
        var denied = await Assert.ThrowsAsync<RpcException>(async () => await new NoticeService.NoticeServiceClient(world.Caller.As(Roles.Producer, "pia")).RecordNoticeAsync(Told(world, id)));
        Assert.Equal(StatusCode.PermissionDenied, denied.StatusCode);

        // A silo that starts anew finds the end in its store.
        await world.RestartAsync();
        world.Silo.Clock.Set(At("2026-03-18T00:00:00Z"));
        await Eventually.TrueAsync(async () => (await world.Notices.GetAsync(new GetNoticeRequest { CaseId = id })).Orders[0].EndedAt is not null, "the order has ended");
        var over = await world.Notices.GetAsync(new GetNoticeRequest { CaseId = id });
        Assert.Equal(At("2026-03-17T07:00:00Z"), over.Orders[0].EndedAt.ToDateTimeOffset());
        Assert.Equal("notice.not-given", over.Refusal);
        Assert.Contains(over.Clocks, clock => clock is { ClockId: "policy-notice", Status: ClockStatus.Running });

        // One without an end, from then on: it is reviewed, and then lifted.
        order.RequestId = world.Next();
        order.Term = new SilenceTerm { From = Timestamp.FromDateTimeOffset(world.Silo.Clock.GetUtcNow()), Length = SilenceLength.NoEnd };
        var open = await world.Notices.RecordOrderAsync(order);
        Assert.Equal((null, "silence-review-o2-1"), (open.Orders[1].EndsAt, open.Orders[1].ClockId));
        Assert.Contains(open.Clocks, clock => clock.ClockId == "silence-review-o2-1" && clock.DueInternal.ToDateTimeOffset() == At("2027-03-18T07:00:00Z"));
        var reviewed = await world.Notices.ReviewOrderAsync(new ReviewOrderRequest { RequestId = world.Next(), CaseId = id, OrderId = "o2", Finding = "it stands" });
        Assert.Equal(1, reviewed.Orders[1].Reviews);
        var lifted = await world.Notices.LiftOrderAsync(new LiftOrderRequest { RequestId = world.Next(), CaseId = id, OrderId = "o2", Reference = "vacated", Reason = "the court vacated it" });
        Assert.Equal("notice.not-given", lifted.Refusal);
        Assert.Single((await world.Notices.RecordNoticeAsync(Told(world, id))).Given);
        var story = await world.Caller.Cases.GetTimelineAsync(new GetTimelineRequest { CaseId = id, PageSize = 1_000 });
        Assert.Contains(story.Entries, entry => entry.Text == "order of silence o1 was extended by 26-mj-200: until 2026-02-15 08:00Z → until 2026-03-17 07:00Z");
        Assert.Contains(story.Entries, entry => entry.Text == "order of silence o1 is over: its time is over");
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static RecordNoticeRequest Told(ProducingSilo world, string id) => new()
    {
        RequestId = world.Next("told"), CaseId = id, Channel = NoticeChannel.Mail, GivenAt = Timestamp.FromDateTimeOffset(world.Silo.Clock.GetUtcNow()), Reference = "notice-7",
    };

    private static async Task<ProducingSilo> StartAsync(string store) => await ProducingSilo.StartAsync(["--Lert:Pumps:PollInterval=00:00:00.020", .. await Stores.SettingsAsync(store)]);
}

using Lert.Api.Identity;
using Lert.Silo.Tests.Running;
using Lert.V1;

namespace Lert.Silo.Tests.Producing;

/// <summary>What the requester withdrew, or what is challenged, is not handed out: not when the messages are late, and not when the silo died before they left.</summary>
public sealed class WithdrawnTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A15_B13_A_withdrawal_or_a_challenge_cancels_what_was_not_fetched(bool isWithdrawn)
    {
        await using var world = await ProducingSilo.StartAsync();
        var (of, id) = await DeliveredAsync(world);
        await StopAsync(world, of, isWithdrawn);
        await Eventually.TrueAsync(async () => (await world.GetAsync(id)).Status == DisclosureStatus.Cancelled, "the disclosure is cancelled");
        Assert.Equal("disclosure.not-allowed", await ProducingSilo.RefusedAsync(() => world.FetchAsync(id)));
        await Eventually.TrueAsync(() => Directory.GetFiles(world.Packages).Length == 0, "the shelf is empty");
    }

    [Fact]
    public async Task A15_A_silo_that_died_before_the_message_left_hands_nothing_out_and_cancels_when_it_is_back()
    {
        await using var world = await ProducingSilo.StartAsync();
        var (of, id) = await DeliveredAsync(world);

        // Started again on the same file with pumps that find nothing: whatever the case wants to tell its disclosures, it stays in the outbox.
        await world.RestartAsync(pumpsAreBlind: true);
        await StopAsync(world, of, isWithdrawn: true);
        Assert.Equal(DisclosureStatus.Delivered, (await world.GetAsync(id)).Status);
        Assert.Equal("disclosure.case-not-ready", await ProducingSilo.RefusedAsync(() => world.FetchAsync(id)));

        await world.RestartAsync();
        Assert.Contains(await ProducingSilo.RefusedAsync(() => world.FetchAsync(id)), new[] { "disclosure.case-not-ready", "disclosure.not-allowed" });
        await Eventually.TrueAsync(async () => (await world.GetAsync(id)).Status == DisclosureStatus.Cancelled, "the disclosure is cancelled");
    }

    [Fact]
    public async Task A15_A_request_id_that_was_good_before_the_withdrawal_opens_nothing_after_it()
    {
        await using var world = await ProducingSilo.StartAsync();
        var (of, id) = await DeliveredAsync(world);
        Assert.NotEmpty(await world.FetchAsync(id, requestId: "once"));
        await StopAsync(world, of, isWithdrawn: true);
        // The answer that was remembered says yes; what is true now says no.
        await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => world.FetchAsync(id, requestId: "once"));
    }

    /// <summary>A part of it may be fetched; the case waits for the rest.</summary>
    private static async Task<(string Case, string Disclosure)> DeliveredAsync(ProducingSilo world)
    {
        var hold = await world.HoldAsync(world.Take("snap-1", ("basic-subscriber/profile.json", "{}"), ("contents/chat.txt", "hello")));
        var of = await world.CaseAsync();
        var prepared = await world.PrepareAsync(of.CaseId, hold, all: false);
        await world.ApproveAsync(prepared);
        await world.PackAsync(prepared.DisclosureId);
        await world.DeliverAsync(prepared.DisclosureId);
        // The case knows of it.
        await Eventually.TrueAsync(
            async () => (await world.Caller.Cases.GetTimelineAsync(new GetTimelineRequest { CaseId = of.CaseId, PageSize = 1_000 })).Entries.Any(entry => entry.Text == $"disclosure {prepared.DisclosureId} is Delivered"),
            "the case knows");
        return (of.CaseId, prepared.DisclosureId);
    }

    private static async Task StopAsync(ProducingSilo world, string of, bool isWithdrawn)
    {
        if (isWithdrawn)
        {
            await world.Caller.Cases.WithdrawAsync(new WithdrawRequest { CaseId = of, RequestId = world.Next(), Reason = "settled" });
        }
        else
        {
            var counsel = new CaseService.CaseServiceClient(world.Caller.As(Roles.Counsel, "carl"));
            await counsel.ChallengeAsync(new ChallengeRequest { CaseId = of, RequestId = world.Next(), Ground = ChallengeGround.Comity, Reason = "conflict of laws" });
        }
    }
}

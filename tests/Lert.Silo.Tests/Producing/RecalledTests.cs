using Google.Protobuf.WellKnownTypes;
using Lert.Api.Identity;
using Lert.Grains.Actors;
using Lert.Grains.Requesters;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Lert.V1;

namespace Lert.Silo.Tests.Producing;

/// <summary>The requester turns out to be somebody else while a production is on its way out: it does not leave, and says why.</summary>
public sealed class RecalledTests
{
    private static readonly string Officer = RequesterKey.OfficerOf("us", "Agency of .example", "Officer A");

    [Theory]
    [InlineData(Stores.Sqlite, DisclosureStatus.Approved)]
    [InlineData(Stores.Sqlite, DisclosureStatus.Packaged)]
    [InlineData(Stores.Sqlite, DisclosureStatus.Delivered)]
    [InlineData(Stores.Postgres, DisclosureStatus.Packaged)]
    public async Task A8_A_recall_cancels_what_is_not_delivered_and_after_its_review_another_can_be_prepared(string store, DisclosureStatus reached)
    {
        await using var world = await ProducingSilo.StartOnAsync(store);
        var (of, id, hold) = await ReachAsync(world, reached);
        await RecallAsync(world);
        await Eventually.TrueAsync(async () => Advance(world) && (await world.GetAsync(id)).Status == DisclosureStatus.Cancelled, "the disclosure is cancelled");
        Assert.StartsWith("the case is ", (await world.GetAsync(id)).Ending, StringComparison.Ordinal);
        Assert.Equal("disclosure.not-allowed", await ProducingSilo.RefusedAsync(() => world.DeliverAsync(id)));
        Assert.Equal("disclosure.not-allowed", await ProducingSilo.RefusedAsync(() => world.FetchAsync(id)));
        await Eventually.TrueAsync(() => !Directory.Exists(world.Packages) || Directory.GetFiles(world.Packages).Length == 0, "the shelf is empty");

        await Eventually.TrueAsync(async () => Advance(world) && (await RequesterAsync(world)).Recall.DoneAt is not null, "every case has answered");
        var progress = (await RequesterAsync(world)).Recall;
        Assert.Equal((2, 2, 1, 1), (progress.Total, progress.Done, progress.Held, progress.Returned));
        var back = await world.Caller.Cases.GetAsync(new GetCaseRequest { CaseId = of });
        Assert.Equal((CaseStatus.LegalReview, "taken over"), (back.Status, back.File.Asking.Recall.Reason));
        Assert.Equal("case.recall-open", await ProducingSilo.RefusedAsync(async () => await ApproveAsync(world, of, Roles.Lead, "ann")));
        Assert.Equal("disclosure.case-not-ready", await ProducingSilo.RefusedAsync(() => world.PrepareAsync(of, hold)));

        await Counsel(world).ReviewRecallAsync(new ReviewRecallRequest { CaseId = of, RequestId = world.Next(), Finding = "the court confirms it" });
        await ApproveAsync(world, of, Roles.Lead, "ann");
        await ApproveAsync(world, of, Roles.Counsel, "carl");
        foreach (var step in new[] { CaseStatus.Collecting, CaseStatus.QualityCheck, CaseStatus.DisclosureApproval })
        {
            await world.Caller.Cases.AdvanceAsync(new AdvanceRequest { CaseId = of, RequestId = world.Next(), To = step });
        }

        var anew = await world.PrepareAsync(of, hold);
        await world.ApproveAsync(anew);
        await world.PackAsync(anew.DisclosureId);
        await world.DeliverAsync(anew.DisclosureId);
        Assert.Contains("i2/contents/chat.txt", world.Open(await world.FetchAsync(anew.DisclosureId)).Keys);
    }

    [Fact]
    public async Task A8_Nothing_is_delivered_either_when_the_word_of_the_recall_has_not_reached_the_disclosure_yet()
    {
        await using var world = await ProducingSilo.StartOnAsync(Stores.Sqlite);
        var (of, id, _) = await ReachAsync(world, DisclosureStatus.Packaged);
        // What the case says to its disclosure does not land: only the case itself knows.
        world.Silo.Store.FailCommits(commit => commit.Actor == new ActorId(ActorKinds.Disclosure, id) ? new StoreUnavailableException("away") : null);
        await RecallAsync(world);
        await Eventually.TrueAsync(async () => Advance(world) && (await world.Caller.Cases.GetAsync(new GetCaseRequest { CaseId = of })).Status == CaseStatus.LegalReview, "the case is back in review");
        Assert.Equal(DisclosureStatus.Packaged, (await world.GetAsync(id)).Status);
        Assert.Equal("disclosure.case-not-ready", await ProducingSilo.RefusedAsync(() => world.DeliverAsync(id)));

        world.Silo.Store.FailCommits(_ => null);
        await Eventually.TrueAsync(async () => Advance(world) && (await world.GetAsync(id)).Status == DisclosureStatus.Cancelled, "the disclosure is cancelled");
    }

    private static async Task<(string Case, string Disclosure, string Hold)> ReachAsync(ProducingSilo world, DisclosureStatus status)
    {
        var hold = await world.HoldAsync(world.Take("snap-1", ("basic-subscriber/profile.json", "{}"), ("contents/chat.txt", "hello")));
        var of = await world.CaseAsync();
        // With a part left for later the case waits, also when this part is delivered.
        var prepared = await world.PrepareAsync(of.CaseId, hold, all: status != DisclosureStatus.Delivered);
        await world.ApproveAsync(prepared);
        if (status != DisclosureStatus.Approved)
        {
            await world.PackAsync(prepared.DisclosureId);
        }

        if (status == DisclosureStatus.Delivered)
        {
            await world.DeliverAsync(prepared.DisclosureId);
        }

        await Eventually.TrueAsync(async () => (await RequesterAsync(world)).Cases == 2, "the directory knows of both cases");
        return (of.CaseId, prepared.DisclosureId, hold);
    }

    private static async Task RecallAsync(ProducingSilo world) => await Requesters(world).RecallAsync(
        new RecallRequest { RequestId = world.Next("recall"), RequesterId = Officer, AsOf = Timestamp.FromDateTimeOffset(Some.Start), Reason = "taken over" });

    private static async Task<Requester> RequesterAsync(ProducingSilo world) => await Requesters(world).GetAsync(new GetRequesterRequest { RequesterId = Officer });

    private static async Task ApproveAsync(ProducingSilo world, string of, string role, string by) =>
        await new CaseService.CaseServiceClient(world.Caller.As(role, by)).ApproveAsync(new ApproveRequest { CaseId = of, RequestId = world.Next("approve"), Reason = "fine" });

    private static RequesterService.RequesterServiceClient Requesters(ProducingSilo world) => new(world.Caller.As(Roles.Lead));

    private static CaseService.CaseServiceClient Counsel(ProducingSilo world) => new(world.Caller.As(Roles.Counsel, "carl"));

    /// <summary>The calendar stands still in a test, and a recall takes its stretches one after the other.</summary>
    private static bool Advance(ProducingSilo world)
    {
        world.Silo.Clock.Set(world.Silo.Clock.GetUtcNow().AddMilliseconds(100));
        return true;
    }
}

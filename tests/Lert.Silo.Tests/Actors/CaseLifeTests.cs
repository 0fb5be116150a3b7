using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Silo.Tests.Running;
using Lert.V1;

namespace Lert.Silo.Tests.Actors;

/// <summary>A request for data from end to end, through the API of a real silo on a real store.</summary>
public sealed class CaseLifeTests
{
    [Fact]
    public async Task B1_A_warrant_is_narrowed_approved_by_two_produced_and_closed()
    {
        await using var silo = await SiloUnderTest.StartAsync();
        using var caller = new Caller(silo.Url, silo.Folder.Keys);
        var cases = caller.Cases;
        var counsel = new CaseService.CaseServiceClient(caller.As(Roles.Counsel, "carl"));
        var producer = new CaseService.CaseServiceClient(caller.As(Roles.Producer, "pia"));

        var opened = await cases.OpenAsync(Warrant("w-1"));
        var id = opened.CaseId;
        Assert.Equal(["us-warrant", "policy-answer"], opened.File.Clocks.Select(clock => clock.ClockId));
        await cases.TriageAsync(new TriageRequest { CaseId = id, RequestId = "t" });
        await cases.AdvanceAsync(new AdvanceRequest { CaseId = id, RequestId = "a1", To = CaseStatus.Validating });
        var review = await cases.AdvanceAsync(new AdvanceRequest { CaseId = id, RequestId = "a2", To = CaseStatus.LegalReview });
        await cases.NarrowAsync(new NarrowRequest { CaseId = id, RequestId = "n", Items = { new NarrowedItem { ItemId = "i1" } }, Reason = "too much" });
        await cases.ApproveAsync(new ApproveRequest { CaseId = id, RequestId = "p1", Reason = "fine" });
        Assert.Equal(CaseStatus.Narrowed, (await counsel.ApproveAsync(new ApproveRequest { CaseId = id, RequestId = "p2", Reason = "fine" })).Status);
        await cases.AdvanceAsync(new AdvanceRequest { CaseId = id, RequestId = "a3", To = CaseStatus.Collecting });
        await cases.RecordItemAsync(new RecordItemRequest { CaseId = id, RequestId = "i", ItemId = "i1", AccountId = "us-1", Outcome = ItemOutcome.Collected });
        await cases.AdvanceAsync(new AdvanceRequest { CaseId = id, RequestId = "a4", To = CaseStatus.QualityCheck });
        var ready = await cases.AdvanceAsync(new AdvanceRequest { CaseId = id, RequestId = "a5", To = CaseStatus.DisclosureApproval });
        await cases.ApproveDisclosureAsync(new ApproveDisclosureRequest { CaseId = id, RequestId = "d1", ScopeHash = ready.File.ScopeHash, Reason = "fine" });
        var counselled = counsel.ApproveDisclosureAsync(new ApproveDisclosureRequest { CaseId = id, RequestId = "d2", ScopeHash = ready.File.ScopeHash, Reason = "fine" });
        Assert.Equal(2, (await counselled).File.DisclosureApprovals.Count);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await producer.DeliverAsync(new DeliverRequest { CaseId = id, RequestId = "d0", Reference = "D-0" }));
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        await new NoticeService.NoticeServiceClient(caller.As(Roles.Intake, "ina")).RecordOrderAsync(new RecordOrderRequest
        {
            CaseId = id, RequestId = "s", Basis = SilenceBasis.CourtOrder, Authority = "a court", Reference = "26-mj-118",
            Term = new SilenceTerm { From = Timestamp.FromDateTimeOffset(Some.Start), Length = SilenceLength.Days, Days = 180 },
        });
        await producer.DeliverAsync(new DeliverRequest { CaseId = id, RequestId = "d3", Reference = "D-1" });
        await cases.ConfirmReceiptAsync(new ConfirmReceiptRequest { CaseId = id, RequestId = "c1", Reference = "R-1" });
        Assert.Equal(CaseStatus.Closed, (await cases.CloseAsync(new CloseCaseRequest { CaseId = id, RequestId = "c2", Reason = "done" })).Status);

        var story = await cases.GetTimelineAsync(new GetTimelineRequest { CaseId = id, PageSize = 1_000 });
        Assert.Contains(story.Entries, entry => entry.Text == "Received → Triaged");
        Assert.Equal(story.Entries.Select((_, i) => i + 1L), story.Entries.Select(entry => entry.Sequence));
        Assert.Contains(review.File.Clocks, clock => clock is { ClockId: "us-warrant", Status: ClockStatus.Running });
    }

    [Fact]
    public async Task J12_A_court_order_waits_for_its_playbook_and_whoever_ticked_it_is_in_its_story()
    {
        await using var silo = await SiloUnderTest.StartAsync();
        using var caller = new Caller(silo.Url, silo.Folder.Keys);
        var cases = caller.Cases;
        var order = Warrant("o-1");
        (order.Kind, order.Regime, order.Intake.OrderDate) = (CaseKind.CourtOrder, "us-2703d", "2026-01-30");
        var id = (await cases.OpenAsync(order)).CaseId;
        await cases.TriageAsync(new TriageRequest { CaseId = id, RequestId = "t" });
        await cases.AdvanceAsync(new AdvanceRequest { CaseId = id, RequestId = "a1", To = CaseStatus.Validating });
        await cases.AdvanceAsync(new AdvanceRequest { CaseId = id, RequestId = "a2", To = CaseStatus.LegalReview });
        var early = await Assert.ThrowsAsync<RpcException>(async () => await cases.ApproveAsync(new ApproveRequest { CaseId = id, RequestId = "p", Reason = "fine" }));
        Assert.Equal(StatusCode.FailedPrecondition, early.StatusCode);
        Assert.Contains("(facts)", early.Status.Detail, StringComparison.Ordinal);

        await cases.TickStepAsync(new TickStepRequest { CaseId = id, RequestId = "s1", StepId = "face" });
        await cases.UntickStepAsync(new UntickStepRequest { CaseId = id, RequestId = "s2", StepId = "face", Reason = "the second page is missing" });
        await cases.TickStepAsync(new TickStepRequest { CaseId = id, RequestId = "s3", StepId = "facts", Note = "page 2" });
        Assert.Equal(CaseStatus.Approved, (await cases.ApproveAsync(new ApproveRequest { CaseId = id, RequestId = "p", Reason = "fine" })).Status);
        var newest = await Assert.ThrowsAsync<RpcException>(async () => await cases.AdoptPlaybookAsync(new AdoptPlaybookRequest { CaseId = id, RequestId = "n", Reason = "x" }));
        Assert.Equal(StatusCode.FailedPrecondition, newest.StatusCode);

        var shown = (await cases.GetAsync(new GetCaseRequest { CaseId = id })).File.Checklist;
        Assert.Equal((1, "facts", "page 2"), (shown.Version, Assert.Single(shown.Steps, step => step.TickedBy.Length > 0).StepId, shown.Steps.Single(step => step.StepId == "facts").Note));
        Assert.Equal([CaseStatus.Approved, CaseStatus.Narrowed], shown.Steps.Single(step => step.StepId == "facts").Before);
        var story = (await cases.GetTimelineAsync(new GetTimelineRequest { CaseId = id, PageSize = 1_000 })).Entries.Select(entry => entry.Text).ToList();
        Assert.Contains("follows version 1 of its playbook, 5 steps", story);
        Assert.Contains("step 'facts' is done: page 2", story);
        Assert.Contains(story, line => line.StartsWith("step 'face', done by ", StringComparison.Ordinal) && line.EndsWith(" is open again: the second page is missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A2_The_same_request_twice_is_one_case_with_one_line_and_another_under_its_id_is_refused()
    {
        await using var silo = await SiloUnderTest.StartAsync();
        using var caller = new Caller(silo.Url, silo.Folder.Keys);
        var first = await caller.Cases.OpenAsync(Warrant("w-2x"));
        var second = await caller.Cases.OpenAsync(Warrant("w-2x"));
        Assert.Equal(first, second);
        var lines = await silo.Store.ReadJournalAsync(new Store.ActorId("case", first.CaseId), 0, 100, CancellationToken.None);
        Assert.Single(lines, line => line.Type == "case.opened.v1");

        var other = Warrant("w-2x");
        other.AgencyReference = "another";
        Assert.Equal(StatusCode.AlreadyExists, (await Assert.ThrowsAsync<RpcException>(async () => await caller.Cases.OpenAsync(other))).StatusCode);
    }

    [Fact]
    public async Task A_queue_comes_in_the_order_of_what_falls_due_page_by_page()
    {
        await using var silo = await SiloUnderTest.StartAsync();
        using var caller = new Caller(silo.Url, silo.Folder.Keys);
        var due = new List<(DateTimeOffset At, string Id)>();
        foreach (var i in Enumerable.Range(0, 6))
        {
            // Two at a time fall due together.
            silo.Clock.Set(silo.Clock.GetUtcNow().AddMinutes(i % 2 * 10));
            var opened = await caller.Cases.OpenAsync(Warrant($"q-{i}"));
            due.Add((opened.File.Clocks.Min(clock => clock.DueInternal.ToDateTimeOffset()), opened.CaseId));
        }

        var preserved = await caller.Cases.OpenAsync(Caller.Open("q-9", Some.Start));
        var (read, token) = (new List<string>(), "");
        do
        {
            var page = await caller.Cases.ListAsync(new ListCasesRequest { OrderBy = "due", PageSize = 1, PageToken = token });
            read.AddRange(page.Cases.Select(shown => shown.CaseId));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(due.OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal).Select(one => one.Id), read);
        Assert.DoesNotContain(preserved.CaseId, read);
    }

    [Fact]
    public async Task B9_Of_two_approvals_that_race_one_wins_and_the_other_is_aborted()
    {
        await using var silo = await SiloUnderTest.StartAsync();
        using var caller = new Caller(silo.Url, silo.Folder.Keys);
        var id = (await caller.Cases.OpenAsync(Warrant("w-2"))).CaseId;
        await caller.Cases.TriageAsync(new TriageRequest { CaseId = id, RequestId = "t" });
        await caller.Cases.AdvanceAsync(new AdvanceRequest { CaseId = id, RequestId = "a1", To = CaseStatus.Validating });
        var etag = (await caller.Cases.AdvanceAsync(new AdvanceRequest { CaseId = id, RequestId = "a2", To = CaseStatus.LegalReview })).Etag;

        var race = new[] { "ann", "carl" }.Select(async who =>
        {
            try
            {
                var client = new CaseService.CaseServiceClient(caller.As(Roles.Counsel, who));
                await client.ApproveAsync(new ApproveRequest { CaseId = id, RequestId = $"p-{who}", Reason = "fine", Etag = etag });
                return StatusCode.OK;
            }
            catch (RpcException refused)
            {
                return refused.StatusCode;
            }
        });
        Assert.Equal([StatusCode.OK, StatusCode.Aborted], (await Task.WhenAll(race)).Order());
    }

    [Fact]
    public async Task B14_A_case_as_of_an_instant_is_as_it_was()
    {
        await using var silo = await SiloUnderTest.StartAsync();
        var clock = silo.Clock;
        using var caller = new Caller(silo.Url, silo.Folder.Keys);
        var id = (await caller.Cases.OpenAsync(Warrant("w-3"))).CaseId;
        var then = clock.GetUtcNow();
        clock.Set(then.AddHours(1));
        await caller.Cases.TriageAsync(new TriageRequest { CaseId = id, RequestId = "t" });

        async Task<Case> AsOf(DateTimeOffset at) => await caller.Cases.GetAsync(new GetCaseRequest { CaseId = id, AsOf = Timestamp.FromDateTimeOffset(at) });
        Assert.Equal(CaseStatus.Received, (await AsOf(then.AddMinutes(30))).Status);
        Assert.Equal(CaseStatus.Triaged, (await AsOf(then.AddHours(1))).Status);
        Assert.Equal((await caller.Cases.GetAsync(new GetCaseRequest { CaseId = id })), await AsOf(then.AddHours(2)));
        var before = await Assert.ThrowsAsync<RpcException>(() => AsOf(then.AddSeconds(-1)));
        Assert.Equal(StatusCode.NotFound, before.StatusCode);
    }

    private static OpenCaseRequest Warrant(string requestId)
    {
        var request = Caller.Open(requestId, Some.Start);
        request.Kind = CaseKind.Warrant;
        request.Regime = "us-warrant";
        request.Intake = new CaseIntake
        {
            Entity = "us", IssuingAuthority = "a court", SignedBy = "Judge B", Offence = "fraud",
            Items = { new ScopeItem { AccountId = "us-1", Category = DataCategory.BasicSubscriber }, new ScopeItem { AccountId = "us-1", Category = DataCategory.Contents } },
        };
        return request;
    }
}

using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Letters;

namespace Lert.Api.Tests.Identity;

/// <summary>What a caller may not see is to them as if it were not there: the same answer, after the same calls.</summary>
public sealed class VisibilityTests(ApiUnderTest api) : IClassFixture<ApiUnderTest>
{
    private static readonly Timestamp Now = Timestamp.FromDateTimeOffset(Some.Instant);
    /// <summary>Every call that names a case or hold, with the id left open.</summary>
    public static TheoryData<string, string, Func<string, IMessage>> Calls => new()
    {
        { "CaseService/Get", Roles.Lead, id => new V1.GetCaseRequest { CaseId = id } },
        { "CaseService/GetTimeline", Roles.Lead, id => new V1.GetTimelineRequest { CaseId = id } },
        { "CaseService/Close", Roles.Lead, id => new V1.CloseCaseRequest { CaseId = id, RequestId = "r", Reason = "x" } },
        { "CaseService/Triage", Roles.Lead, id => new V1.TriageRequest { CaseId = id, RequestId = "r" } },
        { "CaseService/Advance", Roles.Lead, id => new V1.AdvanceRequest { CaseId = id, RequestId = "r", To = V1.CaseStatus.Validating } },
        { "CaseService/RequestClarification", Roles.Lead, id => new V1.RequestClarificationRequest { CaseId = id, RequestId = "r", Question = "x" } },
        { "CaseService/Answer", Roles.Lead, id => new V1.AnswerRequest { CaseId = id, RequestId = "r", Text = "x" } },
        { "CaseService/Narrow", Roles.Lead, id => new V1.NarrowRequest { CaseId = id, RequestId = "r", Items = { new V1.NarrowedItem { ItemId = "i1" } }, Reason = "x" } },
        { "CaseService/ChooseAccount", Roles.Lead, id => new V1.ChooseAccountRequest { CaseId = id, RequestId = "r", Handle = "x", AccountId = "us-1", UsedOn = "2026-05-01", Reason = "x" } },
        { "CaseService/RecordTranslation", Roles.Lead, id => new V1.RecordTranslationRequest { CaseId = id, RequestId = "r", Reference = "x" } },
        { "CaseService/RecordCallBack", Roles.Lead, id => new V1.RecordCallBackRequest { CaseId = id, RequestId = "r", Number = "x", Source = V1.NumberSource.Directory } },
        { "CaseService/Approve", Roles.Lead, id => new V1.ApproveRequest { CaseId = id, RequestId = "r", Reason = "x" } },
        { "CaseService/Reject", Roles.Lead, id => new V1.RejectRequest { CaseId = id, RequestId = "r", Reason = "x" } },
        { "CaseService/Challenge", Roles.Lead, id => new V1.ChallengeRequest { CaseId = id, RequestId = "r", Ground = V1.ChallengeGround.Comity, Reason = "x" } },
        { "CaseService/ResolveChallenge", Roles.Lead, id => new V1.ResolveChallengeRequest { CaseId = id, RequestId = "r", Reason = "x" } },
        { "CaseService/RecordItem", Roles.Lead, id => new V1.RecordItemRequest { CaseId = id, RequestId = "r", ItemId = "x", AccountId = "us-1", Outcome = V1.ItemOutcome.Collected } },
        { "CaseService/ApproveDisclosure", Roles.Lead, id => new V1.ApproveDisclosureRequest { CaseId = id, RequestId = "r", ScopeHash = "x", Reason = "x" } },
        { "CaseService/Deliver", Roles.Producer, id => new V1.DeliverRequest { CaseId = id, RequestId = "r", Reference = "x" } },
        { "CaseService/ConfirmReceipt", Roles.Lead, id => new V1.ConfirmReceiptRequest { CaseId = id, RequestId = "r", Reference = "x" } },
        { "CaseService/Withdraw", Roles.Lead, id => new V1.WithdrawRequest { CaseId = id, RequestId = "r", Reason = "x" } },
        { "CaseService/MarkDuplicate", Roles.Lead, id => new V1.MarkDuplicateRequest { CaseId = id, RequestId = "r", OfCaseId = "x", Reason = "x" } },
        { "CaseService/Reopen", Roles.Lead, id => new V1.ReopenRequest { CaseId = id, RequestId = "r", Reason = "x" } },
        { "CaseService/PauseClock", Roles.Lead, id => new V1.PauseClockRequest { CaseId = id, RequestId = "r", ClockId = "x", Reason = "x" } },
        { "CaseService/ResumeClock", Roles.Lead, id => new V1.ResumeClockRequest { CaseId = id, RequestId = "r", ClockId = "x" } },
        { "CaseService/MeetClock", Roles.Lead, id => new V1.MeetClockRequest { CaseId = id, RequestId = "r", ClockId = "x", Reason = "x" } },
        { "CaseService/ExplainBreach", Roles.Lead, id => new V1.ExplainBreachRequest { CaseId = id, RequestId = "r", ClockId = "x", Reason = "x" } },
        { "CaseService/ReviewBreakGlass", Roles.Lead, id => new V1.ReviewBreakGlassRequest { CaseId = id, RequestId = "r", Finding = "x" } },
        { "CaseService/RecordFollowUp", Roles.Lead, id => new V1.RecordFollowUpRequest { CaseId = id, RequestId = "r", Reference = "x" } },
        { "CaseService/GrantAccess", Roles.Lead, id => new V1.GrantAccessRequest { CaseId = id, RequestId = "r", Subject = "x", Reason = "x" } },
        { "CaseService/Amend", Roles.Lead, id => new V1.AmendRequest { CaseId = id, RequestId = "r", Field = V1.CaseField.Officer, Value = "x", Reason = "x" } },
        { "CaseService/AcceptLink", Roles.Lead, id => new V1.AcceptLinkRequest { CaseId = id, RequestId = "r", OtherCaseId = "x", Reason = "x" } },
        { "CaseService/DismissLink", Roles.Lead, id => new V1.DismissLinkRequest { CaseId = id, RequestId = "r", OtherCaseId = "x", Reason = "x" } },
        { "CaseService/ReviewRecall", Roles.Lead, id => new V1.ReviewRecallRequest { CaseId = id, RequestId = "r", Finding = "x" } },
        { "RequesterService/Get", Roles.Lead, id => new V1.GetRequesterRequest { RequesterId = id } },
        { "RequesterService/RecordCall", Roles.Lead, id => new V1.RecordCallRequest { RequesterId = id, RequestId = "r", Number = "x" } },
        { "RequesterService/Verify", Roles.Lead, id => new V1.VerifyRequest { RequesterId = id, RequestId = "r", Reason = "x" } },
        { "RequesterService/Recall", Roles.Lead, id => new V1.RecallRequest { RequesterId = id, RequestId = "r", AsOf = Now, Reason = "x" } },
        { "CaseService/RecordAuthorityAnswer", Roles.Lead, id => new V1.RecordAuthorityAnswerRequest { CaseId = id, RequestId = "r", Stance = V1.AuthorityStance.Refuses, SaidAt = Now, Reference = "x" } },
        { "DisclosureService/Prepare", Roles.Lead, id => new V1.PrepareDisclosureRequest { CaseId = id, RequestId = "r", Items = { Some.Choice() }, Recipient = Some.Recipient() } },
        { "DisclosureService/DeclineExecution", Roles.Lead, id => new V1.DeclineExecutionRequest { CaseId = id, RequestId = "r", Ground = "incomplete", Reason = "x" } },
        { "DisclosureService/List", Roles.Lead, id => new V1.ListDisclosuresRequest { CaseId = id } },
        { "DisclosureService/Get", Roles.Lead, id => new V1.GetDisclosureRequest { DisclosureId = id } },
        { "DisclosureService/Revise", Roles.Lead, id => new V1.ReviseDisclosureRequest { DisclosureId = id, RequestId = "r", Items = { Some.Choice() }, Recipient = Some.Recipient(), Reason = "x" } },
        { "DisclosureService/Approve", Roles.Lead, id => new V1.ApproveProductionRequest { DisclosureId = id, RequestId = "r", ScopeHash = "x", Reason = "x" } },
        { "DisclosureService/Package", Roles.Producer, id => new V1.PackageDisclosureRequest { DisclosureId = id, RequestId = "r" } },
        { "DisclosureService/Deliver", Roles.Producer, id => new V1.DeliverDisclosureRequest { DisclosureId = id, RequestId = "r" } },
        { "DisclosureService/Fetch", Roles.Producer, id => new V1.FetchDisclosureRequest { DisclosureId = id, RequestId = "r" } },
        { "DisclosureService/ConfirmReceipt", Roles.Lead, id => new V1.ConfirmDisclosureReceiptRequest { DisclosureId = id, RequestId = "r", Reference = "x" } },
        { "DisclosureService/Cancel", Roles.Lead, id => new V1.CancelDisclosureRequest { DisclosureId = id, RequestId = "r", Reason = "x" } },
        { "NoticeService/Get", Roles.Lead, id => new V1.GetNoticeRequest { CaseId = id } },
        { "NoticeService/RecordOrder", Roles.Lead, id => new V1.RecordOrderRequest { CaseId = id, RequestId = "r", Basis = V1.SilenceBasis.CourtOrder, Authority = "x", Reference = "x", Term = Term() } },
        { "NoticeService/ExtendOrder", Roles.Lead, id => new V1.ExtendOrderRequest { CaseId = id, RequestId = "r", OrderId = "o1", Reference = "x", Term = Term() } },
        { "NoticeService/LiftOrder", Roles.Lead, id => new V1.LiftOrderRequest { CaseId = id, RequestId = "r", OrderId = "o1", Reference = "x", Reason = "x" } },
        { "NoticeService/ReviewOrder", Roles.Lead, id => new V1.ReviewOrderRequest { CaseId = id, RequestId = "r", OrderId = "o1", Finding = "x" } },
        { "NoticeService/Except", Roles.Lead, id => new V1.ExceptNoticeRequest { CaseId = id, RequestId = "r", Ground = V1.NoticeGround.DangerToLife, Reason = "x" } },
        { "NoticeService/RevokeException", Roles.Lead, id => new V1.RevokeExceptionRequest { CaseId = id, RequestId = "r", Reason = "x" } },
        { "NoticeService/RecordNotice", Roles.Lead, id => new V1.RecordNoticeRequest { CaseId = id, RequestId = "r", Channel = V1.NoticeChannel.Mail, GivenAt = Now, Reference = "x" } },
        { "LetterService/Draft", Roles.Lead, id => new V1.DraftLetterRequest { CaseId = id, RequestId = "r", Kind = V1.LetterKind.Receipt, Language = "en", Fields = { Some.Field() } } },
        { "LetterService/List", Roles.Lead, id => new V1.ListLettersRequest { CaseId = id } },
        { "LetterService/Get", Roles.Lead, id => new V1.GetLetterRequest { LetterId = id } },
        { "LetterService/Render", Roles.Lead, id => new V1.RenderLetterRequest { LetterId = id, Format = V1.LetterFormat.Html } },
        { "LetterService/SignOff", Roles.Lead, id => new V1.SignOffLetterRequest { LetterId = id, RequestId = "r" } },
        { "LetterService/Discard", Roles.Lead, id => new V1.DiscardLetterRequest { LetterId = id, RequestId = "r", Reason = "x" } },
        { "HoldService/Place", Roles.Lead, id => new V1.PlaceHoldRequest { CaseId = id, RequestId = "r", Account = new() { AccountId = $"{id[..2]}-1" } } },
        { "HoldService/PlaceBatch", Roles.Lead, id => new V1.PlaceHoldsRequest { CaseId = id, RequestId = "r", Accounts = { new V1.HoldTarget { AccountId = $"{id[..2]}-1" } } } },
        { "HoldService/Get", Roles.Lead, id => new V1.GetHoldRequest { HoldId = id } },
        { "HoldService/Extend", Roles.Lead, id => new V1.ExtendHoldRequest { HoldId = id, RequestId = "r", AskedAt = Now, Reference = "x" } },
        { "HoldService/LockForProduction", Roles.Lead, id => new V1.LockHoldRequest { HoldId = id, RequestId = "r", Reference = "x" } },
        { "HoldService/Unlock", Roles.Lead, id => new V1.UnlockHoldRequest { HoldId = id, RequestId = "r", Reference = "x" } },
        { "HoldService/Release", Roles.Lead, id => new V1.ReleaseHoldRequest { HoldId = id, RequestId = "r", Ground = V1.ReleaseGround.Withdrawn, Reason = "x" } },
        { "PageService/Get", Roles.Lead, id => new V1.GetPageRequest { PageId = id } },
        { "PageService/Acknowledge", Roles.Lead, id => new V1.AcknowledgePageRequest { PageId = id, RequestId = "r" } },
        { "PageService/Snooze", Roles.Lead, id => new V1.SnoozePageRequest { PageId = id, RequestId = "r", Until = Now } },
        { "PageService/Escalate", Roles.Lead, id => new V1.EscalatePageRequest { PageId = id, RequestId = "r" } },
        { "PageService/Resolve", Roles.Lead, id => new V1.ResolvePageRequest { PageId = id, RequestId = "r", Reason = "x" } },
        { "RotaService/Get", Roles.Lead, id => new V1.GetRotaRequest { RotaId = id } },
        { "RotaService/AddOverrides", Roles.Lead, id => new V1.AddOverridesRequest { RotaId = id, RequestId = "r", Overrides = { new V1.NewOverride { From = "2026-01-20T09:00", Until = "2026-01-21T09:00", Nobody = true } } } },
        { "RotaService/RemoveOverride", Roles.Lead, id => new V1.RemoveOverrideRequest { RotaId = id, RequestId = "r", OverrideId = "o1" } },
        { "RotaService/Swap", Roles.Lead, id => new V1.SwapRequest { RotaId = id, RequestId = "r", One = Side("ana"), Other = Side("bo") } },
        { "RotaService/PutPolicy", Roles.Lead, id => new V1.PutPolicyRequest { RotaId = id, RequestId = "r", Policy = Some.PolicyRequest() } },
        { "RotaService/RemovePolicy", Roles.Lead, id => new V1.RemovePolicyRequest { RotaId = id, RequestId = "r" } },
        { "RotaService/WriteHandoffNote", Roles.Lead, id => new V1.WriteHandoffNoteRequest { RotaId = id, RequestId = "r", Text = "x" } },
        { "RotaService/ExportCalendar", Roles.Lead, id => new V1.ExportCalendarRequest { RotaId = id, From = Now, Until = Timestamp.FromDateTimeOffset(Some.Instant.AddDays(1)) } },
        { "RotaService/WhoIsOnCall", Roles.Lead, id => new V1.WhoIsOnCallRequest { RotaId = id } },
        { "RotaService/ListShifts", Roles.Lead, id => new V1.ListShiftsRequest { RotaId = id, From = Now, Until = Timestamp.FromDateTimeOffset(Some.Instant.AddDays(1)) } },
        { "HoldService/RecordSnapshot", Roles.Producer, id => new V1.RecordSnapshotRequest { HoldId = id, RequestId = "r", Snapshot = new() { Id = "s", ManifestSha256 = Some.Sha256 } } },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Invisible_and_absent_cannot_be_told_apart(string method, string role, Func<string, IMessage> request)
    {
        var mark = method.StartsWith("CaseService/", StringComparison.Ordinal) || method.StartsWith("NoticeService/", StringComparison.Ordinal)
            || method is "HoldService/Place" or "HoldService/PlaceBatch" or "DisclosureService/Prepare" or "DisclosureService/DeclineExecution" or "DisclosureService/List" or "LetterService/Draft" or "LetterService/List" ? 'c'
            : method.StartsWith("DisclosureService/", StringComparison.Ordinal) ? 'd'
            : method.StartsWith("LetterService/", StringComparison.Ordinal) ? 'l'
            : method.StartsWith("PageService/", StringComparison.Ordinal) ? 'p'
            : method.StartsWith("RequesterService/", StringComparison.Ordinal) ? 'q'
            : method.StartsWith("RotaService/", StringComparison.Ordinal) ? 'r' : 'h';
        string there = $"eu-{mark}-{ActorKey.Digest("there")}", absent = $"us-{mark}-{ActorKey.Digest("absent")}";
        api.Cluster.ReadCase = key => key == there ? Some.Case(key) : null;
        api.Cluster.ReadHold = key => key == there ? Some.Hold(key) : null;
        api.Cluster.Case = (key, stamp, _) => key == there ? FakeCluster.Accepted(stamp, Some.Case(key)) : FakeCluster.Refused<CaseView>(stamp, RefusalCodes.CaseNotFound);
        api.Cluster.Hold = (key, stamp, _) => key == there
            ? FakeCluster.Accepted(stamp, Some.Hold(key))
            : FakeCluster.Refused<Lert.Grains.Holds.HoldView>(stamp, RefusalCodes.HoldNotFound);
        api.Cluster.ReadPage = key => key == there ? Some.Page(key) : null;
        api.Cluster.Page = (key, stamp, _) => key == there
            ? FakeCluster.Accepted(stamp, Some.Page(key))
            : FakeCluster.Refused<Lert.Grains.Pages.PageView>(stamp, RefusalCodes.PageNotFound);
        api.Cluster.ReadDisclosure = key => key == there ? Some.Disclosure(key) with { CaseId = Some.CaseId } : null;
        api.Cluster.ReadLetter = key => key == there ? Some.Letter(key) with { CaseId = Some.CaseId } : null;
        if (mark is 'd' or 'l')
        {
            api.Cluster.ReadCase = key => Some.Case(key);
        }

        // One that is not there yet is made of a case that is.
        api.Cluster.Disclosure = (key, stamp, command) =>
            (command switch { DisclosureCommand.Prepare prepare => prepare.CaseId, DisclosureCommand.DeclineExecution decline => decline.CaseId, _ => key }) == there
                ? FakeCluster.Accepted(stamp, Some.Disclosure(key))
                : FakeCluster.Refused<DisclosureView>(stamp, command is DisclosureCommand.Prepare or DisclosureCommand.DeclineExecution ? RefusalCodes.CaseNotFound : RefusalCodes.DisclosureNotFound);
        api.Cluster.Letter = (key, stamp, command) => (command is LetterCommand.Draft draft ? draft.CaseId : key) == there
            ? FakeCluster.Accepted(stamp, Some.Letter(key))
            : FakeCluster.Refused<LetterView>(stamp, command is LetterCommand.Draft ? RefusalCodes.CaseNotFound : RefusalCodes.LetterNotFound);
        api.Cluster.Calendar = rota => Some.Calendar(rota) with { IsCut = false };
        api.Cluster.ReadRota = key => key == there ? Some.Rota(key) : null;
        api.Cluster.Rota = (key, stamp, _) => key == there
            ? FakeCluster.Accepted(stamp, Some.Rota(key))
            : FakeCluster.Refused<Lert.Grains.Rotas.RotaView>(stamp, RefusalCodes.RotaNotFound);
        api.Cluster.ReadRequester = key => key == there ? Some.Requester(key) : null;
        api.Cluster.Requester = (key, stamp, _) => key == there
            ? FakeCluster.Accepted(stamp, Some.Requester(key))
            : FakeCluster.Refused<Lert.Grains.Requesters.RequesterView>(stamp, RefusalCodes.RequesterNotFound);
        api.Cluster.Settled = (key, _) => Task.FromResult<Lert.Grains.Holds.HoldView?>(Some.Hold(key));

        var seen = await Call(there, "us", "eu");
        Assert.Equal(StatusCode.OK, seen.Code);

        var hidden = await Call(there, "us");
        var missing = await Call(absent, "us");
        Assert.Equal(StatusCode.NotFound, hidden.Code);
        Assert.Equal(missing.Text.Replace(absent, "ID", StringComparison.Ordinal), hidden.Text.Replace(there, "ID", StringComparison.Ordinal));
        Assert.Equal(missing.Details.Length, hidden.Details.Length);
        Assert.Equal(missing.Calls, hidden.Calls);
        Assert.NotEmpty(hidden.Calls);

        async Task<(StatusCode Code, string Text, byte[] Details, List<(string, string)> Calls)> Call(string id, params string[] regions)
        {
            api.Cluster.Calls.Clear();
            var descriptor = RawCalls.Methods.Single(known => known.Path() == $"/lert.v1.{method}");
            var (code, error, _) = await api.With(api.Token([role], regions)).Call(descriptor, request(id).ToByteArray());
            return (code, error?.Status.Detail ?? "", error?.Trailers.GetValueBytes("grpc-status-details-bin") ?? [], [.. api.Cluster.Calls.Select(call => (call.Grain, call.Method))]);
        }
    }

    [Fact]
    public async Task A_region_that_is_not_of_this_cell_is_not_there_even_for_those_who_have_it_in_their_token()
    {
        var there = $"br-h-{ActorKey.Digest("x")}";
        api.Cluster.ReadHold = key => key == there ? Some.Hold(key) : null;
        var client = new V1.HoldService.HoldServiceClient(api.With(api.Token([Roles.Lead], ["us", "br"])));
        var error = await ErrorDetails.Of(client.GetAsync(new V1.GetHoldRequest { HoldId = there }));
        Assert.Equal(StatusCode.NotFound, error.Code);
    }

    [Fact]
    public async Task No_rota_is_made_in_a_region_that_the_caller_may_not_see()
    {
        var client = new V1.RotaService.RotaServiceClient(api.With(api.Token([Roles.Lead], ["us"])));
        api.Cluster.Rota = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Rota(key));
        var error = await ErrorDetails.Of(client.PutAsync(new V1.PutRotaRequest { RotaId = "eu-r-night-desk", RequestId = "r", Definition = Some.DeskRequest() }));
        Assert.Equal((StatusCode.InvalidArgument, "rota_id"), (error.Code, Assert.Single(error.Fields)));
    }

    [Fact]
    public async Task Accounts_of_other_regions_are_not_there_and_are_not_asked()
    {
        api.Cluster.Calls.Clear();
        var reader = new V1.AccountService.AccountServiceClient(api.With(api.Token([Roles.Lead], ["us"])));
        var pipeline = new V1.AccountService.AccountServiceClient(api.With(api.Token([Roles.DeletionPipeline], ["us"])));
        var read = await ErrorDetails.Of(reader.GetPreservationAsync(new V1.GetPreservationRequest { AccountId = "eu-1" }));
        var delete = await ErrorDetails.Of(pipeline.AuthorizeDeletionAsync(new V1.AuthorizeDeletionRequest { AccountId = "eu-1", RequestId = "r", Ticket = "t" }));
        Assert.Equal((StatusCode.NotFound, StatusCode.NotFound), (read.Code, delete.Code));
        Assert.Empty(api.Cluster.Calls);
    }

    [Fact]
    public async Task Lists_ask_for_the_callers_regions_of_this_cell_and_no_other()
    {
        api.Cluster.Calls.Clear();
        var invoker = api.With(api.Token([Roles.Lead], ["us", "br"]));
        await new V1.HoldService.HoldServiceClient(invoker).ListAsync(new V1.ListHoldsRequest());
        await new V1.CaseService.CaseServiceClient(invoker).ListAsync(new V1.ListCasesRequest());
        Assert.All(
            api.Cluster.Calls,
            call => Assert.Equal(["us"], (call.Arguments[0] as Lert.Grains.Journal.ListQuery ?? ((Lert.Grains.Journal.CaseQuery)call.Arguments[0]!).Columns).Regions.AsEnumerable()));
        Assert.Equal(2, api.Cluster.Calls.Count);
    }

    [Fact]
    public async Task Without_any_region_nothing_is_there()
    {
        var error = await ErrorDetails.Of(new V1.CaseService.CaseServiceClient(api.With(api.Token([Roles.Lead], []))).OpenAsync(Some.OpenCase()));
        Assert.Equal(["region"], error.Fields);
    }

    private static V1.SilenceTerm Term() => new() { From = Now, Length = V1.SilenceLength.Days, Days = 180 };

    private static V1.SwapSide Side(string person) => new() { Person = $"us-u-{person}", From = "2026-01-20T09:00", Until = "2026-01-21T09:00" };
}

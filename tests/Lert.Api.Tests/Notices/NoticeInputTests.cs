using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains.Cases;
using Lert.Grains.Notices;

namespace Lert.Api.Tests.Notices;

public sealed class NoticeInputTests(ApiUnderTest api) : IClassFixture<ApiUnderTest>
{
    private static readonly string Long = new('x', 10_000);

    [Fact]
    public async Task Everything_that_is_wrong_with_each_change_is_said_at_once()
    {
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Case(key));
        var lead = api.Notices(Roles.Lead);
        await Fields(lead.GetAsync(new()), "case_id");
        await Fields(
            lead.RecordOrderAsync(new() { Authority = Long, Etag = "x", Term = new() { From = new Timestamp { Seconds = long.MaxValue }, Length = (V1.SilenceLength)9, Until = "tomorrow", Zone = Long } }),
            "authority", "basis", "case_id", "etag", "reference", "request_id", "term.from", "term.length", "term.until", "term.zone");
        await Fields(lead.ExtendOrderAsync(new()), "case_id", "order_id", "reference", "request_id", "term.from", "term.length");
        await Fields(lead.LiftOrderAsync(new()), "case_id", "order_id", "reason", "reference", "request_id");
        await Fields(lead.ReviewOrderAsync(new() { Finding = "\0" }), "case_id", "finding", "order_id", "request_id");
        await Fields(lead.ExceptAsync(new() { Ground = (V1.NoticeGround)9 }), "case_id", "ground", "reason", "request_id");
        await Fields(lead.RecordNoticeAsync(new() { AccountIds = { "../x" } }), "account_ids[0]", "case_id", "channel", "given_at", "reference", "request_id");
        var many = new V1.RecordNoticeRequest { CaseId = Some.CaseId, RequestId = "r", Channel = V1.NoticeChannel.Mail, GivenAt = Timestamp.FromDateTimeOffset(Some.Instant), Reference = "x" };
        many.AccountIds.AddRange(Enumerable.Range(0, 1_001).Select(i => $"us-{i}"));
        await Fields(lead.RecordNoticeAsync(many), "account_ids");
    }

    [Fact]
    public async Task Each_change_reaches_its_case_word_for_word()
    {
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Case(key));
        var lead = api.Notices(Roles.Lead);
        var at = Timestamp.FromDateTimeOffset(Some.Instant);
        var term = new V1.SilenceTerm { From = at, Length = V1.SilenceLength.UntilDate, Until = "2027-03-06", Zone = "UTC" };
        var read = new SilenceTerm(Some.Instant, SilenceLength.UntilDate, null, new DateOnly(2027, 3, 6), "UTC");
        await Sends(
            lead.RecordOrderAsync(new() { CaseId = Some.CaseId, RequestId = "r", Basis = V1.SilenceBasis.OtherLaw, Authority = "a", Reference = "b", Term = term }),
            new CaseCommand.RecordSilence(SilenceBasis.OtherLaw, "a", "b", read));
        // A delay that binds the government alone has no term.
        await Sends(
            lead.RecordOrderAsync(new() { CaseId = Some.CaseId, RequestId = "r", Basis = V1.SilenceBasis.GovernmentDelay, Authority = "a", Reference = "b" }),
            new CaseCommand.RecordSilence(SilenceBasis.GovernmentDelay, "a", "b", new SilenceTerm(null, SilenceLength.Unspecified, null, null, null)));
        await Sends(lead.ExtendOrderAsync(new() { CaseId = Some.CaseId, RequestId = "r", OrderId = "o1", Reference = "b", Term = term }), new CaseCommand.ExtendSilence("o1", "b", read));
        await Sends(lead.LiftOrderAsync(new() { CaseId = Some.CaseId, RequestId = "r", OrderId = "o1", Reference = "b", Reason = "c" }), new CaseCommand.LiftSilence("o1", "b", "c"));
        await Sends(lead.ReviewOrderAsync(new() { CaseId = Some.CaseId, RequestId = "r", OrderId = "o1", Finding = "c" }), new CaseCommand.ReviewSilence("o1", "c"));
        await Sends(lead.ExceptAsync(new() { CaseId = Some.CaseId, RequestId = "r", Ground = V1.NoticeGround.DangerToLife, Reason = "c" }), new CaseCommand.ExceptNotice(NoticeGround.DangerToLife, "c"));
        await Sends(lead.RevokeExceptionAsync(new() { CaseId = Some.CaseId, RequestId = "r", Reason = "c" }), new CaseCommand.RevokeExemption("c"));
        await Sends(
            lead.RecordNoticeAsync(new() { CaseId = Some.CaseId, RequestId = "r", Channel = V1.NoticeChannel.InApp, GivenAt = at, Reference = "b", AccountIds = { "us-1" } }),
            new CaseCommand.RecordNotice(["us-1"], NoticeChannel.InApp, Some.Instant, "b"));
    }

    [Fact]
    public async Task H5_The_notice_of_a_restricted_case_is_not_there_for_strangers()
    {
        api.Cluster.ReadCase = Some.Case;
        Assert.Equal(Some.CaseId, (await api.Notices(Roles.Lead).GetAsync(new() { CaseId = Some.CaseId })).CaseId);
        var stranger = new V1.NoticeService.NoticeServiceClient(api.With(api.Token([Roles.Lead], subject: "bob")));
        Assert.Equal(StatusCode.NotFound, (await ErrorDetails.Of(stranger.GetAsync(new() { CaseId = Some.CaseId }))).Code);
    }

    [Fact]
    public async Task What_the_case_does_not_say_of_its_notice_lets_nothing_out()
    {
        api.Cluster.ReadCase = Some.Case;
        api.Cluster.ReadScope = _ => null;
        Assert.Equal("notice.not-given", (await api.Notices(Roles.Lead).GetAsync(new() { CaseId = Some.CaseId })).Refusal);
    }

    private async Task Sends(AsyncUnaryCall<V1.Notice> call, CaseCommand expected)
    {
        // The call is on its way already: what it sent may be there before anything could be cleared.
        await call;
        var sent = api.Cluster.Calls.Last(known => known.Method == nameof(ICaseGrain.Execute));
        Assert.Equal((Some.CaseId, "r", "ann"), (sent.Key, sent.Stamp.CommandId, sent.Stamp.By));
        Assert.Equal(expected.ToString(), sent.Command<CaseCommand>().ToString());
    }

    private static async Task Fields<T>(AsyncUnaryCall<T> call, params string[] fields) => Assert.Equal(fields, (await ErrorDetails.Of(call)).Fields.Order(StringComparer.Ordinal));
}

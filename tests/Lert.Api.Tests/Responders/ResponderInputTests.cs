using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains;
using Lert.Grains.Pages;
using Lert.Grains.Responders;

namespace Lert.Api.Tests.Responders;

public sealed class ResponderInputTests : IClassFixture<ApiUnderTest>
{
    private readonly ApiUnderTest _api;

    public ResponderInputTests(ApiUnderTest api)
    {
        _api = api;
        api.Cluster.Calls.Clear();
        api.Cluster.ReadResponder = key => Some.Responder(key);
        api.Cluster.Responder = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Responder(key).View);
        api.Cluster.ReadCase = Some.OpenCase;
    }

    [Fact]
    public async Task All_that_the_edge_finds_wrong_is_said_at_once()
    {
        var request = new V1.PutContactRulesRequest { ResponderId = "us-u-ana", Etag = "x" };
        request.Rules.Add(new V1.ContactRule { Channel = (V1.ContactChannel)9, Address = "", After = Duration.FromTimeSpan(TimeSpan.FromDays(3)) });
        var error = await ErrorDetails.Of(_api.Responders("joe", Roles.Lead).PutContactRulesAsync(request));
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal(
            ["rules[0].channel", "rules[0].from", "rules[0].address", "rules[0].after", "request_id", "etag"],
            error.Fields);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(-10)]
    [InlineData(490)]
    public async Task An_estimate_goes_in_steps_of_ten_so_that_nobody_counts_down_what_is_left(int minutes)
    {
        var need = new V1.AssignmentNeed { CaseId = Some.CaseId, Clearance = V1.Clearance.Standard, EstimateMinutes = minutes };
        var asked = await ErrorDetails.Of(_api.Responders("joe", Roles.Lead).SuggestAssigneeAsync(new() { Need = need }));
        var assigned = await ErrorDetails.Of(_api.Responders("joe", Roles.Lead).AssignAsync(new() { RequestId = "r", ResponderId = "us-u-ana", Need = need }));
        Assert.Equal("need.estimate_minutes", Assert.Single(asked.Fields));
        Assert.Equal("need.estimate_minutes", Assert.Single(assigned.Fields));
    }

    [Fact]
    public async Task A_case_that_is_not_there_is_given_to_nobody()
    {
        _api.Cluster.ReadCase = _ => null;
        var need = new V1.AssignmentNeed { CaseId = Some.CaseId, Clearance = V1.Clearance.Standard };
        var error = await ErrorDetails.Of(_api.Responders("joe", Roles.Lead).AssignAsync(new() { RequestId = "r", ResponderId = "us-u-ana", Need = need }));
        Assert.Equal(RefusalCodes.CaseNotFound, error.Reason);
        Assert.DoesNotContain(_api.Cluster.Calls, call => call.Grain == "responder");
    }

    [Fact]
    public async Task Commands_reach_the_responder_word_for_word()
    {
        var ana = _api.Responders("ana", Roles.Specialist);
        var lead = _api.Responders("joe", Roles.Lead);
        await Sends(() => ana.GoOnDutyAsync(new() { RequestId = "r" }).ResponseAsync, new ResponderCommand.GoOnDuty(null), "ana");
        await Sends(() => ana.StartViewingAsync(new() { RequestId = "r", CaseId = Some.CaseId, Severe = true }).ResponseAsync, new ResponderCommand.StartViewing(Some.CaseId, Severe: true), "ana");
        await Sends(() => ana.ExtendViewingAsync(new() { RequestId = "r", Session = 3 }).ResponseAsync, new ResponderCommand.ExtendViewing(3), "ana");
        await Sends(() => ana.StopViewingAsync(new() { RequestId = "r", Session = 3 }).ResponseAsync, new ResponderCommand.StopViewing(3), "ana");
        await Sends(() => ana.TakeBreakAsync(new() { RequestId = "r", Minutes = 20 }).ResponseAsync, new ResponderCommand.TakeBreak(20), "ana");
        await Sends(() => ana.OptOutAsync(new() { RequestId = "r" }).ResponseAsync, new ResponderCommand.OptOut(), "ana");
        await Sends(() => ana.OptInAsync(new() { RequestId = "r" }).ResponseAsync, new ResponderCommand.OptIn(), "ana");
        await Sends(
            () => lead.OverrideCapAsync(new() { RequestId = "r", ResponderId = Some.Ana, CaseId = Some.CaseId, Minutes = 20, Reason = "why" }).ResponseAsync,
            new ResponderCommand.OverrideCap(Some.CaseId, 20, "why"),
            "joe");
        var put = new V1.PutContactRulesRequest { RequestId = "r", ResponderId = Some.Ana };
        put.Rules.Add(new V1.ContactRule { Channel = V1.ContactChannel.Mail, Address = "a@b", After = Duration.FromTimeSpan(TimeSpan.FromSeconds(90)), From = V1.Urgency.High });
        _api.Cluster.Calls.Clear();
        await lead.PutContactRulesAsync(put);
        Assert.Equal(
            new ContactRule(ContactChannel.Mail, "a@b", TimeSpan.FromSeconds(90), Urgency.High),
            Assert.Single(_api.Cluster.Calls.First(call => call.Method == "Execute").Command<ResponderCommand.PutContactRules>().Rules));
    }

    [Fact]
    public async Task A_session_that_is_over_is_refused_and_not_shown()
    {
        var error = await ErrorDetails.Of(_api.Responders("ana", Roles.Specialist).ExtendViewingAsync(new() { RequestId = "r", Session = 2 }));
        Assert.Equal(RefusalCodes.ResponderViewingOver, error.Reason);
    }

    private async Task Sends(Func<Task> call, ResponderCommand expected, string by)
    {
        _api.Cluster.Calls.Clear();
        await call();
        var sent = Assert.Single(_api.Cluster.Calls, known => known is { Grain: "responder", Method: "Execute" });
        Assert.Equal((Some.Ana, "r", by), (sent.Key, sent.Stamp.CommandId, sent.Stamp.By));
        Assert.Equal(expected, sent.Command<ResponderCommand>());
    }
}

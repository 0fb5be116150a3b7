using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains.Cases;
using Lert.Grains.Journal;

namespace Lert.Api.Tests.Cases;

public sealed class CaseWorkTests(ApiUnderTest api) : IClassFixture<ApiUnderTest>
{
    [Fact]
    public async Task H5_A_restricted_case_answers_people_who_are_not_on_its_list_as_one_that_is_not_there()
    {
        api.Cluster.ReadCase = key => key == Some.CaseId ? Some.Case(key) : null;
        Assert.Equal(Some.CaseId, (await api.Cases(Roles.Lead).GetAsync(new V1.GetCaseRequest { CaseId = Some.CaseId })).CaseId);

        var stranger = new V1.CaseService.CaseServiceClient(api.With(api.Token([Roles.Lead], subject: "bob")));
        var hidden = await ErrorDetails.Of(stranger.GetAsync(new V1.GetCaseRequest { CaseId = Some.CaseId }));
        var story = await ErrorDetails.Of(stranger.GetTimelineAsync(new V1.GetTimelineRequest { CaseId = Some.CaseId }));
        Assert.Equal((StatusCode.NotFound, StatusCode.NotFound), (hidden.Code, story.Code));

        // Whoever checks everything sees it.
        var auditor = new V1.CaseService.CaseServiceClient(api.With(api.Token([Roles.Auditor], subject: "eve")));
        Assert.True((await auditor.GetAsync(new V1.GetCaseRequest { CaseId = Some.CaseId })).File.Restricted);
    }

    [Fact]
    public async Task H5_A_list_asks_for_what_the_caller_may_see()
    {
        CaseQuery? asked = null;
        api.Cluster.Archive.Cases = query =>
        {
            asked = query;
            return new Page<CaseView>([], null);
        };
        await api.Cases(Roles.Lead).ListAsync(new V1.ListCasesRequest { Filter = "kind = WARRANT AND status = (LEGAL_REVIEW OR AWAITING_REQUESTER) AND desk = us-r-legal AND assignee = us-u-ana AND unassigned = FALSE AND notice_due = TRUE" });
        Assert.Equal((CaseKind.Warrant, "us-r-legal", "us-u-ana", "ann"), (asked!.Kind!.Value, asked.Desk, asked.Assignee, asked.Reader));
        Assert.Equal((false, true, null), (asked.IsUnassigned, asked.OwesNotice, asked.IsWithLead));
        Assert.Equal(["LegalReview", "AwaitingRequester"], asked.Columns.Statuses.ToArray());

        await api.Cases(Roles.Auditor).ListAsync(new V1.ListCasesRequest());
        Assert.Null(asked.Reader);
    }

    [Theory]
    [InlineData("kind = WARANT")]
    [InlineData("kind = (WARRANT OR EPOC)")]
    [InlineData("status = REVIEW")]
    [InlineData("unassigned = yes")]
    [InlineData("notice_due = (TRUE OR FALSE)")]
    public async Task A_filter_with_an_unknown_word_is_invalid(string filter) =>
        Assert.Equal(["filter"], (await ErrorDetails.Of(api.Cases(Roles.Lead).ListAsync(new V1.ListCasesRequest { Filter = filter }))).Fields);

    [Fact]
    public async Task B14_A_case_can_be_asked_for_as_of_an_instant()
    {
        api.Cluster.ReadCase = Some.Case;
        api.Cluster.Calls.Clear();
        await api.Cases(Roles.Lead).GetAsync(new V1.GetCaseRequest { CaseId = Some.CaseId, AsOf = Timestamp.FromDateTimeOffset(Some.Instant) });
        Assert.Contains(api.Cluster.Calls, call => call.Method == nameof(ICaseGrain.GetAsOf) && (DateTimeOffset)call.Arguments[0]! == Some.Instant);
    }

    [Fact]
    public async Task Others_may_go_that_step()
    {
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Case(key));
        var review = new V1.AdvanceRequest { CaseId = Some.CaseId, RequestId = "r", To = V1.CaseStatus.LegalReview };
        var error = await ErrorDetails.Of(api.Cases(Roles.Producer).AdvanceAsync(review));
        Assert.Equal((StatusCode.PermissionDenied, EdgeCodes.RoleMissing), (error.Code, error.Reason));
        Assert.NotNull(await api.Cases(Roles.Specialist).AdvanceAsync(review));
    }

    [Fact]
    public void Every_step_of_the_machine_has_a_method_with_the_roles_of_the_table()
    {
        foreach (var command in CaseMachine.All.Where(step => !step.Roles.Contains(CaseMachine.System)).Select(step => step.Command).Distinct())
        {
            var method = command == nameof(CaseCommand.RequestHolds) ? "/lert.v1.HoldService/Place" : $"/lert.v1.CaseService/{command}";
            Assert.Equal(CaseMachine.RolesFor(command).Order(StringComparer.Ordinal), MethodRoles.AllowedFor(method).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task What_is_wrong_with_an_intake_is_said_at_once_and_by_its_path()
    {
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Case(key));
        var request = Some.OpenCase();
        request.Intake = new V1.CaseIntake
        {
            OrderDate = "21.9.2026",
            Danger = new string('x', 2_000),
            Items = { new V1.ScopeItem { AccountId = "../x", From = "yesterday", UsedBy = { new V1.HandleUse { AccountId = "us-1" } } } },
            SpecialTargets = { (V1.SpecialTarget)77 },
        };
        Assert.Equal(
            ["danger", "items[0].account_id", "items[0].from", "items[0].used_by[0].from", "order_date", "special_targets[0]"],
            (await ErrorDetails.Of(api.Cases(Roles.Intake).OpenAsync(request))).Fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_intake_reaches_its_case_word_for_word()
    {
        api.Cluster.Calls.Clear();
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Case(key));
        var full = (await api.Cases(Roles.Intake).OpenAsync(Some.OpenCase())).File.Intake;
        var request = Some.OpenCase();
        request.Intake = full;
        await api.Cases(Roles.Intake).OpenAsync(request);
        var sent = api.Cluster.Calls.Last().Command<CaseCommand.Open>().Intake!;
        // Items are named by the case itself.
        Assert.Equal("", sent.Items[0].ItemId);
        var again = Some.Case(Some.CaseId) with { File = CaseFile.Blank() with { Intake = sent with { Items = [sent.Items[0] with { ItemId = "i1" }] } } };
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, again);
        Assert.Equal(full, (await api.Cases(Roles.Intake).OpenAsync(Some.OpenCase())).File.Intake);
    }
}

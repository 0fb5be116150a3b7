using System.Collections.Immutable;
using Grpc.Core;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains;
using Lert.Grains.Cases;
using Orleans.Runtime;

namespace Lert.Api.Tests.Errors;

public sealed class ErrorsOnTheWireTests(ApiUnderTest api) : IClassFixture<ApiUnderTest>
{
    [Fact]
    public async Task Every_refusal_leaves_with_its_code_and_its_particulars()
    {
        foreach (var code in RefusalCodes.All)
        {
            var refusal = new Refusal(code, $"The rules say {code}.").With("entity", "IE");
            var error = await CloseAgainst(() => Task.FromResult(new Reply<CaseView>(null, refusal)));

            Assert.Equal(code, error.Reason);
            Assert.Equal(ErrorTable.StatusOf(code), error.Code);
            if (code != RefusalCodes.CaseNotFound)
            {
                Assert.Equal("IE", error.Info.Metadata["entity"]);
                Assert.Equal(refusal.Message, error.Message);
            }
        }
    }

    [Fact]
    public async Task Violations_of_the_rules_leave_with_their_paths()
    {
        ImmutableArray<FieldViolation> violations = [new("regime", "is unknown"), new("accounts[3].account_id", "is strange")];
        var error = await CloseAgainst(() => Task.FromResult(new Reply<CaseView>(null, Refusal.Invalid(violations))));
        Assert.Equal(["regime", "accounts[3].account_id"], error.Fields);
        Assert.Equal("is unknown", error.BadRequest!.FieldViolations[0].Description);
    }

    [Fact]
    public async Task A_thousand_violations_fit_into_what_clients_accept_and_say_how_many_are_left_out()
    {
        ImmutableArray<FieldViolation> violations = [.. Enumerable.Range(0, 1_000).Select(i => new FieldViolation($"accounts[{i}].account_id", "is no account id at all"))];
        var error = ApiError.Invalid(violations).ToProto();
        Assert.InRange(error.CalculateSize(), 1, 7_000);
        var bad = error.Details.Single(detail => detail.Is(Google.Rpc.BadRequest.Descriptor)).Unpack<Google.Rpc.BadRequest>();
        var named = bad.FieldViolations.Count - 1;
        Assert.Equal($"and {1_000 - named} more", bad.FieldViolations[^1].Description);
        var wire = await CloseAgainst(() => Task.FromResult(new Reply<CaseView>(null, Refusal.Invalid(violations))));
        Assert.Equal(bad, wire.BadRequest);
    }

    [Theory]
    [InlineData(FaultKind.Unavailable, StatusCode.Unavailable, EdgeCodes.Unavailable, true)]
    [InlineData(FaultKind.OutcomeUnknown, StatusCode.Unavailable, EdgeCodes.OutcomeUnknown, true)]
    [InlineData(FaultKind.Busy, StatusCode.ResourceExhausted, EdgeCodes.Busy, true)]
    [InlineData(FaultKind.NewerRelease, StatusCode.Unavailable, EdgeCodes.NewerRelease, true)]
    [InlineData(FaultKind.DataLoss, StatusCode.DataLoss, EdgeCodes.DataLoss, false)]
    public async Task A_broken_machine_says_whether_to_ask_again(FaultKind kind, StatusCode status, string code, bool again)
    {
        var error = await CloseAgainst(() => throw new ActorFaultException(kind, "disk /secret/path", TimeSpan.FromSeconds(3)));
        Assert.Equal((status, code), (error.Code, error.Reason));
        Assert.Equal(again ? TimeSpan.FromSeconds(3) : null, error.Retry?.RetryDelay.ToTimeSpan());
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_delay_from_the_machine_there_is_one_all_the_same()
    {
        var error = await CloseAgainst(() => throw new ActorFaultException(FaultKind.Busy, "full"));
        Assert.Equal(TimeSpan.FromSeconds(1), error.Retry!.RetryDelay.ToTimeSpan());
    }

    [Fact]
    public async Task An_answer_that_never_came_is_an_unknown_outcome()
    {
        var error = await CloseAgainst(() => throw new TimeoutException("No response from a grain in 30 s."));
        Assert.Equal((StatusCode.Unavailable, EdgeCodes.OutcomeUnknown), (error.Code, error.Reason));
        Assert.NotNull(error.Retry);
    }

    [Fact]
    public async Task A_silo_that_went_away_with_a_call_leaves_its_outcome_unknown()
    {
        var error = await CloseAgainst(() => throw new SiloUnavailableException("The connection to 127.0.0.1:1 ended before the call was answered."));
        Assert.Equal((StatusCode.Unavailable, EdgeCodes.OutcomeUnknown), (error.Code, error.Reason));
        Assert.DoesNotContain("Nothing was done", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Retry);
    }

    [Fact]
    public async Task Calls_that_fail_for_one_reason_are_one_line_of_the_log()
    {
        for (var call = 0; call < 20; call++)
        {
            await CloseAgainst(() => throw new ActorFaultException(FaultKind.Unavailable, "one reason of many calls"));
        }

        Assert.Single(api.Log.Lines, line => line.Id.Id == 2101 && line.Exception?.Message == "one reason of many calls");
    }

    [Fact]
    public async Task Our_bug_shows_an_incident_id_and_nothing_else()
    {
        var error = await CloseAgainst(() => throw new InvalidOperationException("secret of us-1700000001"));
        Assert.Equal((StatusCode.Internal, EdgeCodes.Internal), (error.Code, error.Reason));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Empty(error.Info.Metadata);
        var incident = error.Request!.RequestId;
        Assert.NotEmpty(incident);
        Assert.Contains(incident, error.Message, StringComparison.Ordinal);
        Assert.Contains(api.Log.Lines, line => line.Id.Id == 2102 && line.Text.Contains(incident, StringComparison.Ordinal) && line.Exception is InvalidOperationException);
    }

    [Fact]
    public async Task A_command_with_violations_that_a_grain_accepts_is_our_bug_and_not_a_success()
    {
        api.Cluster.Case = (key, _, _) => Task.FromResult(new Reply<CaseView>(Some.Case(key), null));
        var error = await ErrorDetails.Of(api.Cases(Roles.Lead).CloseAsync(new V1.CloseCaseRequest { RequestId = "r", CaseId = Some.CaseId }));
        Assert.Equal(StatusCode.Internal, error.Code);
    }

    [Fact]
    public async Task A_deadline_that_passes_is_the_callers_own()
    {
        api.Cluster.Case = (_, _, _) => new TaskCompletionSource<Reply<CaseView>>().Task;
        var error = await Assert.ThrowsAsync<RpcException>(async () => await api.Cases(Roles.Lead).CloseAsync(
            new V1.CloseCaseRequest { RequestId = "r", CaseId = Some.CaseId, Reason = "done" }, deadline: ApiUnderTest.Now.UtcDateTime.AddMilliseconds(50)));
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    private Task<ErrorDetails> CloseAgainst(Func<Task<Reply<CaseView>>> grain)
    {
        api.Cluster.Case = (_, _, _) => grain();
        return ErrorDetails.Of(api.Cases(Roles.Lead).CloseAsync(new V1.CloseCaseRequest { RequestId = "r", CaseId = Some.CaseId, Reason = "done" }));
    }
}

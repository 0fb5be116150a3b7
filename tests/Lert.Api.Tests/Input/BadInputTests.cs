using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains;
using Lert.Grains.Cases;

namespace Lert.Api.Tests.Input;

public sealed class BadInputTests(ApiUnderTest api) : IClassFixture<ApiUnderTest>
{
    private static readonly string Long = new('x', 10_000);

    public static TheoryData<string> StrangeIds =>
    [
        "", " ", "us", "us-", "us-c-", "us-c-..", "us-c-/..", "../us-c-0", "us-c-../../etc/passwd", "us-c-\0", "us-c-%2e%2e", $"us-c-{new string('0', 25)}",
        $"us-c-{new string('0', 27)}", $"us-c-{new string('0', 25)}O", $"US-c-{new string('0', 26)}", $"us-c-{new string('0', 26)}\n", $"usa-c-{new string('0', 26)}",
        $"us-h-{new string('0', 26)}", $" us-c-{new string('0', 26)}", $"us-c-{new string('0', 26)}/..", Long, "🦊", "us-c-٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠",
    ];

    public static TheoryData<string> StrangeAccounts =>
    [
        "us", "us-", "-1", "us-../../x", "us-a/b", "us-a\\b", "us-\0", "us-a b", "us-a\n", "us-é", "US-1", "usa-1", "u-1", "us-%41", $"us-{new string('1', 65)}", Long, "us-１",
    ];

    public static TheoryData<string, long, int> StrangeInstants => new()
    {
        { "year 1", -62135596800, 0 },
        { "before year 1", -62135596801, 0 },
        { "year 9999", 253402300799, 999_999_999 },
        { "after year 9999", 253402300800, 0 },
        { "a moment too early", new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() - 1, 999_999_999 },
        { "a moment too late", new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), 0 },
        { "the end of numbers", long.MaxValue, int.MaxValue },
        { "the other end of numbers", long.MinValue, int.MinValue },
        { "negative nanoseconds", 1_700_000_000, -1 },
        { "too many nanoseconds", 1_700_000_000, 1_000_000_000 },
    };

    [Fact]
    public async Task Everything_that_is_wrong_with_an_opening_is_said_at_once()
    {
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Case(key));
        var error = await ErrorDetails.Of(api.Cases(Roles.Intake).OpenAsync(new V1.OpenCaseRequest
        {
            RequestId = "not a request id",
            Region = "xx",
            Kind = (V1.CaseKind)77,
            Regime = Long,
            TriggerAt = new Timestamp { Seconds = long.MaxValue },
            Zone = "\0",
            Agency = " ",
            Officer = Long,
            AgencyReference = "",
            Accounts = { new V1.HoldTarget { AccountId = "us-1" }, new V1.HoldTarget { AccountId = "../x", Snapshot = new V1.Snapshot { Id = "a b", ManifestSha256 = "AA" } } },
        }));
        Assert.Equal((StatusCode.InvalidArgument, RefusalCodes.RequestInvalid), (error.Code, error.Reason));
        Assert.Equal(
            [
                "accounts[1].account_id", "accounts[1].snapshot.id", "accounts[1].snapshot.manifest_sha256", "agency", "agency_reference", "kind", "officer",
                "regime", "region", "request_id", "trigger_at", "zone",
            ],
            error.Fields.Order(StringComparer.Ordinal));
        Assert.All(error.BadRequest!.FieldViolations, violation => Assert.InRange(violation.Description.Length, 5, 200));
    }

    [Fact]
    public async Task An_empty_opening_is_told_every_field_that_it_lacks()
    {
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Case(key));
        var error = await ErrorDetails.Of(api.Cases(Roles.Intake).OpenAsync(new V1.OpenCaseRequest()));
        Assert.Equal(
            ["agency", "agency_reference", "kind", "officer", "regime", "region", "request_id", "trigger_at"], error.Fields.Order(StringComparer.Ordinal));
        Assert.All(error.BadRequest!.FieldViolations, violation => Assert.Equal("is required", violation.Description));
    }

    [Fact]
    public async Task What_the_edge_finds_travels_with_the_command_so_that_the_rules_can_add_theirs()
    {
        api.Cluster.Case = (_, stamp, _) => Task.FromResult(new Reply<CaseView>(null, Refusal.Invalid(stamp.Violations.Add(new FieldViolation("regime", "is unknown")))));
        var request = Some.OpenCase();
        request.Agency = "";
        var error = await ErrorDetails.Of(api.Cases(Roles.Intake).OpenAsync(request));
        Assert.Equal(["agency", "regime"], error.Fields);
    }

    [Fact]
    public async Task A_request_id_that_is_wrong_never_reaches_a_store_as_it_is()
    {
        api.Cluster.Calls.Clear();
        foreach (var id in new[] { "", Long, "a b", "a/b", "../x", "a\0", new string('a', 65), "é", "a\n" })
        {
            var request = Some.OpenCase();
            request.RequestId = id;
            Assert.Equal(["request_id"], (await ErrorDetails.Of(api.Cases(Roles.Intake).OpenAsync(request))).Fields);
        }

        Assert.All(api.Cluster.Calls, call => Assert.Equal("invalid", call.Stamp.CommandId));
        Assert.All(api.Cluster.Calls, call => Assert.NotEmpty(call.Stamp.Violations));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("0b6f1c8e-7a53-4a38-8f0e-1c6a1f0c9d11")]
    [InlineData("A.b_c-9")]
    public async Task A_request_id_that_is_right_is_the_command_id(string id)
    {
        api.Cluster.Calls.Clear();
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Case(key));
        var request = Some.OpenCase();
        request.RequestId = id;
        await api.Cases(Roles.Intake).OpenAsync(request);
        var call = Assert.Single(api.Cluster.Calls);
        Assert.Equal((id, ActorKey.CaseOf("us", id), "ann"), (call.Stamp.CommandId, call.Key, call.Stamp.By));
    }

    [Theory]
    [MemberData(nameof(StrangeIds))]
    public async Task An_id_of_another_shape_is_invalid_and_nothing_is_asked_of_it(string id)
    {
        api.Cluster.Calls.Clear();
        var error = await ErrorDetails.Of(api.Cases(Roles.Lead).GetAsync(new V1.GetCaseRequest { CaseId = id }));
        Assert.Equal(["case_id"], error.Fields);
        Assert.Empty(api.Cluster.Calls);

        var hold = await ErrorDetails.Of(api.Holds(Roles.Lead).GetAsync(new V1.GetHoldRequest { HoldId = id.Replace("-h-", "-c-", StringComparison.Ordinal) }));
        Assert.Equal(["hold_id"], hold.Fields);

        var place = await ErrorDetails.Of(api.Holds(Roles.Lead).PlaceAsync(new V1.PlaceHoldRequest { CaseId = id, RequestId = "r", Account = new() { AccountId = "us-1" } }));
        Assert.Equal(["case_id"], place.Fields);
        Assert.Empty(api.Cluster.Calls);

        var close = await ErrorDetails.Of(api.Cases(Roles.Lead).CloseAsync(new V1.CloseCaseRequest { CaseId = id, RequestId = "r", Reason = "x" }));
        Assert.Equal(["case_id"], close.Fields);
        Assert.All(api.Cluster.Calls, call => Assert.Matches(@"\Aus-c-[0-9a-z]{26}\z|\Aeu-c-[0-9a-z]{26}\z", call.Key));
    }

    [Theory]
    [MemberData(nameof(StrangeAccounts))]
    public async Task An_account_of_another_shape_is_invalid_and_nothing_is_asked_of_it(string account)
    {
        api.Cluster.Calls.Clear();
        var read = await ErrorDetails.Of(api.Accounts(Roles.Lead).GetPreservationAsync(new V1.GetPreservationRequest { AccountId = account }));
        Assert.Equal(["account_id"], read.Fields);
        var delete = await ErrorDetails.Of(api.Accounts(Roles.DeletionPipeline).AuthorizeDeletionAsync(
            new V1.AuthorizeDeletionRequest { AccountId = account, RequestId = "r", Ticket = "t" }));
        Assert.Equal(["account_id"], delete.Fields);
        var place = await ErrorDetails.Of(api.Holds(Roles.Lead).PlaceAsync(new V1.PlaceHoldRequest { CaseId = Some.CaseId, RequestId = "r", Account = new() { AccountId = account } }));
        Assert.Equal(["account.account_id"], place.Fields);
        var batch = await ErrorDetails.Of(api.Holds(Roles.Lead).PlaceBatchAsync(new V1.PlaceHoldsRequest
        {
            CaseId = Some.CaseId,
            RequestId = "r",
            Accounts = { new V1.HoldTarget { AccountId = "us-1" }, new V1.HoldTarget { AccountId = account } },
        }));
        Assert.Equal(["accounts[1].account_id"], batch.Fields);
        Assert.Empty(api.Cluster.Calls);
    }

    [Theory]
    [MemberData(nameof(StrangeInstants))]
    public async Task An_instant_out_of_range_is_invalid(string what, long seconds, int nanos)
    {
        api.Cluster.Hold = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Hold(key));
        var error = await ErrorDetails.Of(api.Holds(Roles.Lead).ExtendAsync(new V1.ExtendHoldRequest
        {
            HoldId = Some.HoldId,
            RequestId = "r",
            Reference = "x",
            AskedAt = new Timestamp { Seconds = seconds, Nanos = nanos },
        }));
        Assert.True(error.Fields is ["asked_at"], what);
    }

    [Fact]
    public async Task Five_thousand_accounts_are_too_many_and_the_answer_says_how_many_are_not()
    {
        api.Cluster.Calls.Clear();
        var request = new V1.PlaceHoldsRequest { CaseId = Some.CaseId, RequestId = "r" };
        request.Accounts.AddRange(Enumerable.Range(0, 5_000).Select(i => new V1.HoldTarget { AccountId = $"us-{i}" }));
        var error = await ErrorDetails.Of(api.Holds(Roles.Intake).PlaceBatchAsync(request));
        Assert.Equal(["accounts"], error.Fields);
        Assert.Contains("5000", error.BadRequest!.FieldViolations[0].Description, StringComparison.Ordinal);
        Assert.Contains("1000", error.BadRequest.FieldViolations[0].Description, StringComparison.Ordinal);
        Assert.Empty(api.Cluster.Calls);

        Assert.Equal(["accounts"], (await ErrorDetails.Of(api.Holds(Roles.Intake).PlaceBatchAsync(new V1.PlaceHoldsRequest { CaseId = Some.CaseId, RequestId = "r" }))).Fields);
    }

    [Theory]
    [InlineData("07")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData(" 7")]
    [InlineData("W/\"7\"")]
    [InlineData("99999999999999999999")]
    [InlineData("9999999999999999999")]
    [InlineData("٧")]
    public async Task An_etag_that_was_never_given_is_invalid(string etag)
    {
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Case(key));
        var error = await ErrorDetails.Of(api.Cases(Roles.Lead).CloseAsync(new V1.CloseCaseRequest { CaseId = Some.CaseId, RequestId = "r", Reason = "x", Etag = etag }));
        Assert.Equal(["etag"], error.Fields);
    }

    [Theory]
    [InlineData("7", 7L)]
    [InlineData("0", 0L)]
    [InlineData("", null)]
    public async Task An_etag_that_was_given_is_the_expected_version(string etag, long? version)
    {
        api.Cluster.Calls.Clear();
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Case(key));
        await api.Cases(Roles.Lead).CloseAsync(new V1.CloseCaseRequest { CaseId = Some.CaseId, RequestId = "r", Reason = "x", Etag = etag });
        Assert.Equal(version, Assert.Single(api.Cluster.Calls).Stamp.ExpectedVersion);
    }

    [Fact]
    public async Task Limits_are_counted_in_characters_and_the_last_one_fits()
    {
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Case(key));
        var request = Some.OpenCase();
        request.Agency = string.Concat(Enumerable.Repeat("🦊", 200));
        await api.Cases(Roles.Intake).OpenAsync(request);
        request.Agency += "x";
        Assert.Equal(["agency"], (await ErrorDetails.Of(api.Cases(Roles.Intake).OpenAsync(request))).Fields);
    }

    [Theory]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    public async Task Bytes_that_are_no_utf8_are_invalid(byte[] bad)
    {
        api.Cluster.Calls.Clear();
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Case(key));
        var good = Some.OpenCase();
        good.Agency = "";
        byte[] message = [.. good.ToByteArray(), (7 << 3) | 2, (byte)bad.Length, .. bad];
        var (_, error, _) = await api.As(Roles.Intake).Call(RawCalls.Methods.Single(method => method.Path() == "/lert.v1.CaseService/Open"), message);
        Assert.Equal(StatusCode.InvalidArgument, error!.StatusCode);
        ErrorDetails.Of(error);
        Assert.DoesNotContain(api.Cluster.Calls, call => call.Stamp.Violations.IsEmpty);
    }

    [Theory]
    [InlineData(new byte[] { 0x0A })]
    [InlineData(new byte[] { 0x0A, 0x05, 0x61 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    [InlineData(new byte[] { 0x00 })]
    [InlineData(new byte[] { 0x0B })]
    public async Task Bytes_that_are_no_message_are_invalid_for_every_method(byte[] garbage)
    {
        foreach (var method in RawCalls.Methods)
        {
            var role = MethodRoles.AllowedFor(method.Path()).Order(StringComparer.Ordinal).First();
            var (code, error, _) = await api.As(role).Call(method, garbage);
            Assert.True(code == StatusCode.InvalidArgument, $"{method.Path()}: {error?.Status}");
            Assert.Equal(EdgeCodes.RequestUnreadable, ErrorDetails.Of(error!).Reason);
        }
    }

    [Fact]
    public async Task Every_hold_command_names_all_its_wrong_fields()
    {
        api.Cluster.Hold = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Hold(key));
        var lead = api.Holds(Roles.Lead);
        await Fields(lead.ExtendAsync(new()), "asked_at", "hold_id", "reference", "request_id");
        await Fields(lead.LockForProductionAsync(new()), "hold_id", "reference", "request_id");
        await Fields(lead.UnlockAsync(new() { Reference = Long, Etag = "x" }), "etag", "hold_id", "reference", "request_id");
        await Fields(lead.ReleaseAsync(new() { Ground = (V1.ReleaseGround)9, OrderReference = Long, BasisSeen = Long }), "basis_seen", "ground", "hold_id", "order_reference", "reason", "request_id");
        await Fields(api.Holds(Roles.Producer).RecordSnapshotAsync(new()), "hold_id", "request_id", "snapshot");
        await Fields(api.Holds(Roles.Producer).RecordSnapshotAsync(new() { Snapshot = new() }), "hold_id", "request_id", "snapshot.id", "snapshot.manifest_sha256");
        await Fields(lead.PlaceAsync(new()), "account", "case_id", "request_id");
        await Fields(lead.PlaceBatchAsync(new()), "accounts", "case_id", "request_id");
        await Fields(lead.GetAsync(new()), "hold_id");
        await Fields(api.Cases(Roles.Lead).CloseAsync(new()), "case_id", "reason", "request_id");
        await Fields(api.Accounts(Roles.DeletionPipeline).AuthorizeDeletionAsync(new()), "account_id", "request_id", "ticket");
        await Fields(api.Accounts(Roles.Lead).GetPreservationAsync(new()), "account_id");
    }

    private static async Task Fields<T>(AsyncUnaryCall<T> call, params string[] fields) =>
        Assert.Equal(fields, (await ErrorDetails.Of(call)).Fields.Order(StringComparer.Ordinal));
}

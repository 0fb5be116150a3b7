using System.Diagnostics;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Grains;
using Lert.Grains.Actors;
using Lert.Grains.Requesters;
using Lert.Silo.Backup;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Lert.V1;
using Xunit.Abstractions;
using RequesterStatus = Lert.V1.RequesterStatus;

namespace Lert.Silo.Tests.Requesters;

/// <summary>Who asks, in a whole silo on a real store: the directory, velocity, doubt and recall.</summary>
public sealed class RequesterTests : IAsyncLifetime, IDisposable
{
    /// <summary>With this many cases a recall is measured: <c>LERT_RECALL_CASES=10000 dotnet test tests/Lert.Silo.Tests -c Release --filter A8_A_recall --logger 'console;verbosity=detailed'</c>.</summary>
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("LERT_RECALL_CASES"), CultureInfo.InvariantCulture, out var count) ? count : 600;

    private const string Agency = "Agency of .example";
    private const string Number = "+1 555 0199";
    private static readonly string Officer = RequesterKey.OfficerOf("us", Agency, "Officer A");

    private readonly ITestOutputHelper _output;
    private SiloUnderTest _silo = null!;
    private Caller _caller = null!;
    private RequesterService.RequesterServiceClient _requesters = null!;

    public RequesterTests(ITestOutputHelper output) => _output = output;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    public void Dispose() => _caller.Dispose();

    [Theory]
    [InlineData(Stores.Sqlite)]
    [InlineData(Stores.Postgres)]
    public async Task A5_An_officer_is_entered_by_a_request_and_verified_by_a_call_to_a_number_of_the_directory(string store)
    {
        await StartAsync(store);
        var id = (await _caller.Cases.OpenAsync(Emergency("e-1"))).CaseId;
        await Eventually.TrueAsync(async () => (await CaseAsync(id)).File.Asking.Requester is not null, "the directory has answered");
        Assert.Equal(["new-officer", "number-only-in-request"], (await CaseAsync(id)).File.Asking.Fraud.Reasons.Select(reason => reason.Code));
        Assert.Equal(RequesterStatus.Unverified, (await _requesters.GetAsync(new GetRequesterRequest { RequesterId = Officer })).Status);

        // The agency is there as well, and nobody has entered a number of it.
        var call = new RecordCallBackRequest { CaseId = id, RequestId = "b1", Number = Number, Source = NumberSource.Directory, Person = "Sgt. C", Confirmed = true };
        Assert.Equal(RefusalCodes.RequesterNumberUnknown, await RefusalAsync(() => _caller.Cases.RecordCallBackAsync(call)));
        await _requesters.PutAgencyAsync(new PutAgencyRequest
        {
            RequestId = "a", Region = "us", Agency = Agency, Country = "US", Kind = Lert.V1.AgencyKind.Police, Domains = { "police.example" },
            Numbers = { new Lert.V1.NumberEntry { Number = Number, Source = "their site" } },
        });
        call.RequestId = "b2";
        await _caller.Cases.RecordCallBackAsync(call);
        await Eventually.TrueAsync(async () => (await _requesters.GetAsync(new GetRequesterRequest { RequesterId = Officer })).Calls.Count == 1, "the officer knows of the call");
        await _requesters.PutOfficerAsync(new PutOfficerRequest { RequestId = "o", Region = "us", Agency = Agency, Officer = "Officer A", Email = "a@police.example" });
        Assert.Equal(RequesterStatus.Verified, (await _requesters.VerifyAsync(new VerifyRequest { RequestId = "v", RequesterId = Officer, Reason = "known" })).Status);

        var listed = await _requesters.ListAsync(new ListRequestersRequest { Filter = "status = VERIFIED" });
        Assert.Equal(["", "Officer A"], listed.Requesters.Select(found => found.Officer).Order(StringComparer.Ordinal));
        Assert.Empty((await new BackupCheck(_silo.Store, ["us"]).RunAsync(CancellationToken.None)).Problems);
    }

    [Theory]
    [InlineData(Stores.Sqlite)]
    [InlineData(Stores.Postgres)]
    public async Task A6_The_11th_emergency_of_one_officer_in_24_hours_needs_two_approvers(string store)
    {
        await StartAsync(store);
        var ids = new List<string>();
        for (var i = 1; i <= 11; i++)
        {
            ids.Add((await _caller.Cases.OpenAsync(Emergency($"e-{i}"))).CaseId);
            _silo.Clock.Set(_silo.Clock.GetUtcNow().AddMinutes(1));
        }

        await Eventually.TrueAsync(async () => (await CaseAsync(ids[^1])).File.Asking is { Fast: true, NeedsTwo: true }, "the 11th is flagged");
        foreach (var id in ids.SkipLast(1))
        {
            await Eventually.TrueAsync(async () => (await CaseAsync(id)).File.Asking.Requester is not null, "the directory has answered");
            Assert.False((await CaseAsync(id)).File.Asking.Fast);
        }
    }

    [Theory]
    [InlineData(Stores.Sqlite)]
    [InlineData(Stores.Postgres)]
    public async Task A8_A_recall_returns_every_case_to_review_across_a_restart_and_pages_once(string store)
    {
        await StartAsync(store);
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) => await _silo.Case($"w-{i}").Execute(Some.Stamp($"w-{i}"), Some.Open()));
        await GrowsAsync(Count, officer => officer.Cases);
        var approved = await ApprovedAsync();
        var recalled = await _requesters.RecallAsync(new RecallRequest { RequestId = "r", RequesterId = Officer, AsOf = Timestamp.FromDateTimeOffset(Some.Start), Reason = "taken over" });
        var began = Stopwatch.GetTimestamp();
        Assert.Equal((Count + 1, RequesterStatus.Compromised), (recalled.Recall.Total, recalled.Status));

        // It dies in the middle; the state says where it goes on.
        await Eventually.TrueAsync(async () => Advance() && (await _requesters.GetAsync(new GetRequesterRequest { RequesterId = Officer })).Recall.Told > 0, "it has begun");
        _caller.Dispose();
        await _silo.RestartAsync();
        Connect();
        await GrowsAsync(Count + 1, officer => officer.Recall.Done);
        _output.WriteLine($"{store}: a recall of {Count + 1:N0} cases, with a restart of the silo in it, took {Stopwatch.GetElapsedTime(began).TotalSeconds:N1} s");

        var done = (await _requesters.GetAsync(new GetRequesterRequest { RequesterId = Officer })).Recall;
        Assert.Equal((Count + 1, Count + 1, Count + 1, Count, 1), (done.Total, done.Told, done.Done, done.Held, done.Returned));
        var back = await CaseAsync(approved);
        Assert.Equal((CaseStatus.LegalReview, 0), (back.Status, back.File.Approvals.Count));
        Assert.Equal(RefusalCodes.CaseRecallOpen, await RefusalAsync(() => _caller.Cases.ApproveAsync(new ApproveRequest { CaseId = approved, RequestId = "p9", Reason = "fine" })));
        await _caller.Cases.ReviewRecallAsync(new ReviewRecallRequest { CaseId = approved, RequestId = "rr", Finding = "the court knows of it" });
        Assert.Equal(CaseStatus.LegalReview, (await _caller.Cases.ApproveAsync(new ApproveRequest { CaseId = approved, RequestId = "p9", Reason = "fine" })).Status);

        var entries = await _silo.Store.ReadJournalAsync(new ActorId(ActorKinds.Case, approved), 0, 1_000, CancellationToken.None);
        Assert.Single(entries, entry => entry.Type == "case.recalled.v1");
        var pages = await _silo.Store.QueryAsync(new ActorQuery { Kind = ActorKinds.Page, Regions = ["us"], Limit = 100 }, CancellationToken.None);
        // There is nobody in this world whom the case could be given to, and it says so.
        var unassigned = ActorKey.PageOf("us", $"{approved}/unassigned");
        Assert.Equal(ActorKey.PageOf("us", $"{Officer}/recall/1"), Assert.Single(pages, page => page.Actor.Key != unassigned).Actor.Key);
        Assert.Empty((await new BackupCheck(_silo.Store, ["us"]).RunAsync(CancellationToken.None)).Problems);
    }

    /// <summary>The calendar stands still in a test, and a recall takes its stretches one after the other.</summary>
    private bool Advance()
    {
        _silo.Clock.Set(_silo.Clock.GetUtcNow().AddMilliseconds(100));
        return true;
    }

    /// <summary>However many there are, it must go on.</summary>
    private async Task GrowsAsync(int to, Func<Requester, int> figure)
    {
        for (var seen = 0; seen < to;)
        {
            var before = seen;
            await Eventually.TrueAsync(async () => Advance() && (seen = figure(await _requesters.GetAsync(new GetRequesterRequest { RequesterId = Officer }))) > before, $"more than {before} of {to}");
        }
    }

    private async Task StartAsync(string store)
    {
        _silo = await SiloUnderTest.StartAsync([.. await Stores.SettingsAsync(store), "--Lert:Pumps:PollInterval=00:00:00.020"]);
        Connect();
    }

    private async Task<string> ApprovedAsync()
    {
        var request = Emergency("w-approved");
        request.Kind = CaseKind.Warrant;
        request.Regime = "us-warrant";
        request.Intake = new CaseIntake { Entity = "us", IssuingAuthority = "a court", SignedBy = "Judge B", Offence = "fraud", Items = { request.Intake.Items } };
        var id = (await _caller.Cases.OpenAsync(request)).CaseId;
        await _caller.Cases.TriageAsync(new TriageRequest { CaseId = id, RequestId = "t" });
        await _caller.Cases.AdvanceAsync(new AdvanceRequest { CaseId = id, RequestId = "a1", To = CaseStatus.Validating });
        await _caller.Cases.AdvanceAsync(new AdvanceRequest { CaseId = id, RequestId = "a2", To = CaseStatus.LegalReview });
        await _caller.Cases.ApproveAsync(new ApproveRequest { CaseId = id, RequestId = "p1", Reason = "fine" });
        await new CaseService.CaseServiceClient(_caller.As(Roles.Counsel, "carl")).ApproveAsync(new ApproveRequest { CaseId = id, RequestId = "p2", Reason = "fine" });
        await Eventually.TrueAsync(async () => (await CaseAsync(id)).File.Asking.Requester is not null, "the directory has answered");
        return id;
    }

    private void Connect()
    {
        _caller = new Caller(_silo.Url, _silo.Folder.Keys);
        _requesters = new RequesterService.RequesterServiceClient(_caller.As(Roles.Lead));
    }

    private async Task<Case> CaseAsync(string id) => await _caller.Cases.GetAsync(new GetCaseRequest { CaseId = id });

    private static async Task<string> RefusalAsync<T>(Func<AsyncUnaryCall<T>> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await call());
        return Google.Rpc.Status.Parser.ParseFrom(refused.Trailers.GetValueBytes("grpc-status-details-bin")).Details
            .Where(detail => detail.Is(Google.Rpc.ErrorInfo.Descriptor)).Select(detail => detail.Unpack<Google.Rpc.ErrorInfo>().Reason).Single();
    }

    private static OpenCaseRequest Emergency(string requestId)
    {
        var request = Caller.Open(requestId, Some.Start);
        request.Kind = CaseKind.Emergency;
        request.Regime = "us-edr";
        request.Intake = new CaseIntake
        {
            Entity = "us", Danger = "a threat to a school", ContactNumber = "+1 555 0100", Items = { new ScopeItem { AccountId = "us-1", Category = DataCategory.BasicSubscriber } },
        };
        return request;
    }
}

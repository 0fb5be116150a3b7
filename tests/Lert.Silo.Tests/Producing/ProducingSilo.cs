using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Domain.Packages;
using Lert.Silo.Tests.Running;
using Lert.V1;

namespace Lert.Silo.Tests.Producing;

/// <summary>A whole silo with a folder of snapshots, a folder of packages, and the people who take part in a production.</summary>
internal sealed class ProducingSilo : IAsyncDisposable
{
    private readonly DirectoryInfo _data;
    private readonly ECDiffieHellman _recipient = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private int _requests;

    private ProducingSilo(SiloUnderTest silo, DirectoryInfo data) => (Silo, _data) = (silo, data);

    public SiloUnderTest Silo { get; }

    public Caller Caller { get; private set; } = null!;

    public string Snapshots => Path.Combine(_data.FullName, "snapshots");

    public string Packages => Path.Combine(_data.FullName, "packages");

    public Recipient Recipient => new() { Name = "Agency of .example, evidence desk", PublicKey = RecipientKey.Write(_recipient) };

    public DisclosureService.DisclosureServiceClient Preparer => As(Roles.Specialist, "pat");

    public DisclosureService.DisclosureServiceClient Lead => As(Roles.Lead, "lea");

    public DisclosureService.DisclosureServiceClient Counsel => As(Roles.Counsel, "carl");

    public NoticeService.NoticeServiceClient Notices => new(Caller.As(Roles.Lead));

    public DisclosureService.DisclosureServiceClient Producer => As(Roles.Producer, "pia");

    public static async Task<ProducingSilo> StartAsync(params string[] settings)
    {
        var data = Directory.CreateTempSubdirectory("lert-producing-");
#pragma warning disable CA2000 // The world ends it.
        var silo = await SiloUnderTest.StartAsync(
            [$"--Lert:Production:Snapshots={Path.Combine(data.FullName, "snapshots")}", $"--Lert:Production:Packages={Path.Combine(data.FullName, "packages")}", .. settings]);
#pragma warning restore CA2000
        var world = new ProducingSilo(silo, data);
        world.Connect();
        return world;
    }

    public static async Task<ProducingSilo> StartOnAsync(string store) => await StartAsync([.. await Stores.SettingsAsync(store), "--Lert:Pumps:PollInterval=00:00:00.020"]);

    public DisclosureService.DisclosureServiceClient As(string role, string subject) => new(Caller.As(role, subject));

    public string Next(string word = "r") => $"{word}-{Interlocked.Increment(ref _requests)}";

    /// <summary>Stops it and starts it again on the same files.</summary>
    public async Task RestartAsync(bool pumpsAreBlind = false)
    {
        Caller.Dispose();
        await Silo.RestartAsync(pumpsAreBlind);
        Connect();
    }

    /// <summary>A snapshot with these files, and the hash of its manifest.</summary>
    public Snapshot Take(string id, params (string Name, string Content)[] files)
    {
        var root = Path.Combine(Snapshots, Uri.EscapeDataString(id));
        var manifest = new StringBuilder();
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(root, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
            manifest.Append($"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}  {name}\n");
        }

        return Sign(id, manifest.ToString());
    }

    /// <summary>A snapshot with this manifest.</summary>
    public Snapshot Sign(string id, string manifest)
    {
        var root = Directory.CreateDirectory(Path.Combine(Snapshots, Uri.EscapeDataString(id))).FullName;
        File.WriteAllText(Path.Combine(root, "manifest.sha256"), manifest);
        return new Snapshot { Id = id, ManifestSha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest))) };
    }

    /// <summary>A hold of a preservation case of its own, with that snapshot.</summary>
    public async Task<string> HoldAsync(Snapshot snapshot, string account = "us-1")
    {
        var preservation = await Caller.Cases.OpenAsync(Caller.Open(Next("keep"), Some.Start));
        var hold = await Caller.Holds.PlaceAsync(new PlaceHoldRequest
        {
            RequestId = Next(), CaseId = preservation.CaseId, Account = new HoldTarget { AccountId = account, Snapshot = snapshot },
        });
        return hold.HoldId;
    }

    /// <summary>A warrant in DISCLOSURE_APPROVAL: <c>i1</c> is for subscriber data and <c>i2</c> for contents. An order of silence came with it, unless the user is to be told.</summary>
    /// <param name="special">Whom it is about, where that restricts it; then <c>carl</c> is its senior reviewer.</param>
    public async Task<Case> CaseAsync(SpecialTarget special = SpecialTarget.Unspecified, bool isSilent = true)
    {
        const string account = "us-1";
        var request = Caller.Open(Next("warrant"), Some.Start);
        request.Kind = CaseKind.Warrant;
        request.Regime = "us-warrant";
        request.Intake = new CaseIntake
        {
            Entity = "us", IssuingAuthority = "a court", SignedBy = "Judge B", Offence = "fraud",
            Items = { new ScopeItem { AccountId = account, Category = DataCategory.BasicSubscriber }, new ScopeItem { AccountId = account, Category = DataCategory.Contents } },
        };
        if (special != SpecialTarget.Unspecified)
        {
            request.Intake.SpecialTargets.Add(special);
            request.Intake.SeniorReviewer = "carl";
        }

        var cases = Caller.Cases;
        var id = (await cases.OpenAsync(request)).CaseId;
        await cases.TriageAsync(new TriageRequest { CaseId = id, RequestId = Next() });
        await Advance(id, CaseStatus.Validating, CaseStatus.LegalReview);
        if (isSilent)
        {
            await Notices.RecordOrderAsync(new RecordOrderRequest
            {
                CaseId = id, RequestId = Next(), Basis = SilenceBasis.CourtOrder, Authority = "a court", Reference = "26-mj-118",
                Term = new SilenceTerm { From = Timestamp.FromDateTimeOffset(Some.Start), Length = SilenceLength.OneYear },
            });
        }

        await cases.ApproveAsync(new ApproveRequest { CaseId = id, RequestId = Next(), Reason = "fine" });
        await new CaseService.CaseServiceClient(Caller.As(Roles.Counsel, "carl")).ApproveAsync(new ApproveRequest { CaseId = id, RequestId = Next(), Reason = "fine" });
        await Advance(id, CaseStatus.Collecting);
        foreach (var item in new[] { "i1", "i2" })
        {
            await cases.RecordItemAsync(new RecordItemRequest { CaseId = id, RequestId = Next(), ItemId = item, AccountId = account, Outcome = ItemOutcome.Collected });
        }

        return await Advance(id, CaseStatus.QualityCheck, CaseStatus.DisclosureApproval);
    }

    /// <summary>Both items from one hold, or only the first with a reason for the other.</summary>
    public async Task<Disclosure> PrepareAsync(string caseId, string hold, bool all = true) => await Preparer.PrepareAsync(Preparation(caseId, hold, all));

    public PrepareDisclosureRequest Preparation(string caseId, string hold, bool all) => new()
    {
        RequestId = Next("prepare"),
        CaseId = caseId,
        Recipient = Recipient,
        Items =
        {
            new ItemChoice { ItemId = "i1", Outcome = ProductionOutcome.Produced, HoldId = hold },
            all
                ? new ItemChoice { ItemId = "i2", Outcome = ProductionOutcome.Produced, HoldId = hold }
                : new ItemChoice { ItemId = "i2", Outcome = ProductionOutcome.Later, Reason = "still being reviewed" },
        },
    };

    public async Task<Disclosure> ApproveAsync(Disclosure prepared)
    {
        await Lead.ApproveAsync(Approval(prepared));
        return await Counsel.ApproveAsync(Approval(prepared));
    }

    public ApproveProductionRequest Approval(Disclosure prepared) =>
        new() { RequestId = Next("approve"), DisclosureId = prepared.DisclosureId, ScopeHash = prepared.ScopeHash, Reason = "as the court ordered" };

    /// <summary>Asks for the package, and waits until it is there or cannot be.</summary>
    public async Task<Disclosure> PackAsync(string id)
    {
        await Producer.PackageAsync(new PackageDisclosureRequest { RequestId = Next("pack"), DisclosureId = id });
        await Eventually.TrueAsync(async () => (await GetAsync(id)).Status != DisclosureStatus.Packaging, "packed or not");
        return await GetAsync(id);
    }

    public async Task<Disclosure> GetAsync(string id) => await Lead.GetAsync(new GetDisclosureRequest { DisclosureId = id });

    public async Task<Disclosure> DeliverAsync(string id) => await Producer.DeliverAsync(new DeliverDisclosureRequest { RequestId = Next("deliver"), DisclosureId = id });

    public async Task<byte[]> FetchAsync(string id, DisclosureService.DisclosureServiceClient? client = null, string? requestId = null)
    {
        using var call = (client ?? Producer).Fetch(new FetchDisclosureRequest { RequestId = requestId ?? Next("fetch"), DisclosureId = id });
        using var package = new MemoryStream();
        await foreach (var piece in call.ResponseStream.ReadAllAsync())
        {
            piece.Data.WriteTo(package);
        }

        return package.ToArray();
    }

    /// <summary>What the recipient finds in it.</summary>
    public Dictionary<string, string> Open(byte[] package)
    {
        using var opening = OpeningStream.Of(new MemoryStream(package), _recipient);
        using var archive = new TarReader(opening);
        var found = new Dictionary<string, string>();
        while (archive.GetNextEntry() is { } entry)
        {
            using var text = new StreamReader(entry.DataStream ?? Stream.Null);
            found.Add(entry.Name, text.ReadToEnd());
        }

        return found;
    }

    public static async Task<string> RefusedAsync(Func<Task> action)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(action);
        return Google.Rpc.Status.Parser.ParseFrom(refused.Trailers.GetValueBytes("grpc-status-details-bin")!).Details[0].Unpack<Google.Rpc.ErrorInfo>().Reason;
    }

    public async ValueTask DisposeAsync()
    {
        Caller.Dispose();
        _recipient.Dispose();
        await Silo.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private void Connect() => Caller = new Caller(Silo.Url, Silo.Folder.Keys);

    private async Task<Case> Advance(string id, params CaseStatus[] steps)
    {
        Case? at = null;
        foreach (var step in steps)
        {
            at = await Caller.Cases.AdvanceAsync(new AdvanceRequest { CaseId = id, RequestId = Next(), To = step });
        }

        return at!;
    }
}

using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.V1;

namespace Lert.Cli.Demo.Monday;

/// <summary>The way of a case from its receipt to the package, as the desk goes it.</summary>
internal sealed class CaseSteps(Caseworkers people)
{
    private CaseService.CaseServiceClient Cases => people.Client.Cases;

    private DisclosureService.DisclosureServiceClient Disclosures => people.Client.Disclosures;

    public static ItemChoice Produced(string item, string hold) => new() { ItemId = item, Outcome = ProductionOutcome.Produced, HoldId = hold };

    public Task<Case> OpenAsync(OpenCaseRequest request) => people.AskAsync(Caseworkers.Ivo, Cases.OpenAsync, request);

    /// <summary>To the review, where the directory has said what it knows of who asks.</summary>
    public async Task<Case> ToReviewAsync(string id)
    {
        await people.AskAsync(Caseworkers.Ivo, Cases.TriageAsync, new TriageRequest { RequestId = people.Next("triage"), CaseId = id });
        await AdvanceAsync(id, CaseStatus.Validating, CaseStatus.LegalReview);
        return await people.UntilAsync("an answer of the directory", () => people.CaseAsync(id), seen => seen.File.Asking.Requester is not null);
    }

    /// <summary>The court's order that came with the warrant: nobody tells the man for half a year.</summary>
    public Task<Notice> SilenceAsync(string id, DateTimeOffset at) => people.AskAsync(Caseworkers.Ivo, people.Client.Notices.RecordOrderAsync, new RecordOrderRequest
    {
        RequestId = people.Next("silence"), CaseId = id, Basis = SilenceBasis.CourtOrder, Authority = "Superior Court of Harbour County", Reference = "27-SW-0931, § 2705(b)",
        Term = new SilenceTerm { From = Timestamp.FromDateTimeOffset(at), Length = SilenceLength.Days, Days = 180 },
    });

    /// <summary>One person's yes to the scope in force.</summary>
    public Task<Case> ApproveAsync(string id, string who) => people.AskAsync(who, Cases.ApproveAsync, Approval(id));

    public ApproveRequest Approval(string id) => new() { RequestId = people.Next("approve"), CaseId = id, Reason = "the process is good, and reaches this" };

    /// <summary>Each item is collected and looked through.</summary>
    public async Task CollectAsync(string id, string account, params string[] items)
    {
        await AdvanceAsync(id, CaseStatus.Collecting);
        foreach (var item in items)
        {
            await people.AskAsync(Caseworkers.Ben, Cases.RecordItemAsync, new RecordItemRequest
            {
                RequestId = people.Next("item"), CaseId = id, ItemId = item, AccountId = account, Outcome = ItemOutcome.Collected,
            });
        }

        await AdvanceAsync(id, CaseStatus.QualityCheck, CaseStatus.DisclosureApproval);
    }

    public Task<Disclosure> PrepareAsync(string id, V1.Recipient recipient, params ItemChoice[] items) => people.AskAsync(
        Caseworkers.Ben, Disclosures.PrepareAsync, new PrepareDisclosureRequest { RequestId = people.Next("prepare"), CaseId = id, Items = { items }, Recipient = recipient });

    /// <summary>One person's yes to exactly what they have seen.</summary>
    public Task<Disclosure> AgreeAsync(Disclosure seen, string who) => people.AskAsync(who, Disclosures.ApproveAsync, Agreement(seen));

    public ApproveProductionRequest Agreement(Disclosure seen) =>
        new() { RequestId = people.Next("agree"), DisclosureId = seen.DisclosureId, ScopeHash = seen.ScopeHash, Reason = "exactly what was ordered" };

    /// <summary>Reads the content and packs it.</summary>
    /// <exception cref="DemoFailedException">It could not be.</exception>
    public async Task<Disclosure> PackAsync(string disclosure)
    {
        await people.AskAsync(Caseworkers.Pia, Disclosures.PackageAsync, new PackageDisclosureRequest { RequestId = people.Next("pack"), DisclosureId = disclosure });
        var packed = await people.UntilAsync("a package", () => people.DisclosureAsync(disclosure), seen => seen.Status != DisclosureStatus.Packaging);
        return packed.Status == DisclosureStatus.Packaged ? packed : throw new DemoFailedException($"nothing was packed: {packed.Problem}: {packed.ProblemDetail}");
    }

    public Task<Disclosure> DeliverAsync(string disclosure) => people.AskAsync(Caseworkers.Pia, Disclosures.DeliverAsync, Delivery(disclosure));

    public DeliverDisclosureRequest Delivery(string disclosure) => new() { RequestId = people.Next("deliver"), DisclosureId = disclosure };

    /// <summary>Takes the package out.</summary>
    public async Task FetchAsync(string disclosure, string file)
    {
        await using var output = File.Create(file);
        using var call = Disclosures.Fetch(
            new FetchDisclosureRequest { RequestId = people.Next("fetch"), DisclosureId = disclosure }, people.Client.Stream(people.Cancelled, people.TokenOf(Caseworkers.Pia)));
        await foreach (var piece in call.ResponseStream.ReadAllAsync(people.Cancelled))
        {
            await output.WriteAsync(piece.Data.Memory, people.Cancelled);
        }
    }

    private async Task AdvanceAsync(string id, params CaseStatus[] steps)
    {
        foreach (var step in steps)
        {
            await people.AskAsync(Caseworkers.Ben, Cases.AdvanceAsync, new AdvanceRequest { RequestId = people.Next("step"), CaseId = id, To = step });
        }
    }
}

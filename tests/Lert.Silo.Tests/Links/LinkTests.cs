using Lert.Grains.Actors;
using Lert.Silo.Backup;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Lert.V1;

namespace Lert.Silo.Tests.Links;

/// <summary>A14, in a whole silo on a real store.</summary>
public sealed class LinkTests
{
    [Fact]
    public async Task A14_The_same_number_and_the_same_account_are_suggested_and_a_person_decides()
    {
        await using var silo = await SiloUnderTest.StartAsync("--Lert:Pumps:PollInterval=00:00:00.020");
        using var caller = new Caller(silo.Url, silo.Folder.Keys);
        var preservation = (await caller.Cases.OpenAsync(Caller.Open("p-1", Some.Start))).CaseId;
        await caller.Holds.PlaceAsync(Caller.Place("h-1", preservation, Some.Account));
        var other = (await caller.Cases.OpenAsync(Subpoena("s-1", "another number", "us-account-2"))).CaseId;
        var subpoena = (await caller.Cases.OpenAsync(Subpoena("s-2", "a third number", Some.Account))).CaseId;
        var numbered = (await caller.Cases.OpenAsync(Subpoena("s-3", "26/0042", "us-account-3"))).CaseId;

        // The hold's case by the account, and the preservation by its number.
        await Eventually.TrueAsync(async () => (await CaseAsync(subpoena)).File.Links.Count == 1 && (await CaseAsync(numbered)).File.Links.Count == 1, "both are suggested");
        Assert.Equal((preservation, LinkGround.Account), (await CaseAsync(subpoena)).File.Links[0] is var held ? (held.CaseId, held.Ground) : default);
        Assert.Equal((preservation, LinkGround.AgencyReference), (await CaseAsync(numbered)).File.Links[0] is var same ? (same.CaseId, same.Ground) : default);
        Assert.Empty((await CaseAsync(other)).File.Links);

        await caller.Cases.DismissLinkAsync(new DismissLinkRequest { CaseId = numbered, RequestId = "d", OtherCaseId = preservation, Reason = "another matter" });
        var accepted = await caller.Cases.AcceptLinkAsync(new AcceptLinkRequest { CaseId = subpoena, RequestId = "a", OtherCaseId = preservation, Reason = "the same suspect" });
        Assert.Equal((LinkStatus.Accepted, CaseStatus.Received), (accepted.File.Links[0].Status, accepted.Status));
        await Eventually.TrueAsync(async () => (await CaseAsync(preservation)).File.Links.Any(link => link.CaseId == subpoena), "the other knows");
        var journal = await silo.Store.ReadJournalAsync(new ActorId(ActorKinds.Case, numbered), 0, 100, CancellationToken.None);
        Assert.Single(journal, entry => entry.Type == "case.link-judged.v1");
        Assert.Empty((await new BackupCheck(silo.Store, ["us"]).RunAsync(CancellationToken.None)).Problems);

        async Task<Case> CaseAsync(string id) => await caller.Cases.GetAsync(new GetCaseRequest { CaseId = id });
    }

    private static OpenCaseRequest Subpoena(string requestId, string reference, string account)
    {
        var request = Caller.Open(requestId, Some.Start);
        request.Kind = CaseKind.Subpoena;
        request.Regime = "us-subpoena";
        request.AgencyReference = reference;
        request.Intake = new CaseIntake
        {
            Entity = "us", IssuingAuthority = "a court", SignedBy = "Judge B", OrderDate = "2026-02-21", Items = { new ScopeItem { AccountId = account, Category = DataCategory.BasicSubscriber } },
        };
        return request;
    }
}

using Lert.V1;

namespace Lert.Cli.Demo.Monday;

/// <summary>Who asks, and what is kept.</summary>
internal sealed class KeepingScene(Caseworkers people, CaseSteps steps, SnapshotFolder snapshots, Telling telling)
{
    /// <summary>The hold with its snapshot, and the officer's entry in the directory.</summary>
    public async Task<(string Hold, string Officer)> PlayAsync(DateTimeOffset at)
    {
        telling.Scene("Who asks, and what is kept");
        var kept = await steps.OpenAsync(MondayRequests.Keeping(at, "HC-2027-610"));
        var hold = await people.AskAsync(Caseworkers.Ivo, people.Client.Holds.PlaceAsync, new PlaceHoldRequest
        {
            RequestId = people.Next("hold"),
            CaseId = kept.CaseId,
            Account = new HoldTarget { AccountId = MondayRequests.Account, Snapshot = snapshots.Take("snap-610", MondayRequests.Account) },
        });
        telling.Say($"{MondayRequests.Officer} of {MondayRequests.Agency} asks to keep {MondayRequests.Account}: a hold, and a picture of {snapshots.Files.Count} files.");

        var requesters = people.Client.Requesters;
        await people.AskAsync(Caseworkers.Max, requesters.PutAgencyAsync, new PutAgencyRequest
        {
            RequestId = people.Next("agency"), Region = "us", Agency = MondayRequests.Agency, Country = "US", Kind = AgencyKind.Police, Domains = { "harbour.example" },
            Numbers = { new NumberEntry { Number = MondayRequests.Number, Source = "https://harbour.example/contact" } },
        });
        var officer = await people.AskAsync(Caseworkers.Ivo, requesters.PutOfficerAsync, new PutOfficerRequest
        {
            RequestId = people.Next("officer"), Region = "us", Agency = MondayRequests.Agency, Officer = MondayRequests.Officer, Badge = "4471", Email = "vane@harbour.example",
        });
        var verify = new VerifyRequest { RequestId = people.Next("verify"), RequesterId = officer.RequesterId, Reason = "the desk sergeant knows her" };
        await people.RefusedAsync("max takes Det. Vane for verified before anybody called", "requester.call-back-required", Caseworkers.Max, requesters.VerifyAsync, verify);
        await people.AskAsync(Caseworkers.Ivo, requesters.RecordCallAsync, new RecordCallRequest
        {
            RequestId = people.Next("call"), RequesterId = officer.RequesterId, Number = MondayRequests.Number, Person = "Sgt. C. Lindt", Confirmed = true,
        });
        await people.AskAsync(Caseworkers.Max, requesters.VerifyAsync, verify);
        telling.Say($"ivo calls {MondayRequests.Number}, a number that max looked up; they know Det. Vane, and max verifies her.");
        return (hold.HoldId, officer.RequesterId);
    }
}

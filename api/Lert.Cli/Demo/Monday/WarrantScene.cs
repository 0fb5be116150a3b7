using Lert.V1;

namespace Lert.Cli.Demo.Monday;

/// <summary>A warrant for too much: narrowed, approved by two, changed and approved again, packed from the picture of then, and opened by the police alone.</summary>
internal sealed class WarrantScene(Caseworkers people, CaseSteps steps, EvidenceDesk police, Telling telling)
{
    public const string Opened = "warrant", WithWrongKey = "wrong-key", Changed = "changed";

    private const int MostSaid = 60;

    /// <summary>How the police fared with the package, by the name of the folder that it was to be opened into.</summary>
    public Dictionary<string, Ended> Openings { get; } = new(StringComparer.Ordinal);

    /// <summary>The case and its disclosure.</summary>
    public async Task<(string Case, string Disclosure)> PlayAsync(DateTimeOffset at, string hold)
    {
        telling.Scene("A warrant");
        var disclosures = people.Client.Disclosures;
        var id = (await steps.OpenAsync(MondayRequests.Warrant(at, "HC-2027-612"))).CaseId;
        await steps.SilenceAsync(id, at);
        telling.Say("a warrant, and with it an order of the court that nobody tells the man for 180 days: without it he would be told, and have a week, before anything leaves.");
        await NarrowAsync(id);
        await steps.CollectAsync(id, MondayRequests.Account, "i1", "i2");

        var prepared = await steps.PrepareAsync(
            id, police.AsRecipient, CaseSteps.Produced("i1", hold), new ItemChoice { ItemId = "i2", Outcome = ProductionOutcome.Later, Reason = "still being read" });
        await people.RefusedAsync("pia packs before anybody approved", "case.second-approver-required", Caseworkers.Pia, disclosures.PackageAsync, new PackageDisclosureRequest
        {
            RequestId = people.Next("pack"), DisclosureId = prepared.DisclosureId,
        });
        await steps.AgreeAsync(prepared, Caseworkers.Max);
        var revised = await people.AskAsync(Caseworkers.Ben, disclosures.ReviseAsync, new ReviseDisclosureRequest
        {
            RequestId = people.Next("revise"), DisclosureId = prepared.DisclosureId, Reason = "the messages are read",
            Items = { CaseSteps.Produced("i1", hold), CaseSteps.Produced("i2", hold) }, Recipient = police.AsRecipient,
        });
        telling.Say($"max approves the subscriber's data; ben adds the messages of May, and max's approval is {(revised.Approvals.Count == 0 ? "void" : "STILL THERE")}.");
        await people.RefusedAsync("cora approves what she saw before", "scope.changed", Caseworkers.Cora, disclosures.ApproveAsync, steps.Agreement(prepared));
        await steps.AgreeAsync(revised, Caseworkers.Max);
        await people.RefusedAsync("max approves a second time", "case.second-approver-required", Caseworkers.Max, disclosures.ApproveAsync, steps.Agreement(revised));
        await steps.AgreeAsync(revised, Caseworkers.Cora);

        var packed = await steps.PackAsync(revised.DisclosureId);
        await people.RefusedAsync("max delivers what he approved", "case.approver-delivers", "producer:max", disclosures.DeliverAsync, steps.Delivery(revised.DisclosureId));
        await steps.DeliverAsync(revised.DisclosureId);
        var file = police.At("warrant.lertpkg");
        await steps.FetchAsync(revised.DisclosureId, file);
        telling.Say($"packed from the picture of then: {packed.Package.Files} files, {packed.Package.ContentSize:N0} bytes, each compared with its hash; pia delivers.");
        await OpenAsync(file);
        await people.UntilAsync("the delivery of the warrant", () => people.CaseAsync(id), seen => seen.Status == CaseStatus.Delivered);
        return (id, revised.DisclosureId);
    }

    /// <summary>Who approved more than is left has approved nothing.</summary>
    private async Task NarrowAsync(string id)
    {
        await steps.ToReviewAsync(id);
        await steps.ApproveAsync(id, Caseworkers.Max);
        var narrowed = await people.AskAsync(Caseworkers.Cora, people.Client.Cases.NarrowAsync, new NarrowRequest
        {
            RequestId = people.Next("narrow"), CaseId = id, Reason = "the affidavit speaks of May",
            Items = { new NarrowedItem { ItemId = "i1" }, new NarrowedItem { ItemId = "i2", From = "2027-05-01", Until = "2027-05-31" } },
        });
        telling.Say($"it asks for everything that the man ever wrote; max approves, cora narrows it to May, and max's approval is {(narrowed.File.Approvals.Count == 0 ? "void" : "STILL THERE")}.");
        await steps.ApproveAsync(id, Caseworkers.Max);
        var approved = await steps.ApproveAsync(id, Caseworkers.Cora);
        telling.Say($"max and cora approve what is left: the case is {approved.Status}.");
    }

    private async Task OpenAsync(string file)
    {
        Openings[WithWrongKey] = await EvidenceDesk.OpenAsync(file, police.WrongKeyFile, police.At(WithWrongKey), people.Cancelled);
        telling.Say($"lert disclosure open with somebody else's key: {Said(Openings[WithWrongKey])}");
        var changed = await File.ReadAllBytesAsync(file, people.Cancelled);
        changed[changed.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(police.At("changed.lertpkg"), changed, people.Cancelled);
        Openings[Changed] = await EvidenceDesk.OpenAsync(police.At("changed.lertpkg"), police.KeyFile, police.At(Changed), people.Cancelled);
        telling.Say($"with one bit changed on the way: {Said(Openings[Changed])}");
        Openings[Opened] = await EvidenceDesk.OpenAsync(file, police.KeyFile, police.At(Opened), people.Cancelled);
        telling.Say($"with the police's key, offline: {(Openings[Opened].ExitCode == 0 ? "opened, every file as the manifest says." : Said(Openings[Opened]))}");
    }

    /// <summary>The beginning of it: a fingerprint is long.</summary>
    private static string Said(Ended ended)
    {
        var line = ended.Errors.Split('\n')[0];
        return ended.ExitCode == 0 ? "OPENED" : $"exit {ended.ExitCode}, {(line.Length > MostSaid ? $"{line[..MostSaid]}…" : line)}";
    }
}

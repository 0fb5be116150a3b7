using Lert.Cli.Demo.Night;
using Lert.V1;

namespace Lert.Cli.Demo.Monday;

/// <summary>A child is in danger: fast, and with the same care.</summary>
internal sealed class EmergencyScene(Caseworkers people, CaseSteps steps, EvidenceDesk police, PagingGateway gateway, Telling telling)
{
    /// <summary>The case and its disclosure.</summary>
    public async Task<(string Case, string Disclosure)> PlayAsync(DateTimeOffset at, string hold)
    {
        telling.Scene("An emergency");
        var cases = people.Client.Cases;
        var id = (await steps.OpenAsync(MondayRequests.Emergency(at))).CaseId;
        await people.UntilAsync("a ring", () => Task.FromResult(gateway.Rings.Any(ring => ring.To == NightDesk.PhoneOf(NightDesk.Ben))), rang => rang);
        telling.Say("Det. Vane asks for the man's name and whereabouts. Ben has the week, and his telephone rings.");
        await steps.ToReviewAsync(id);

        await people.RefusedAsync("max approves before anybody called back", "case.call-back-required", Caseworkers.Max, cases.ApproveAsync, Decision(id));
        await CallBackAsync(id, "+1 555 0100", NumberSource.Request);
        await people.RefusedAsync("max approves on a call to the number in the request", "case.call-back-required", Caseworkers.Max, cases.ApproveAsync, Decision(id));
        await CallBackAsync(id, MondayRequests.Number, NumberSource.Directory);
        await people.RefusedAsync("max approves without saying why", "case.decision-record-required", Caseworkers.Max, cases.ApproveAsync, steps.Approval(id));
        await people.AskAsync(Caseworkers.Max, cases.ApproveAsync, Decision(id));
        var approved = await steps.ApproveAsync(id, Caseworkers.Cora);
        var promised = approved.File.Clocks.Single(clock => clock.ClockId == "policy-follow-up");
        telling.Say($"called back at {MondayRequests.Number}; max and cora approve, with facts, link and minimum; the papers are promised by {promised.DueInternal.ToDateTime():yyyy-MM-dd}.");

        await steps.CollectAsync(id, MondayRequests.Account, "i1", "i2");
        var prepared = await steps.PrepareAsync(id, police.AsRecipient, CaseSteps.Produced("i1", hold), CaseSteps.Produced("i2", hold));
        await steps.AgreeAsync(prepared, Caseworkers.Max);
        await steps.AgreeAsync(prepared, Caseworkers.Cora);
        var packed = await steps.PackAsync(prepared.DisclosureId);
        await steps.DeliverAsync(prepared.DisclosureId);
        await steps.FetchAsync(prepared.DisclosureId, police.At("emergency.lertpkg"));
        await people.UntilAsync("the delivery of the emergency", () => people.CaseAsync(id), seen => seen.Status == CaseStatus.Delivered);
        await people.AskAsync(Caseworkers.Ben, people.Client.Disclosures.ConfirmReceiptAsync, new ConfirmDisclosureReceiptRequest
        {
            RequestId = people.Next("receipt"), DisclosureId = prepared.DisclosureId, Reference = "read to Det. Vane, 09:20",
        });
        telling.Say($"ben prepares, max and cora approve exactly that, pia packs {packed.Package.Files} files for the police's key and delivers.");
        await people.AskAsync(Caseworkers.Ivo, cases.RecordFollowUpAsync, new RecordFollowUpRequest { RequestId = people.Next("follow-up"), CaseId = id, Reference = "warrant 27-SW-0931" });
        await people.UntilAsync("the receipt of the emergency", () => people.CaseAsync(id), seen => seen.Status == CaseStatus.Acknowledged);
        telling.Say("the child is found; the promised warrant comes in, and the clock that waited for it is met.");
        return (id, prepared.DisclosureId);
    }

    private ApproveRequest Decision(string id)
    {
        var request = steps.Approval(id);
        request.Facts = "the mother's call of 08:40, and the messages that she handed over";
        request.Link = "his name and where he was last lead to the boat";
        request.MinimumScope = "no contents; the police have them from the mother";
        return request;
    }

    private Task<Case> CallBackAsync(string id, string number, NumberSource source) => people.AskAsync(Caseworkers.Ivo, people.Client.Cases.RecordCallBackAsync, new RecordCallBackRequest
    {
        RequestId = people.Next("call"), CaseId = id, Number = number, Source = source, Person = "Sgt. C. Lindt", Confirmed = true,
    });
}

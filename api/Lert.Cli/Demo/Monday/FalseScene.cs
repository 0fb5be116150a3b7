using Lert.V1;

namespace Lert.Cli.Demo.Monday;

/// <summary>Somebody who says that they are of the police.</summary>
internal sealed class FalseScene(Caseworkers people, CaseSteps steps, Telling telling)
{
    public async Task<string> PlayAsync(DateTimeOffset at)
    {
        telling.Scene("A false request");
        var cases = people.Client.Cases;
        var id = (await steps.OpenAsync(MondayRequests.False(at))).CaseId;
        var fraud = (await steps.ToReviewAsync(id)).File.Asking.Fraud;
        telling.Say($"\"{MondayRequests.Impostor}\" wants contents, at once: score {fraud.Score}, and {fraud.Threshold} give reason for doubt:");
        foreach (var reason in fraud.Reasons)
        {
            telling.Say($"  +{reason.Weight} {reason.Sentence}");
        }

        await CallAsync(id, MondayRequests.ImpostorsNumber, NumberSource.Request, "\"Sgt. Doyle\"", confirmed: true);
        telling.Say($"at {MondayRequests.ImpostorsNumber}, the number in the request, somebody says that all is well.");
        await people.RefusedAsync("max approves on that", "case.call-back-required", Caseworkers.Max, cases.ApproveAsync, Alone(id));
        await people.RefusedAsync("ivo calls that number one of the directory", "requester.number-unknown", Caseworkers.Ivo, cases.RecordCallBackAsync, Call(id, MondayRequests.ImpostorsNumber, NumberSource.Directory, "?", confirmed: true));
        await CallAsync(id, MondayRequests.Number, NumberSource.Directory, "Sgt. C. Lindt", confirmed: false);
        telling.Say($"at {MondayRequests.Number}, the number that max looked up, nobody knows a Sgt. Doyle.");
        await people.RefusedAsync("max approves all the same, alone and at once", "case.call-back-required", Caseworkers.Max, cases.ApproveAsync, Alone(id));
        await people.AskAsync(Caseworkers.Max, cases.RejectAsync, new RejectRequest { RequestId = people.Next("reject"), CaseId = id, Reason = "the police do not know the officer" });
        telling.Say("max rejects it. Nothing was collected, packed or said.");
        return id;
    }

    private ApproveRequest Alone(string id)
    {
        var request = steps.Approval(id);
        (request.Facts, request.Link, request.MinimumScope, request.BreakGlass) = ("the caller sounded desperate", "it may help", "all of it", true);
        return request;
    }

    private Task<Case> CallAsync(string id, string number, NumberSource source, string person, bool confirmed) =>
        people.AskAsync(Caseworkers.Ivo, people.Client.Cases.RecordCallBackAsync, Call(id, number, source, person, confirmed));

    private RecordCallBackRequest Call(string id, string number, NumberSource source, string person, bool confirmed) =>
        new() { RequestId = people.Next("call"), CaseId = id, Number = number, Source = source, Person = person, Confirmed = confirmed };
}

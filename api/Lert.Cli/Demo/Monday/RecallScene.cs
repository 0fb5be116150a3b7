using Google.Protobuf.WellKnownTypes;
using Lert.V1;

namespace Lert.Cli.Demo.Monday;

/// <summary>The police call: somebody else has been writing from Det. Vane's address.</summary>
internal sealed class RecallScene(Caseworkers people, CaseSteps steps, EvidenceDesk police, Telling telling)
{
    /// <summary>So many more requests bear her name that the recall takes more than one stretch.</summary>
    public const int Others = 300;

    /// <summary>With those of the scenes before: a preservation, the emergency, and two warrants.</summary>
    public const int Affected = Others + 4;

    private const int AtOnce = 16;

    /// <summary>How many cases had answered, whenever somebody looked.</summary>
    public List<int> Looks { get; } = [];

    /// <summary>The warrant that was on its way out, and its disclosure.</summary>
    public async Task<(string Case, string Disclosure)> PlayAsync(DateTimeOffset at, string hold, string officer)
    {
        telling.Scene("A recall");
        var stopped = await ReadyToLeaveAsync(at, hold);
        await OthersAsync(at);
        await people.UntilAsync("that the directory knows of every case", () => people.RequesterAsync(officer), seen => seen.Cases == Affected);
        telling.Say($"a second warrant is packed and not delivered yet; {Affected} cases bear Det. Vane's name.");

        await people.AskAsync(Caseworkers.Max, people.Client.Requesters.RecallAsync, new RecallRequest
        {
            RequestId = people.Next("recall"), RequesterId = officer, AsOf = Timestamp.FromDateTimeOffset(at.AddDays(-3)), Reason = "her mailbox was taken over on Friday",
        });
        telling.Say("the police call: her mailbox was taken over on Friday. max recalls her, with one command.");
        await FollowAsync(officer);
        await people.UntilAsync("that the disclosure is cancelled", () => people.DisclosureAsync(stopped.Disclosure), seen => seen.Status == DisclosureStatus.Cancelled);
        await people.RefusedAsync("pia delivers the second warrant", "disclosure.not-allowed", Caseworkers.Pia, people.Client.Disclosures.DeliverAsync, steps.Delivery(stopped.Disclosure));
        await people.RefusedAsync("max approves it again", "case.recall-open", Caseworkers.Max, people.Client.Cases.ApproveAsync, steps.Approval(stopped.Case));
        await people.AskAsync(Caseworkers.Cora, people.Client.Cases.ReviewRecallAsync, new ReviewRecallRequest
        {
            RequestId = people.Next("review"), CaseId = stopped.Case, Finding = "the court's clerk confirms the warrant, and that it was Det. Vane who brought it",
        });
        await steps.ApproveAsync(stopped.Case, Caseworkers.Max);
        telling.Say("cora asks the court's clerk and writes down what she found; only then can it be approved anew.");
        return stopped;
    }

    /// <summary>Approved by two, packed, not delivered.</summary>
    private async Task<(string Case, string Disclosure)> ReadyToLeaveAsync(DateTimeOffset at, string hold)
    {
        var id = (await steps.OpenAsync(MondayRequests.Warrant(at, "HC-2027-613"))).CaseId;
        await steps.SilenceAsync(id, at);
        await steps.ToReviewAsync(id);
        await steps.ApproveAsync(id, Caseworkers.Max);
        await steps.ApproveAsync(id, Caseworkers.Cora);
        await steps.CollectAsync(id, MondayRequests.Account, "i1", "i2");
        var prepared = await steps.PrepareAsync(id, police.AsRecipient, CaseSteps.Produced("i1", hold), CaseSteps.Produced("i2", hold));
        await steps.AgreeAsync(prepared, Caseworkers.Max);
        await steps.AgreeAsync(prepared, Caseworkers.Cora);
        await steps.PackAsync(prepared.DisclosureId);
        return (id, prepared.DisclosureId);
    }

    private Task OthersAsync(DateTimeOffset at) => Parallel.ForEachAsync(
        Enumerable.Range(0, Others),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = people.Cancelled },
        async (number, _) => await steps.OpenAsync(MondayRequests.Keeping(at, $"HC-2027-{2_000 + number}")));

    private async Task FollowAsync(string officer)
    {
        var said = -1;
        var done = await people.UntilAsync("the end of the recall", () => people.RequesterAsync(officer), seen =>
        {
            var recall = seen.Recall;
            Looks.Add(recall.Done);
            if (recall.DoneAt is null && recall.Done * 4 / Affected != said)
            {
                said = recall.Done * 4 / Affected;
                telling.Say($"  {recall.Told} of {recall.Total} cases told, {recall.Done} have answered");
            }

            return recall.DoneAt is not null;
        });
        telling.Say(
            $"  {done.Recall.Done} of {done.Recall.Total} have answered: {done.Recall.Returned} back in review, {done.Recall.Reopened} open again, {done.Recall.Held} wait for their review.");
    }
}

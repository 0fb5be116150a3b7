using System.Globalization;
using Lert.Cli.Demo.Night;
using Lert.V1;

namespace Lert.Cli.Demo.Monday;

/// <summary>Whether the Monday went as it must: its order and its facts, from the journal, the API and the disk of the police.</summary>
internal static class MondayChecks
{
    public static IEnumerable<string> Of(MondayStory story) =>
    [
        .. story.Refusals.Where(refused => refused.Answer != refused.Code).Select(refused => $"{refused.What}: {(refused.Answer.Length == 0 ? "it was done" : $"refused with {refused.Answer}")}, not refused with {refused.Code}"),
        .. Emergency(story),
        .. Warrant(story),
        .. Package(story),
        .. Impostor(story),
        .. Recall(story),
        .. Hands(story, story.Emergency.Disclosure),
        .. Hands(story, story.Warrant.Disclosure),
        .. Hands(story, story.Stopped.Disclosure),
        .. story.Verified.ExitCode == 0 ? Array.Empty<string>() : [$"lert journal verify ended with {story.Verified.ExitCode}: {story.Verified.Errors}"],
        .. story.StopCode == 0 ? Array.Empty<string>()
            : [$"the silo of the Monday ended with {story.StopCode?.ToString(CultureInfo.InvariantCulture) ?? "a kill, because it did not stop when asked"}, not with 0"],
    ];

    private static IEnumerable<string> Emergency(MondayStory story)
    {
        var id = story.Emergency.Case.CaseId;
        if (!InOrder(story, id, "case.called-back.v1", "case.called-back.v1", "case.approval-given.v1", "case.approval-given.v1", "case.delivery-made.v1", "case.receipt-confirmed.v1", "case.recalled.v1"))
        {
            yield return "the emergency was not called back, approved twice, delivered, receipted and recalled, in that order";
        }

        if (story.By(id, "case.approval-given.v1").Distinct().Count() != 2)
        {
            yield return "the emergency was not approved by two different people";
        }

        if (story.Emergency.Case.File.FollowUp.Length == 0 || story.Emergency.Case.File.Clocks.All(clock => clock.ClockId != "policy-follow-up" || clock.Status != ClockStatus.Met))
        {
            yield return "the process that follows the emergency did not meet its clock";
        }

        if (!InOrder(story, story.Emergency.Disclosure.DisclosureId, "disclosure.prepared.v1", "disclosure.approved.v1", "disclosure.approved.v1", "disclosure.packaged.v1", "disclosure.delivered.v1", "disclosure.content-taken.v1", "disclosure.receipt-confirmed.v1"))
        {
            yield return "the emergency's production was not prepared, approved twice, packed, delivered, taken and receipted, in that order";
        }
    }

    private static IEnumerable<string> Warrant(MondayStory story)
    {
        var (of, production) = story.Warrant;
        if (!InOrder(story, of.CaseId, "case.approval-given.v1", "case.scope-narrowed.v1", "case.approvals-voided.v1", "case.approval-given.v1", "case.approval-given.v1", "case.delivery-made.v1", "case.approvals-voided.v1"))
        {
            yield return "the warrant was not narrowed, which voids an approval, approved twice after it, delivered, and its approvals void by the recall";
        }

        if (of.File.Intake.Items.Any(item => item.From.Length > 0) || !of.File.Narrowing.Any(item => item is { ItemId: "i2", From: "2027-05-01", Until: "2027-05-31" }))
        {
            yield return "the narrowed scope does not stand beside the original one";
        }

        if (!InOrder(
            story, production.DisclosureId, "disclosure.prepared.v1", "disclosure.approved.v1", "disclosure.revised.v1", "disclosure.approvals-voided.v1", "disclosure.approved.v1", "disclosure.approved.v1",
            "disclosure.packaging-started.v1", "disclosure.packaged.v1", "disclosure.delivered.v1", "disclosure.content-taken.v1"))
        {
            yield return "one data type more did not void the approval, or something was read, packed or taken before two approved it anew";
        }
    }

    /// <summary>The subscriber's data and the messages of May, as they were when the picture was taken, and nothing else.</summary>
    private static IEnumerable<string> Package(MondayStory story)
    {
        var due = story.Taken.Where(file => file.Key.StartsWith("basic-subscriber/", StringComparison.Ordinal)).Select(file => (Name: $"i1/{file.Key}", Sha256: file.Value))
            .Concat(story.Taken.Where(file => file.Key.StartsWith("contents/2027-05-", StringComparison.Ordinal)).Select(file => (Name: $"i2/{file.Key}", Sha256: file.Value))).ToArray();
        foreach (var (name, sha256) in due.Where(file => story.Found.GetValueOrDefault(file.Name) != file.Sha256))
        {
            yield return $"{name} with {sha256} is not in the package";
        }

        foreach (var name in story.Found.Keys.Except(due.Select(file => file.Name)).Except(["manifest.json", "certificate.txt", "certificate.json"]))
        {
            yield return $"{name} is in the package, and was not approved";
        }

        if (story.Found.GetValueOrDefault("manifest.json") != story.Warrant.Disclosure.Package?.ManifestSha256)
        {
            yield return "the manifest in the package is not the one that the journal knows";
        }

        foreach (var (name, right) in ((string, int)[])[(WarrantScene.Opened, ExitCode.Done), (WarrantScene.WithWrongKey, ExitCode.Refused), (WarrantScene.Changed, ExitCode.Refused)])
        {
            if (story.Openings.GetValueOrDefault(name)?.ExitCode != right)
            {
                yield return $"lert disclosure open ({name}) ended with {story.Openings.GetValueOrDefault(name)?.ExitCode}, not with {right}";
            }
        }

        foreach (var name in story.Leftovers)
        {
            yield return $"a package that did not open left {name} behind";
        }
    }

    private static IEnumerable<string> Impostor(MondayStory story)
    {
        if (story.Impostor.File.Asking.Fraud is not { } fraud || fraud.Score < fraud.Threshold || fraud.Reasons.Sum(reason => reason.Weight) != fraud.Score)
        {
            yield return "the false request has no score above its threshold that its reasons explain";
        }

        if (story.Impostor.Status != CaseStatus.Rejected || story.Impostor.File.Approvals.Count > 0 || story.ImpostorsDisclosures > 0)
        {
            yield return $"the false request is {story.Impostor.Status}, with {story.Impostor.File.Approvals.Count} approvals and {story.ImpostorsDisclosures} productions";
        }
    }

    private static IEnumerable<string> Recall(MondayStory story)
    {
        if (story.Officer is not { Status: RequesterStatus.Compromised, Recall: { Total: RecallScene.Affected, Told: RecallScene.Affected, Done: RecallScene.Affected, Returned: 1, Reopened: 2, Held: RecallScene.Affected - 3 } })
        {
            yield return $"the recall did not reach {RecallScene.Affected} cases, one on its way out and two delivered: {story.Officer.Recall}";
        }

        var recalled = story.Journal.Where(line => line.Type == "case.recalled.v1").Select(line => line.Key).ToArray();
        if (recalled.Length != RecallScene.Affected || recalled.Distinct().Count() != recalled.Length)
        {
            yield return $"{recalled.Distinct().Count()} cases were recalled {recalled.Length} times, not {RecallScene.Affected} once each";
        }

        if (story.Looks.Zip(story.Looks.Skip(1)).Any(pair => pair.Second < pair.First))
        {
            yield return "the progress of the recall went backwards";
        }

        if (story.Stopped.Case.Status != CaseStatus.LegalReview || story.Stopped.Disclosure.Status != DisclosureStatus.Cancelled || story.By(story.Stopped.Disclosure.DisclosureId, "disclosure.delivered.v1").Any())
        {
            yield return "what was packed when the recall came was delivered, or is not back in review";
        }

        if (story.Warrant.Case.Status != CaseStatus.Reopened || story.Emergency.Case.Status != CaseStatus.Reopened)
        {
            yield return "what had been delivered before the recall is not open again";
        }

        if (story.Journal.Count(story.IsRecallPaged) != 1 || story.Rings.All(ring => ring.PageId != story.RecallPage || ring.To != NightDesk.PhoneOf(NightDesk.Lena)))
        {
            yield return "the leads were not paged of the recall, once";
        }
    }

    /// <summary>Two different people approved what was packed last, none of them prepared it, and none of them had it in their hands.</summary>
    private static IEnumerable<string> Hands(MondayStory story, Disclosure production)
    {
        var lines = story.Journal.Where(line => line.Key == production.DisclosureId).OrderBy(line => line.Sequence).ToList();
        var approvers = lines.Skip(lines.FindLastIndex(line => line.Type is "disclosure.prepared.v1" or "disclosure.revised.v1") + 1).TakeWhile(line => line.Type != "disclosure.packaging-started.v1")
            .Where(line => line.Type == "disclosure.approved.v1").Select(line => line.By).ToHashSet();
        var others = lines.Where(line => line.Type is "disclosure.prepared.v1" or "disclosure.revised.v1" or "disclosure.packaging-started.v1" or "disclosure.delivered.v1" or "disclosure.content-taken.v1")
            .Select(line => line.By);
        if (approvers.Count < 2 || approvers.Overlaps(others))
        {
            yield return $"production {production.DisclosureId} was packed with {approvers.Count} approvers, and {string.Join(", ", approvers.Intersect(others))} had another hand in it";
        }
    }

    /// <summary>Of these kinds of lines the actor has exactly these, in this order.</summary>
    private static bool InOrder(MondayStory story, string actor, params string[] types) =>
        story.Journal.Where(line => line.Key == actor && types.Contains(line.Type)).OrderBy(line => line.Sequence).Select(line => line.Type).SequenceEqual(types);
}

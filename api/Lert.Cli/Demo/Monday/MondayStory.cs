using System.Globalization;
using Lert.Cli.Demo.Night;
using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console.Rendering;

namespace Lert.Cli.Demo.Monday;

/// <summary>What was seen of the Monday from outside, when it was over.</summary>
internal sealed record MondayStory
{
    public required (Case Case, Disclosure Disclosure) Emergency { get; init; }

    /// <summary>The warrant that was delivered before the recall.</summary>
    public required (Case Case, Disclosure Disclosure) Warrant { get; init; }

    /// <summary>The warrant that was packed when the recall came.</summary>
    public required (Case Case, Disclosure Disclosure) Stopped { get; init; }

    public required Case Impostor { get; init; }
    public required int ImpostorsDisclosures { get; init; }
    public required Requester Officer { get; init; }
    public required string RecallPage { get; init; }
    public required IReadOnlyList<Refused> Refusals { get; init; }

    /// <summary>How the police fared, by the folder that the package was to be opened into.</summary>
    public required IReadOnlyDictionary<string, Ended> Openings { get; init; }

    /// <summary>SHA-256 of each file of the snapshot, by its name there.</summary>
    public required IReadOnlyDictionary<string, string> Taken { get; init; }

    /// <summary>SHA-256 of each file that the police found in the package, by its name there.</summary>
    public required IReadOnlyDictionary<string, string> Found { get; init; }

    /// <summary>Folders that were made of packages that did not open.</summary>
    public required IReadOnlyList<string> Leftovers { get; init; }

    /// <summary>How many cases had answered to the recall, whenever somebody looked.</summary>
    public required IReadOnlyList<int> Looks { get; init; }

    public required IReadOnlyList<JournalLine> Journal { get; init; }

    /// <summary><c>lert journal verify</c>.</summary>
    public required Ended Verified { get; init; }

    public required IReadOnlyList<Ring> Rings { get; init; }
    public required TimeSpan Took { get; init; }
    public required int? StopCode { get; init; }

    /// <summary>Each sentence is a promise that was not kept; none of them is about how long something took.</summary>
    public IEnumerable<string> Breaches() => MondayChecks.Of(this);

    public IEnumerable<string> By(string actor, string type) => Journal.Where(line => line.Key == actor && line.Type == type).Select(line => line.By);

    public IRenderable Table()
    {
        var (recall, fraud) = (Officer.Recall ?? new RecallProgress(), Impostor.File.Asking.Fraud ?? new FraudScore());
        return Sheets.Fields(
            ("Emergency", $"approved by {Names(By(Emergency.Case.CaseId, "case.approval-given.v1"))} after a call-back; {Emergency.Disclosure.Package?.Files} files delivered and receipted; followed by {Emergency.Case.File.FollowUp}"),
            ("Warrant", $"narrowed to {string.Join(", ", Warrant.Case.File.Narrowing.Select(item => item.From.Length == 0 ? item.ItemId : $"{item.ItemId} of {item.From} to {item.Until}"))}; the original stands beside it"),
            ("Four eyes", $"{Names(By(Warrant.Disclosure.DisclosureId, "disclosure.approved.v1"))}; {Journal.Count(line => line.Type is "case.approvals-voided.v1" or "disclosure.approvals-voided.v1")} times approvals were void because what they were for changed"),
            ("Package", $"{Found.Keys.Count(name => name.Contains('/', StringComparison.Ordinal))} of the snapshot's {Taken.Count} files, a manifest and a certificate; opened offline, by the police's key and no other; every hash computed again"),
            ("Refused", $"{Refusals.Count} times what must not be: {string.Join(", ", Refusals.GroupBy(refused => refused.Answer).OrderByDescending(same => same.Count()).Select(same => $"{same.Key} {same.Count()}"))}"),
            ("False request", $"score {fraud.Score} of {fraud.Threshold} by {fraud.Reasons.Count} reasons, unknown to the number that was looked up; {Impostor.Status}"),
            ("Recall", $"one command, {recall.Done} of {recall.Total} cases: {recall.Returned} back in review, {recall.Reopened} open again, {recall.Held} waiting; a packed production stopped; the leads paged {Journal.Count(IsRecallPaged)} time"),
            ("Journal", Verified.Output.Split('\n')[0]),
            ("Took", string.Create(CultureInfo.InvariantCulture, $"{Took.TotalSeconds:0.0} s")),
            ("Result", Breaches().Any() ? $"{Breaches().Count()} BREACHES" : "everything held"));
    }

    public object Json() => new
    {
        Emergency = Emergency.Case.CaseId,
        Warrant = Warrant.Case.CaseId,
        Stopped = Stopped.Case.CaseId,
        Impostor = Impostor.CaseId,
        Refusals,
        Files = Found,
        Recall = new { Officer.Recall?.Total, Officer.Recall?.Done, Officer.Recall?.Returned, Officer.Recall?.Reopened, Officer.Recall?.Held, Looks = Looks.Count },
        JournalLines = Journal.Count,
        TookMilliseconds = (long)Took.TotalMilliseconds,
        Breaches = Breaches(),
    };

    public bool IsRecallPaged(JournalLine line) => line.Key == RecallPage && line.Type == "page.opened.v1";

    private static string Names(IEnumerable<string> people) => string.Join(" and ", people.Distinct());
}

using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Cases;

/// <summary>Disputes, what leaves by hand, and the ends at the side.</summary>
internal static class ProducingVerbs
{
    public static IEnumerable<Command> All(Surroundings surroundings)
    {
        yield return Challenge(surroundings);
        yield return Resolve(surroundings);
        yield return ApproveDisclosure(surroundings);
        yield return WorkVerbs.Step(surroundings, "deliver", "Records a delivery by hand; 'lert disclosure' packs, delivers and records by itself.", "--reference", required: true,
            (text, id) => new DeliverRequest { Reference = text, CaseId = id }, (client, request, call) => client.DeliverAsync(request, call));
        yield return WorkVerbs.Step(surroundings, "receipt", "Records that the requester has confirmed a delivery by hand.", "--reference", required: true,
            (text, id) => new ConfirmReceiptRequest { Reference = text, CaseId = id }, (client, request, call) => client.ConfirmReceiptAsync(request, call));
        yield return WorkVerbs.Step(surroundings, "review-break-glass", "Says what a second person found of an approval by one alone.", "--finding", required: true,
            (text, id) => new ReviewBreakGlassRequest { Finding = text, CaseId = id }, (client, request, call) => client.ReviewBreakGlassAsync(request, call));
        yield return WorkVerbs.Step(surroundings, "follow-up", "Records that the process came which was promised in an emergency.", "--reference", required: true,
            (text, id) => new RecordFollowUpRequest { Reference = text, CaseId = id }, (client, request, call) => client.RecordFollowUpAsync(request, call));
        yield return Withdraw(surroundings);
        yield return Duplicate(surroundings);
        yield return Grant(surroundings);
    }

    private static Command Challenge(Surroundings surroundings)
    {
        var ground = EnumWords.Option<ChallengeGround>("--ground", "On what ground.", required: true);
        var reason = Reason();
        return WorkVerbs.Work(
            surroundings, "challenge", "Disputes the process: nothing is produced meanwhile, and its holds are locked.", [ground, reason],
            (asking, id) => new ChallengeRequest { CaseId = id, Ground = asking.Get(ground) ?? default, Reason = asking.Get(reason) },
            (client, request, call) => client.ChallengeAsync(request, call),
            "--ground overbroad --reason 'It names no time.'");
    }

    private static Command Resolve(Surroundings surroundings)
    {
        var upheld = new Option<bool>("--upheld") { Description = "The challenge was right: the request is rejected. Without it the review goes on." };
        var reason = Reason();
        return WorkVerbs.Work(
            surroundings, "resolve-challenge", "Records how a challenge ended.", [upheld, reason],
            (asking, id) => new ResolveChallengeRequest { CaseId = id, Upheld = asking.Get(upheld), Reason = asking.Get(reason) },
            (client, request, call) => client.ResolveChallengeAsync(request, call),
            "--upheld --reason 'Quashed on 3 December.'");
    }

    private static Command ApproveDisclosure(Surroundings surroundings)
    {
        var hash = new Option<string>("--scope-hash") { Description = "The scope hash that you have read, so that you approve what you saw.", HelpName = "HASH", Required = true };
        var reason = Reason();
        return WorkVerbs.Work(
            surroundings, "approve-disclosure", "Says yes to a delivery by hand of the scope in force. Two people must.", [hash, reason],
            (asking, id) => new ApproveDisclosureRequest { CaseId = id, ScopeHash = asking.Get(hash), Reason = asking.Get(reason) },
            (client, request, call) => client.ApproveDisclosureAsync(request, call),
            "--scope-hash 0123456789abcdefghjkmnpqrs --reason 'As the court ordered.'");
    }

    private static Command Withdraw(Surroundings surroundings)
    {
        var release = new Option<bool>("--may-release-holds") { Description = "The requester said that the data need not be kept: two people may release its holds." };
        var reason = Reason();
        return WorkVerbs.Work(
            surroundings, "withdraw", "Records that the requester no longer wants it; its holds stay.", [reason, release],
            (asking, id) => new WithdrawRequest { CaseId = id, Reason = asking.Get(reason), MayReleaseHolds = asking.Get(release) },
            (client, request, call) => client.WithdrawAsync(request, call),
            "--reason 'The charges were dropped.'");
    }

    private static Command Duplicate(Surroundings surroundings)
    {
        var of = new Option<string>("--of") { Description = "The case that goes on.", HelpName = "CASE", Required = true };
        var reason = Reason();
        return WorkVerbs.Work(
            surroundings, "duplicate", "Says that another case has the same request.", [of, reason],
            (asking, id) => new MarkDuplicateRequest { CaseId = id, OfCaseId = asking.Get(of), Reason = asking.Get(reason) },
            (client, request, call) => client.MarkDuplicateAsync(request, call),
            "--of us-c-9876543210abcdefghjkmnpqrs --reason 'Sent twice.'");
    }

    private static Command Grant(Surroundings surroundings)
    {
        var subject = new Option<string>("--subject") { Description = "Whose token may see it.", HelpName = "SUBJECT", Required = true };
        var reason = Reason();
        return WorkVerbs.Work(
            surroundings, "grant-access", "Lets one more person see a restricted case.", [subject, reason],
            (asking, id) => new GrantAccessRequest { CaseId = id, Subject = asking.Get(subject), Reason = asking.Get(reason) },
            (client, request, call) => client.GrantAccessAsync(request, call),
            "--subject bea --reason 'Reads Arabic.'");
    }

    private static Option<string> Reason() => new("--reason") { Description = "Why, for the journal.", HelpName = "TEXT", Required = true };
}

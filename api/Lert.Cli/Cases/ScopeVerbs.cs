using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Cases;

/// <summary>What of the request stays, whom it means, and what became of each item.</summary>
internal static class ScopeVerbs
{
    public static IEnumerable<Command> All(Surroundings surroundings)
    {
        yield return Narrow(surroundings);
        yield return ChooseAccount(surroundings);
        yield return WorkVerbs.Step(surroundings, "translation", "Records that a translation came.", "--reference", required: true,
            (text, id) => new RecordTranslationRequest { Reference = text, CaseId = id }, (client, request, call) => client.RecordTranslationAsync(request, call));
        yield return RecordItem(surroundings);
        yield return Amend(surroundings);
    }

    private static Command Narrow(Surroundings surroundings)
    {
        var keep = new Option<string[]>("--keep")
        {
            Description = "An item that stays, and the days of it where they are fewer. Repeatable.", HelpName = "ITEM[=FROM..UNTIL]", Required = true,
        };
        var reason = Reason("Why no more stays, for the journal.");
        return WorkVerbs.Work(
            surroundings, "narrow", "Keeps only some items of the scope; the original stands beside it, and approvals of it are void.", [keep, reason],
            (asking, id) => new NarrowRequest { CaseId = id, Items = { (asking.Get(keep) ?? []).Select(Item) }, Reason = asking.Get(reason) },
            (client, request, call) => client.NarrowAsync(request, call),
            "--keep i1 --keep i2=2026-01-01..2026-01-31 --reason 'A year of messages is too much.'");
    }

    /// <summary><c>i1</c>, <c>i1=2026-01-01..2026-01-31</c>, <c>i1=..2026-01-31</c>. What is wrong with a day is said by the server, with its field.</summary>
    private static NarrowedItem Item(string text)
    {
        var (item, days) = text.Split('=', 2) is [var name, var span] ? (name, span) : (text, "..");
        return days.Split("..", 2) is [var from, var until]
            ? new NarrowedItem { ItemId = item, From = from, Until = until }
            : throw new UsageException($"--keep: '{text}' is not of the form ITEM=FROM..UNTIL, such as i2=2026-01-01..2026-01-31");
    }

    private static Command ChooseAccount(Surroundings surroundings)
    {
        var handle = new Option<string>("--handle") { Description = "The handle that the request names.", HelpName = "HANDLE", Required = true };
        var account = new Option<string>("--account") { Description = "The account that is meant.", HelpName = "ID", Required = true };
        var day = new Option<string>("--used-on") { Description = "A day on which it used the handle.", HelpName = "DAY", Required = true };
        var reason = Reason("Why this one, for the journal.");
        return WorkVerbs.Work(
            surroundings, "choose-account", "Says which of several accounts a handle means.", [handle, account, day, reason],
            (asking, id) => new ChooseAccountRequest { CaseId = id, Handle = asking.Get(handle), AccountId = asking.Get(account), UsedOn = asking.Get(day), Reason = asking.Get(reason) },
            (client, request, call) => client.ChooseAccountAsync(request, call),
            "--handle @dawn --account us-1700000001 --used-on 2026-05-01 --reason 'It had the name in May.'");
    }

    private static Command RecordItem(Surroundings surroundings)
    {
        var item = new Option<string>("--item") { Description = "The item: i1.", HelpName = "ITEM", Required = true };
        var account = new Option<string>("--account") { Description = "The account that it is about.", HelpName = "ID", Required = true };
        var outcome = EnumWords.Option<ItemOutcome>("--outcome", "What became of it.", required: true);
        var reason = new Option<string?>("--reason") { Description = "Why, where it was not collected.", HelpName = "TEXT" };
        return WorkVerbs.Work(
            surroundings, "record-item", "Says what became of one item in collection.", [item, account, outcome, reason],
            (asking, id) => new RecordItemRequest
            {
                CaseId = id, ItemId = asking.Get(item), AccountId = asking.Get(account), Outcome = asking.Get(outcome) ?? default, Reason = asking.Get(reason) ?? "",
            },
            (client, request, call) => client.RecordItemAsync(request, call),
            "--item i1 --account us-1700000001 --outcome collected");
    }

    private static Command Amend(Surroundings surroundings)
    {
        var field = EnumWords.Option<CaseField>("--field", "Which field of the registration.", required: true);
        var value = new Option<string>("--value") { Description = "What it should say.", HelpName = "TEXT", Required = true };
        var reason = Reason("Why, for the journal.");
        return WorkVerbs.Work(
            surroundings, "amend", "Corrects a field of the registration; what it said stays in the journal.", [field, value, reason],
            (asking, id) => new AmendRequest { CaseId = id, Field = asking.Get(field) ?? default, Value = asking.Get(value), Reason = asking.Get(reason) },
            (client, request, call) => client.AmendAsync(request, call),
            "--field officer --value 'Det. R. Vance' --reason 'Misread.'");
    }

    private static Option<string> Reason(string description) => new("--reason") { Description = description, HelpName = "TEXT", Required = true };
}

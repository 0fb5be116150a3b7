using System.CommandLine;
using System.CommandLine.Parsing;
using Lert.Domain.Legal;
using NodaTime;

namespace Lert.Cli.Legal;

/// <summary>The options of one computation, and everything that can be wrong with them.</summary>
internal sealed class RequestOptions(BookOptions books)
{
    public Option<string> Regime { get; } = new("--regime")
    {
        Description = "the regime, such as us-2703f; 'lert legal regimes' lists them; required",
        HelpName = "ID",
    };

    public Option<string> Trigger { get; } = new("--trigger")
    {
        Description = "what starts the period: the receipt, the service, the completed submission; required",
        HelpName = "INSTANT",
    };

    public Option<string?> Zone { get; } = new("--zone")
    {
        Description = "the case's counting zone, such as America/New_York; without it, the regime's",
        HelpName = "ZONE",
    };

    public Option<string?> Order { get; } = new("--order")
    {
        Description = "what the order itself says: a number of days, or a date such as 2026-08-14",
        HelpName = "N|DATE",
    };

    public Option<string[]> Extension { get; } = new("--extension")
    {
        Description = "when an extension was asked for; once for each, in their order",
        HelpName = "INSTANT",
    };

    public Option<string?> LockedFrom { get; } = new("--locked-from")
    {
        Description = "when it was locked: process served on the data, or legal assistance filed",
        HelpName = "INSTANT",
    };

    public Option<string?> LockedUntil { get; } = new("--locked-until")
    {
        Description = "when it was unlocked; without it, it still is",
        HelpName = "INSTANT",
    };

    /// <summary>Everything that is wrong with the values, and what is missing.</summary>
    public List<string> Problems(CommandResult result)
    {
        var problems = new List<string>();
        ReadAll(result, problems);
        return problems;
    }

    /// <summary>The book and the request, of options that have no problem.</summary>
    public (RegimeBook Book, LegalRequest Request) Read(CommandResult result) =>
        ReadAll(result, []) ?? throw new InvalidOperationException("The options were validated before.");

    private (RegimeBook Book, LegalRequest Request)? ReadAll(CommandResult result, List<string> problems)
    {
        // Required by hand: the parser stops looking for what is missing once it has found something that it does not know.
        problems.AddRange(new Option[] { Regime, Trigger }.Where(option => Text(result, option) is null).Select(option => $"{option.Name} is required"));
        var trigger = ReadInstant(result, Trigger, problems);
        var extensions = result.GetResult(Extension)?.Tokens.Select(token => ParseInstant(Extension.Name, token.Value, problems)).ToArray() ?? [];
        var (lockedFrom, lockedUntil) = (ReadInstant(result, LockedFrom, problems), ReadInstant(result, LockedUntil, problems));
        var order = ReadOrder(result, problems);
        if (!books.TryLoad(result, out var book, out var broken))
        {
            problems.AddRange(broken);
            return null;
        }

        var request = new LegalRequest
        {
            RegimeId = Text(result, Regime) ?? "",
            Trigger = trigger ?? NodaConstants.UnixEpoch,
            Zone = Text(result, Zone),
            Order = order,
            Extensions = [.. extensions.OfType<Instant>()],
            LockedFrom = lockedFrom,
            LockedUntil = lockedUntil,
        };
        problems.AddRange(LegalClock.InputProblems(book, request).Where(problem => !FollowsFromUnread(result, request, problem.Code)).Select(problem => problem.Message));
        return (book, request);
    }

    // A value that is missing or could not be read has its sentence already; the rules must not complain about its absence too.
    private bool FollowsFromUnread(CommandResult result, LegalRequest request, string code) => code switch
    {
        LegalErrorCode.RegimeUnknown => Text(result, Regime) is null,
        LegalErrorCode.OrderRequired => Text(result, Order) is not null,
        LegalErrorCode.LockInvalid => request.LockedFrom is null && Text(result, LockedFrom) is not null,
        LegalErrorCode.ExtensionBeforeTrigger => request.Trigger == NodaConstants.UnixEpoch,
        _ => false,
    };

    private Order? ReadOrder(CommandResult result, List<string> problems)
    {
        if (Text(result, Order) is not { } text)
        {
            return null;
        }

        var order = Domain.Legal.Order.Parse(text);
        if (order is null)
        {
            problems.Add($"{Order.Name}: {Domain.Legal.Order.WhyUnreadable(text)}");
        }

        return order;
    }

    private static Instant? ReadInstant(CommandResult result, Option option, List<string> problems) =>
        Text(result, option) is { } text ? ParseInstant(option.Name, text, problems) : null;

    private static Instant? ParseInstant(string option, string text, List<string> problems)
    {
        var instant = InstantText.Parse(text);
        if (instant is null)
        {
            problems.Add($"{option}: {InstantText.WhyUnreadable(text)}");
        }

        return instant;
    }

    private static string? Text(CommandResult result, Option option) => result.GetResult(option)?.Tokens is [.., var last] ? last.Value : null;
}

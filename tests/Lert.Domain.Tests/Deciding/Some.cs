using System.Globalization;
using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Domain.Legal;
using Lert.Grains.Cases;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Deciding;

/// <summary>Test data: a request under 18 U.S.C. § 2703(f), received on Thursday 2026-01-15. Its dates are row p001 of the golden vectors.</summary>
internal static class Some
{
    public const string CaseId = "us-c-1";
    public const string AccountId = "us-account-1";
    public const string PageId = "us-p-1";
    public const string Regime = "us-2703f";

    /// <summary>When the hold of <see cref="Order"/> ends: the 90th day is Wednesday 2026-04-15.</summary>
    public const string End = "2026-04-16T07:00:00Z";

    /// <summary>Day 180 is Tuesday 2026-07-14.</summary>
    public const string ExtendedEnd = "2026-07-15T07:00:00Z";

    /// <summary>30 days after a release on 2026-04-16, in UTC.</summary>
    public const string GraceEnd = "2026-05-17T00:00:00Z";

    public static DateTimeOffset Start { get; } = Instant("2026-01-15T10:00:00Z");

    public static Rules Rules { get; } = new(RegimeBook.BuiltIn);

    public static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static HoldOrder Order(string caseId = CaseId, string accountId = AccountId, string regime = Regime, string trigger = "2026-01-15T10:00:00Z") =>
        new(HoldId.Of(caseId, accountId), caseId, accountId, regime, Instant(trigger), null, "agency 26/0042", null);

    public static HoldDates Dates { get; } = new(new(2026, 4, 15), new(2026, 4, 15), Instant(End), null, 0, "America/Los_Angeles", "…");

    public static HoldDates ExtendedDates { get; } = new(new(2026, 7, 14), new(2026, 7, 14), Instant(ExtendedEnd), null, 1, "America/Los_Angeles", "…");

    public static HoldEvent.Placed Placed { get; } = new(Order(), Start, Dates, null);

    public static HoldEvent.Released Released { get; } = new(Instant(End), Instant(End), Early: false, []);

    public static Snapshot Snapshot { get; } = new("snap-1", new string('a', 64));

    public static HoldLock Lock(string reference, string at, string by = "user:lead") => new(reference, Instant(at), by);

    public static AccountEvent.HoldAttached Attached(HoldOrder? order = null, long revision = 0, string askAt = "2026-04-16T08:00:00Z") =>
        new(order ?? Order(), Start, revision, Instant(askAt));

    public static CaseCommand.Open Open(params ReadOnlySpan<string> accounts) => new(
        CaseKind.Preservation, Regime, Start, null, "Agency of .example", "Officer A", "agency 26/0042", [.. Requests(accounts)]);

    public static CaseEvent.Opened Opened { get; } = new(
        CaseKind.Preservation, Regime, Start, null, "Agency of .example", "Officer A", "agency 26/0042", Start, "user:lead");

    public static HoldRequest[] Requests(params ReadOnlySpan<string> accounts)
    {
        var requests = new HoldRequest[accounts.Length];
        for (var i = 0; i < accounts.Length; i++)
        {
            requests[i] = new HoldRequest(accounts[i], null);
        }

        return requests;
    }

    /// <summary>The built-in regimes with holidays added or taken away, as a deployment that learns of one.</summary>
    public static Rules RulesWith(Func<string, string>? holidays = null, Func<string, string>? regimes = null)
    {
        var loaded = RegimeBook.Load((regimes ?? Same)(Resource("regimes.json")), (holidays ?? Same)(Resource("holidays.csv")));
        Assert.Empty(loaded.Problems);
        return new Rules(loaded.Book!);
    }

    private static string Same(string text) => text;

    private static string Resource(string name)
    {
        using var stream = typeof(RegimeBook).Assembly.GetManifestResourceStream($"Lert.Domain.Legal.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

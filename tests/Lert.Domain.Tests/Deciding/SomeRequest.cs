using System.Collections.Immutable;
using Lert.Grains.Cases;

namespace Lert.Domain.Tests.Deciding;

/// <summary>Typed requests of each kind, whole as they should be. A test takes away or changes what it is about.</summary>
internal static class SomeRequest
{
    /// <summary>Monday 2026-09-07, 10:00 in Dublin; after every first day.</summary>
    public static DateTimeOffset Received { get; } = Some.Instant("2026-09-07T09:00:00Z");

    public static ScopeItem Item(DataCategory category, string account = "us-account-1") => new("", category, account, "", null, null, []);

    public static CaseIntake Intake(params ReadOnlySpan<ScopeItem> items) => new(
        "us", "Superior Court of Harbour County", "Judge B", null, "fraud", "the provision", "US", "", "C-77", "", "", "en", false, "", "", "", [], [.. items], [], false, 0);

    public static CaseCommand.Open Open(CaseKind kind, string regime, CaseIntake intake) =>
        new(kind, regime, Received, null, "Agency of .example", "Officer A", "agency 26/0042", [], intake);

    public static CaseCommand.Open Warrant(params ReadOnlySpan<ScopeItem> items) =>
        Open(CaseKind.Warrant, "us-warrant", Intake(items.IsEmpty ? [Item(DataCategory.BasicSubscriber), Item(DataCategory.Contents)] : items));

    public static CaseCommand.Open Subpoena(params ReadOnlySpan<ScopeItem> items) =>
        Open(CaseKind.Subpoena, "us-subpoena", Intake(items.IsEmpty ? [Item(DataCategory.BasicSubscriber), Item(DataCategory.Contents)] : items) with { OrderDate = new DateOnly(2026, 9, 21) });

    public static CaseCommand.Open Emergency() => Open(
        CaseKind.Emergency, "us-edr", Intake(Item(DataCategory.BasicSubscriber)) with { Danger = "a threat to a school", ContactNumber = "+1 555 0100" });

    public static CaseCommand.Open Epoc() => Open(
        CaseKind.Epoc, "eu-epoc", Intake(Item(DataCategory.Contents, "eu-account-1")) with { Entity = "ie", Country = "FR" });

    public static CaseCommand.Open Restricted() => Warrant() is var open
        ? open with { Intake = open.Intake! with { SpecialTargets = [SpecialTarget.Journalist], SeniorReviewer = "user:senior" } }
        : open;

    public static CaseCommand.Open Handle() => Warrant(
        new ScopeItem("", DataCategory.Contents, "", "@dawn", new DateOnly(2026, 1, 1), new DateOnly(2026, 6, 30), [
            new HandleUse("us-account-1", new DateOnly(2025, 1, 1), new DateOnly(2026, 3, 31)), new HandleUse("us-account-2", new DateOnly(2026, 4, 1), null),
        ]));

    public static CaseCommand.Open Removal() => Open(
        CaseKind.RemovalRequest, "us-takeitdown", Intake() with { ContentLocation = "https://share.example/v/1" });

    /// <summary>We found it ourselves, and do not know where.</summary>
    public static CaseCommand.Open Threat(string country = "", string authority = "Europol") => Open(
        CaseKind.ThreatReport, "", Intake(Item(DataCategory.BasicSubscriber)) with { Danger = "a threat to a school", Country = country }) with { Agency = authority };

    /// <summary>One of each that has a path of its own.</summary>
    public static ImmutableArray<CaseCommand.Open> Various { get; } =
        [Warrant(), Emergency(), Subpoena(), Handle(), Restricted(), Epoc(), Removal(), Threat(), Open(CaseKind.Mlat, "", Intake(Item(DataCategory.Contents)))];
}

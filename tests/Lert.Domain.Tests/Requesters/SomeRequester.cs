using System.Collections.Immutable;
using Lert.Domain.Requesters;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Cases;
using Lert.Grains.Links;
using Lert.Grains.Requesters;

namespace Lert.Domain.Tests.Requesters;

/// <summary>An agency of <c>.example</c> and an officer of it, as the requests of <see cref="Some"/> name them.</summary>
internal static class SomeRequester
{
    public const string AgencyName = "Agency of .example";
    public const string OfficerName = "Officer A";
    public const string Domain = "police.example";
    public const string Number = "+1 555 0199";

    public static string Agency { get; } = RequesterKey.AgencyOf("us", AgencyName);

    public static string Officer { get; } = RequesterKey.OfficerOf("us", AgencyName, OfficerName);

    public static AgencyDirectory Directory { get; } = new("US", [Domain], [Number]);

    /// <summary>Of somebody who is known, and against whom nothing speaks.</summary>
    public static RequesterAnswer Answer { get; } = new(Officer, AgencyName, OfficerName, IsVerified: true, EarlierCases: 9, Emergencies: 1, IsFast: false, IsNumberKnown: true, "US");

    public static RecallNotice Notice { get; } = new(Officer, 1, Some.Instant("2026-09-01T00:00:00Z"), "the account was taken over");

    public static RequesterEvent.Registered Registered { get; } = new(AgencyName, OfficerName, Some.Start, "system:case");

    public static RequesterCommand.NoteCase Case(string id, DateTimeOffset openedAt, CaseKind kind = CaseKind.Emergency, string number = "") =>
        new(AgencyName, OfficerName, id, kind, openedAt, number, Directory);

    /// <summary>For the walks through all commands and events.</summary>
    public static ImmutableArray<object?> Samples(Type type) => type.Name switch
    {
        nameof(CaseLink) => [new CaseLink("us-c-2", LinkGround.Account, "us-account-1", LinkStatus.Suggested), new CaseLink("some OtherCase", LinkGround.AgencyReference, "26/0042", LinkStatus.Suggested)],
        nameof(RequesterAnswer) => [Answer, Answer with { IsFast = true }],
        nameof(RecallNotice) => [Notice, Notice with { Number = 2 }],
        nameof(FraudScore) => [new FraudScore(60, 50, [])],
        nameof(NumberEntry) => [new NumberEntry(Number, "their site")],
        nameof(AgencyDirectory) => [Directory, AgencyDirectory.Unknown],
        nameof(CaseStretch) => [new CaseStretch(["us-c-1", "us-c-2"], 7, IsLast: false), new CaseStretch([], 9, IsLast: true)],
        nameof(OfficerCall) => [new OfficerCall("us-c-1", Number, "Sgt. C", true, Some.Start, "user:lead")],
        nameof(AgencyProfile) => [new AgencyProfile("US", AgencyKind.Police, [Domain], [new DirectoryNumber(Number, "their site", "user:lead", Some.Start)])],
        nameof(OfficerProfile) => [new OfficerProfile("4711", $"vane@{Domain}"), new OfficerProfile("4711", $"vane@other.{Domain}")],
        _ => default,
    };
}

using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Holds;
using Lert.Domain.Pages;
using Lert.Domain.Responders;
using Lert.Domain.Tests.Assignments;
using Lert.Domain.Tests.Disclosures;
using Lert.Domain.Tests.Letters;
using Lert.Domain.Tests.Notices;
using Lert.Domain.Tests.Pages;
using Lert.Domain.Tests.Requesters;
using Lert.Domain.Tests.Responders;
using Lert.Domain.Tests.Rotas;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Grains.Letters;
using Lert.Grains.Notices;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;

namespace Lert.Domain.Tests.Deciding;

/// <summary>What a parameter may be, by its name and type: values that a decision tells apart.</summary>
internal static class SampleValues
{
    private static readonly DateTimeOffset End = Some.Instant(Some.End);

    /// <summary>Values of records whose parts must fit together, which their combinations hardly ever do.</summary>
    public static ImmutableArray<object> Whole(Type record) => record == typeof(CaseCommand.Open)
        ? [Some.Open(), Some.Open(Some.AccountId), .. SomeRequest.Various]
        : [.. SomeDisclosure.Commands.Where(command => command.GetType() == record), .. SomeLetter.Commands.Where(command => command.GetType() == record)];

    public static ImmutableArray<object?> Of(string name, Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return [null, .. Of(name, inner)];
        }

        if (type.IsEnum)
        {
            return [.. Enum.GetValues(type).Cast<object?>()];
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            var element = type.GetGenericArguments()[0];
            return [ClosedHierarchy.ArrayOf(element, Array.Empty<object>()), ClosedHierarchy.ArrayOf(element, Of(name, element).Where(value => value is not null).Take(2))];
        }

        return Known(name, type) is { IsDefault: false } known
            ? known
            : throw new NotSupportedException($"There are no samples of {type.Name} {name}: say here what a decision can tell apart.");
    }

    private static ImmutableArray<object?> Known(string name, Type type) => (type.Name, name) switch
    {
        (nameof(String), "Country") => ["US"],
        (nameof(String), "Domains") => [SomeRequester.Domain],
        (nameof(String), "Email") => [$"vane@{SomeRequester.Domain}"],
        (nameof(String), "Number") => [SomeRequester.Number, "+1 555 0100"],
        (nameof(String), "StepId") => ["face", "facts", "nowhere"],
        (nameof(String), "HoldId") => [Some.Order().HoldId, Some.Order("us-c-2").HoldId],
        (nameof(String), "Reference") => ["warrant 1", "warrant 2"],
        (nameof(String), "Regime") => [Some.Regime, "us-cybertip", "us-warrant", "xx-unknown"],
        (nameof(String), "Zone") => [null, "America/New_York", "Mars/Olympus"],
        (nameof(String), "AccountId") => [Some.AccountId, "us-account-2", "eu-account-1"],
        (nameof(String), "ClockId") => ["us-warrant", "policy-answer", "policy-break-glass-review", "us-edr"],
        (nameof(String), "OrderId") => ["o1", "o9"],
        (nameof(String), "ItemId") => ["i1", "i9"],
        (nameof(String), "OrderReference") => [null, "order 4"],
        (nameof(String), "BasisSeen") => [null, Some.Order().Basis, "another basis"],
        (nameof(String), "DeliveryId") => [$"{Some.PageId}/1", $"{Some.PageId}/2"],
        (nameof(String), "Desk") => [PageSamples.Desk, ""],
        (nameof(String), "ResponderId") => [SomeResponder.Id, "us-u-ben"],
        (nameof(CandidateFacts), _) => [.. SomeCandidates.Facts],
        (nameof(Int64), "Attempt") => [0L, 1L, long.MaxValue],
        (nameof(String), "CaseId") => [Some.CaseId, "us-c-2"],
        (nameof(String), "Unreachable") => [SomeDesk.Ana],
        (nameof(String), "OverrideId") => ["o1", "o9"],
        (nameof(RotaDefinition), _) => [SomeDesk.Weekly, SomeDesk.Of(SomeDesk.Layer("weekdays", SomeDesk.Weekdays))],
        (nameof(OverrideOrder), _) =>
        [
            new OverrideOrder("2026-01-20T09:00", "2026-01-21T09:00", SomeDesk.Ana, SomeDesk.Cy, "ill"), new OverrideOrder("2026-04-20T09:00", "2026-04-21T09:00", null, null, null),
        ],
        (nameof(SwapSide), "One") => [new SwapSide(SomeDesk.Ana, "2026-01-20T09:00", "2026-01-21T09:00"), new SwapSide(SomeDesk.Cy, "2026-01-20T09:00", "2026-01-21T09:00")],
        (nameof(SwapSide), _) => [new SwapSide(SomeDesk.Bo, "2026-01-27T09:00", "2026-01-28T09:00"), new SwapSide(SomeDesk.Bo, "2026-01-13T09:00", "2026-01-14T09:00")],
        (nameof(RotaOverrideView), _) => [SomeDesk.Made(), SomeDesk.Made("o2", "2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z")],
        (nameof(HandoffNote), _) => [new HandoffNote("all quiet", Some.Start, "user:lead")],
        (nameof(RotaGap), _) => [new RotaGap(Some.Start, End)],
        (nameof(String), _) => [$"some {name}"],
        (nameof(DateTimeOffset), _) => [Some.Start, End, DateTimeOffset.MinValue, DateTimeOffset.MaxValue],
        (nameof(DateOnly), _) => [new DateOnly(2026, 4, 15)],
        (nameof(Int32), _) => [0, 1],
        (nameof(Int64), _) => [0L, 3L, long.MaxValue],
        (nameof(Boolean), _) => [false, true],
        (nameof(HoldOrder), _) => [Some.Order(), Some.Order("us-c-2"), Some.Order(regime: "xx-unknown"), Some.Order(trigger: "0001-01-01T00:00:00Z")],
        (nameof(Snapshot), _) => [Some.Snapshot, Some.Snapshot with { Id = "snap-2" }],
        (nameof(HoldRequest), _) => [new HoldRequest(Some.AccountId, null), new HoldRequest("us-account-2", Some.Snapshot)],
        (nameof(HoldLock), _) => [Some.Lock("warrant 1", Some.End), Some.Lock("warrant 2", Some.End)],
        (nameof(ReleaseApproval), _) => [new ReleaseApproval("user:lead", Some.Start, ReleaseGround.Withdrawn, "they withdrew", null, null)],
        (nameof(HoldDates), _) => [Some.Dates, Some.ExtendedDates, Some.Dates with { OwnEnd = null, RolledLastDay = null, AlarmAt = Some.Start }],
        (nameof(TimeSpan), _) => [TimeSpan.FromSeconds(5), TimeSpan.MinValue, TimeSpan.MaxValue],
        (nameof(PageFacts), _) => [.. PageSamples.Facts],
        (nameof(PageAlert), _) => [PageSamples.Alert, PageSamples.Alert with { Urgency = Urgency.Normal, Desk = "" }],
        (nameof(EscalationPolicy), _) => [.. PageSamples.Policies],
        (nameof(ToldPerson), _) => [new ToldPerson(PageSamples.Ana, "named", Some.Start, Reach.Waiting), new ToldPerson(PageSamples.Ben, "named", Some.Start, Reach.NotReached)],
        (nameof(Delivery), _) => [PageSamples.Delivery(1, PageSamples.Ana), PageSamples.Delivery(2, PageSamples.Ben) with { Offers = 0 }],
        (nameof(DeliveryOffer), _) => [new DeliveryOffer($"{Some.PageId}/1", End), new DeliveryOffer($"{Some.PageId}/9", End)],
        (nameof(ResponderProfile), _) => [SomeResponder.Profile, SomeResponder.Profile with { Zone = "Asia/Tokyo", Clearance = Clearance.Standard }, SomeResponder.Profile with { Zone = "Mars/Olympus" }],
        (nameof(ContactRule), _) => [SomeResponder.Rule],
        (nameof(AssignmentNeed), _) => [SomeResponder.Need(), SomeResponder.Need("us-c-2", 20, severe: true)],
        (nameof(LeadOverride), _) => [new LeadOverride("lead", "nobody else is there")],
        (nameof(CapOverride), _) => [SomeResponder.Granted],
        (nameof(ViewedDay), _) => [new ViewedDay(new DateOnly(2026, 4, 15), TimeSpan.FromMinutes(30))],
        _ => SomeRequester.Samples(type) is { IsDefault: false } asking ? asking : Work(name, type),
    };

    private static ImmutableArray<object?> Work(string name, Type type) => (type.Name, name) switch
    {
        (nameof(CaseIntake), _) => [SomeRequest.Warrant().Intake],
        (nameof(ItemVerdict), _) => [new ItemVerdict("i1", null, "the law", ""), new ItemVerdict("i2", "scope.requires-warrant", "the law", "ask again")],
        (nameof(NarrowedItem), _) => [new NarrowedItem("i1", null, null), new NarrowedItem("i2", new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 31))],
        (nameof(HandleChoice), _) =>
            [new HandleChoice("@dawn", "us-account-1", new DateOnly(2026, 2, 1)), new HandleChoice("@dawn", "us-account-1", new DateOnly(2026, 5, 1)), new HandleChoice("@dusk", "us-account-1", default)],
        (nameof(DecisionRecord), _) => [new DecisionRecord("facts", "link", "minimum"), new DecisionRecord("facts", "", "minimum")],
        (nameof(CallBack), _) => [new CallBack("+1 555 0199", NumberSource.Directory, "Sgt. C", true, Some.Start, "user:lead")],
        (nameof(CaseApproval), _) => [new CaseApproval("user:lead", Some.Start, "hash", "reason", null, false), new CaseApproval("user:counsel", Some.Start, "hash", "reason", null, true)],
        (nameof(ItemRecord), _) => [new ItemRecord("i1", "us-account-1", ItemOutcome.Collected, "", Some.Start, "user:lead")],
        (nameof(AuthorityAnswered), _) => [new AuthorityAnswered(AuthorityStance.WillNotRefuse, Some.Start, "ref", Some.Start, "user:lead")],
        (nameof(SilenceTerm), _) => [SomeNotice.Days(180), SomeNotice.NoEnd(), SomeNotice.Until(new DateOnly(2026, 12, 24), "Europe/Dublin"), SomeNotice.Days(900, "2026-01-15T10:00:00Z")],
        (nameof(SilenceOrder), _) =>
        [
            new SilenceOrder("o1", SilenceBasis.CourtOrder, "a court", "order 1", SomeNotice.Days(180), Some.Start, End, "silence-o1", 0, Some.Start, "user:lead", null, null),
            new SilenceOrder("o2", SilenceBasis.OtherLaw, "a court", "order 2", SomeNotice.NoEnd(), Some.Start, null, "silence-review-o2-1", 0, Some.Start, "user:lead", End, "lifted"),
        ],
        (nameof(NoticeExemption), _) => [new NoticeExemption(NoticeGround.DangerToLife, [new NoticeApproval("user:lead", Some.Start, "why")])],
        (nameof(NoticeGiven), _) => [new NoticeGiven(Some.AccountId, NoticeChannel.Mail, "notice-7", Some.Start, End, Some.Start, "user:lead")],
        (nameof(CaseLetter), _) => [new CaseLetter(SomeLetter.Id, LetterKind.Receipt, "en", LetterStatus.Drafted, Some.Start, SomeLetter.Drafter), new CaseLetter("us-l-2", LetterKind.Refusal, "ar", LetterStatus.SignedOff, Some.Start, SomeLetter.Signer)],
        (nameof(GivenField), _) => [new GivenField("contact", "lert@company.example")],
        (nameof(TemplateStamp), _) => [new TemplateStamp(1, "", null)],
        (nameof(LetterField), _) => [new LetterField("agency", ["Agency of .example"], false)],
        (nameof(CaseRules), _) => [CaseRules.Of(CaseKind.Warrant, Some.Rules)],
        (nameof(Playbook), _) => [new Playbook(2, [new PlaybookStep("face", "Read it.", []), new PlaybookStep("facts", "Find them.", [CaseStatus.Approved, CaseStatus.Closed])])],
        (nameof(StepTick), _) => [new StepTick("face", "user:lead", Some.Start, ""), new StepTick("facts", "user:counsel", Some.Start, "page 2")],
        (nameof(ItemChoice), _) => [SomeDisclosure.Produced("i1")],
        (nameof(Recipient), _) => [SomeDisclosure.Recipient],
        (nameof(ProductionScope), _) => [SomeDisclosure.Scope],
        (nameof(Package), _) => [SomeDisclosure.Package],
        (nameof(DisclosureApproval), _) => [new DisclosureApproval("user:lead", Some.Start, SomeDisclosure.Hash, "fine", Some.Start.AddDays(3))],
        (nameof(PackagingProblem), _) => [new PackagingProblem("source.changed", "It was changed.", Some.Start)],
        (nameof(NonExecution), _) => [new NonExecution("incomplete", "It is incomplete.", "Annex III", "no signature")],
        (nameof(CaseClock), _) =>
        [
            new CaseClock(
                "us-warrant", true, "days(14)", "America/Los_Angeles", Some.Start, null, Some.Start.AddDays(14), Some.Start.AddDays(15), true, "…", "v", ClockStatus.Running, 0, null, null, null, null),
        ],
        _ => default,
    };
}

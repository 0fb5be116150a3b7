using Lert.Api.Letters;
using Lert.Grains.Cases;
using V1 = Lert.V1;

namespace Lert.Api.Cases;

/// <summary>What a case knows of itself, on its way out.</summary>
internal static class CaseFileMapping
{
    public static V1.CaseFile ToProto(this CaseFile file) => new()
    {
        Desk = file.Desk,
        Assignee = file.Assignee ?? "",
        Restricted = file.IsRestricted,
        Access = { file.Access },
        Intake = file.Intake?.ToProto(),
        Verdicts = { file.Verdicts.Select(verdict => new V1.ItemVerdict { ItemId = verdict.ItemId, Refusal = verdict.Refusal ?? "", Source = verdict.Source, Remark = verdict.Remark }) },
        Narrowing = { file.Narrowing.Select(item => new V1.NarrowedItem { ItemId = item.ItemId, From = item.From.ToProto(), Until = item.Until.ToProto() }) },
        NarrowingReason = file.NarrowingReason ?? "",
        ScopeHash = file.ScopeHash,
        Choices = { file.Choices.Select(choice => new V1.HandleChoice { Handle = choice.Handle, AccountId = choice.AccountId, UsedOn = choice.UsedOn.ToProto() }) },
        Clocks = { file.Clocks.Select(clock => clock.ToProto()) },
        CallBacks = { file.CallBacks.Select(ToProto) },
        Approvals = { file.Approvals.Select(ToProto) },
        DisclosureApprovals = { file.DisclosureApprovals.Select(ToProto) },
        Records = { file.Records.Select(ToProto) },
        OpenQuestion = file.OpenQuestion ?? "",
        Ending = file.Ending ?? "",
        MayReleaseHolds = file.MayReleaseHolds,
        DuplicateOf = file.DuplicateOf ?? "",
        BreakGlassReview = file.BreakGlassReview ?? "",
        FollowUp = file.FollowUp ?? "",
        Asking = file.Asking.ToProto(),
        Links = { file.Links.Select(link => link.ToProto()) },
        Letters = { file.Letters.Select(letter => letter.ToProto()) },
        Assignment = new V1.CaseAssignment
        {
            Because = file.Assignment.Because ?? "",
            Asked = file.Assignment.Asked ?? "",
            LeadSince = file.Assignment.LeadSince.ToProto(),
            WhyNobody = file.Assignment.WhyNobody ?? "",
            NextAt = file.Assignment.NextAt.ToProto(),
        },
    };

    private static V1.CaseIntake ToProto(this CaseIntake intake) => new()
    {
        Entity = intake.Entity,
        IssuingAuthority = intake.IssuingAuthority,
        SignedBy = intake.SignedBy,
        OrderDate = intake.OrderDate.ToProto(),
        Offence = intake.Offence,
        LegalBasis = intake.LegalBasis,
        Country = intake.Country,
        Danger = intake.Danger,
        Certificate = intake.Certificate,
        RelatedReport = intake.RelatedReport,
        ContentLocation = intake.ContentLocation,
        Language = intake.Language,
        Translated = intake.IsTranslated,
        Agreement = intake.Agreement,
        ContactNumber = intake.ContactNumber,
        SeniorReviewer = intake.SeniorReviewer,
        SpecialTargets = { intake.SpecialTargets.Select(target => (V1.SpecialTarget)target) },
        Items = { intake.Items.Select(ToProto) },
        ServedOnHolds = { intake.ServedOnHolds },
        Severe = intake.IsSevere,
        ExposureMinutes = intake.ExposureMinutes,
        Anomalies = { (intake.Anomalies ?? []).Select(anomaly => (V1.RequestAnomaly)anomaly) },
    };

    private static V1.ScopeItem ToProto(ScopeItem item) => new()
    {
        ItemId = item.ItemId,
        Category = (V1.DataCategory)item.Category,
        AccountId = item.AccountId,
        Handle = item.Handle,
        From = item.From.ToProto(),
        Until = item.Until.ToProto(),
        UsedBy = { item.UsedBy.Select(use => new V1.HandleUse { AccountId = use.AccountId, From = use.From.ToProto(), Until = use.Until.ToProto() }) },
    };

    private static V1.CaseClock ToProto(this CaseClock clock) => new()
    {
        ClockId = clock.ClockId,
        Legal = clock.IsLegal,
        Rule = clock.Rule,
        Zone = clock.Zone,
        TriggerAt = clock.TriggerAt.ToProto(),
        OrderDate = clock.OrderDate.ToProto(),
        DueInternal = clock.DueInternal.ToProto(),
        DueLegalOuter = clock.DueLegalOuter.ToProto(),
        RunsOut = clock.RunsOut,
        Explanation = clock.Explanation,
        DataVersions = clock.DataVersions,
        Status = (V1.ClockStatus)clock.Status,
        WarnedPercent = clock.WarnedPercent,
        PausedAt = clock.PausedAt.ToProto(),
        BreachedAt = clock.BreachedAt.ToProto(),
        BreachReason = clock.BreachReason ?? "",
        EndedAt = clock.EndedAt.ToProto(),
    };

    private static V1.CallBack ToProto(CallBack call) => new()
    {
        Number = call.Number, Source = (V1.NumberSource)call.Source, Person = call.Person, Confirmed = call.IsConfirmed, At = call.At.ToProto(), By = call.By,
    };

    private static V1.CaseApproval ToProto(CaseApproval approval) => new()
    {
        By = approval.By,
        At = approval.At.ToProto(),
        ScopeHash = approval.ScopeHash,
        Reason = approval.Reason,
        Facts = approval.Record?.Facts ?? "",
        Link = approval.Record?.Link ?? "",
        MinimumScope = approval.Record?.MinimumScope ?? "",
        BreakGlass = approval.IsBreakGlass,
    };

    private static V1.ItemRecord ToProto(ItemRecord record) => new()
    {
        ItemId = record.ItemId, AccountId = record.AccountId, Outcome = (V1.ItemOutcome)record.Outcome, Reason = record.Reason, At = record.At.ToProto(), By = record.By,
    };
}

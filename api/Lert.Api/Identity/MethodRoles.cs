using System.Collections.Frozen;

namespace Lert.Api.Identity;

using static Roles;

/// <summary>Who may call what. A method that is not here is closed to everyone, and a test walks all methods of lert.v1.</summary>
internal static class MethodRoles
{
    private static readonly string[] Readers = [Intake, Specialist, Lead, Counsel, Producer, Auditor];
    private static readonly string[] Paged = [Intake, Specialist, Lead, Counsel, Producer, Operator];
    private static readonly string[] Desk = [Intake, Specialist, Lead];
    private static readonly string[] Reviewers = [Specialist, Lead, Counsel];
    private static readonly string[] Deciders = [Lead, Counsel];
    private static readonly string[] Collectors = [Specialist, Lead, Producer];

    /// <summary>Whoever works on requests, and may have to look at material; what is a person's own is judged where it is asked for.</summary>
    private static readonly string[] People = [Intake, Specialist, Lead, Counsel, Producer];

    private static readonly FrozenDictionary<string, FrozenSet<string>> Table = new Dictionary<string, string[]>
    {
        ["/lert.v1.CaseService/Open"] = Desk,
        ["/lert.v1.CaseService/Get"] = Readers,
        ["/lert.v1.CaseService/GetTimeline"] = Readers,
        ["/lert.v1.CaseService/List"] = Readers,
        ["/lert.v1.CaseService/Assign"] = [Lead],
        ["/lert.v1.CaseService/Unassign"] = [Lead],
        ["/lert.v1.CaseService/Close"] = [Specialist, Lead],
        ["/lert.v1.CaseService/Triage"] = Desk,
        ["/lert.v1.CaseService/Advance"] = [Intake, Specialist, Lead, Producer],
        ["/lert.v1.CaseService/RequestClarification"] = Desk,
        ["/lert.v1.CaseService/Answer"] = Desk,
        ["/lert.v1.CaseService/Narrow"] = Reviewers,
        ["/lert.v1.CaseService/ChooseAccount"] = Reviewers,
        ["/lert.v1.CaseService/RecordTranslation"] = Desk,
        ["/lert.v1.CaseService/RecordCallBack"] = Desk,
        ["/lert.v1.CaseService/Approve"] = Deciders,
        ["/lert.v1.CaseService/Reject"] = Reviewers,
        ["/lert.v1.CaseService/Challenge"] = Deciders,
        ["/lert.v1.CaseService/ResolveChallenge"] = Deciders,
        ["/lert.v1.CaseService/RecordItem"] = Collectors,
        ["/lert.v1.CaseService/ApproveDisclosure"] = Deciders,
        ["/lert.v1.CaseService/Deliver"] = [Producer],
        ["/lert.v1.CaseService/ConfirmReceipt"] = Collectors,
        ["/lert.v1.CaseService/Withdraw"] = Desk,
        ["/lert.v1.CaseService/MarkDuplicate"] = Desk,
        ["/lert.v1.CaseService/Reopen"] = Deciders,
        ["/lert.v1.CaseService/PauseClock"] = [Specialist, Lead],
        ["/lert.v1.CaseService/ResumeClock"] = [Specialist, Lead],
        ["/lert.v1.CaseService/MeetClock"] = [Specialist, Lead],
        ["/lert.v1.CaseService/ExplainBreach"] = [Specialist, Lead],
        ["/lert.v1.CaseService/ReviewBreakGlass"] = Deciders,
        ["/lert.v1.CaseService/RecordFollowUp"] = Desk,
        ["/lert.v1.CaseService/GrantAccess"] = Deciders,
        ["/lert.v1.CaseService/TickStep"] = People,
        ["/lert.v1.CaseService/UntickStep"] = People,
        ["/lert.v1.CaseService/AdoptPlaybook"] = Deciders,
        ["/lert.v1.CaseService/Amend"] = Desk,
        ["/lert.v1.CaseService/ReviewRecall"] = Deciders,
        ["/lert.v1.CaseService/AcceptLink"] = Desk,
        ["/lert.v1.CaseService/DismissLink"] = Desk,
        ["/lert.v1.CaseService/RecordAuthorityAnswer"] = Deciders,

        ["/lert.v1.DisclosureService/Prepare"] = Collectors,
        ["/lert.v1.DisclosureService/Revise"] = Collectors,
        ["/lert.v1.DisclosureService/Approve"] = Deciders,
        ["/lert.v1.DisclosureService/Package"] = [Producer],
        ["/lert.v1.DisclosureService/Deliver"] = [Producer],
        ["/lert.v1.DisclosureService/Fetch"] = [Producer],
        ["/lert.v1.DisclosureService/ConfirmReceipt"] = Collectors,
        ["/lert.v1.DisclosureService/Cancel"] = [Specialist, Lead, Counsel, Producer],
        ["/lert.v1.DisclosureService/DeclineExecution"] = Deciders,
        ["/lert.v1.DisclosureService/Get"] = [Specialist, Lead, Counsel, Producer, Auditor],
        ["/lert.v1.DisclosureService/List"] = [Specialist, Lead, Counsel, Producer, Auditor],

        ["/lert.v1.NoticeService/Get"] = Readers,
        ["/lert.v1.NoticeService/RecordOrder"] = [Intake, Specialist, Lead, Counsel],
        ["/lert.v1.NoticeService/ExtendOrder"] = [Intake, Specialist, Lead, Counsel],
        ["/lert.v1.NoticeService/LiftOrder"] = Deciders,
        ["/lert.v1.NoticeService/ReviewOrder"] = Deciders,
        ["/lert.v1.NoticeService/Except"] = Deciders,
        ["/lert.v1.NoticeService/RevokeException"] = Deciders,
        ["/lert.v1.NoticeService/RecordNotice"] = Reviewers,
        ["/lert.v1.LetterService/ListTemplates"] = Readers,
        ["/lert.v1.LetterService/Draft"] = People,
        ["/lert.v1.LetterService/SignOff"] = Reviewers,
        ["/lert.v1.LetterService/Discard"] = People,
        ["/lert.v1.LetterService/Get"] = Readers,
        ["/lert.v1.LetterService/List"] = Readers,
        ["/lert.v1.LetterService/Render"] = Readers,

        ["/lert.v1.HoldService/Place"] = Desk,
        ["/lert.v1.HoldService/PlaceBatch"] = Desk,
        ["/lert.v1.HoldService/Extend"] = Desk,
        ["/lert.v1.HoldService/LockForProduction"] = [Specialist, Lead, Counsel, Producer],
        ["/lert.v1.HoldService/Unlock"] = [Lead, Counsel, Producer],
        ["/lert.v1.HoldService/Release"] = [Lead, Counsel],
        ["/lert.v1.HoldService/RecordSnapshot"] = [Specialist, Producer],
        ["/lert.v1.HoldService/Get"] = Readers,
        ["/lert.v1.HoldService/List"] = Readers,
        ["/lert.v1.HoldService/Watch"] = Readers,

        ["/lert.v1.AccountService/GetPreservation"] = Readers,
        ["/lert.v1.AccountService/AuthorizeDeletion"] = [DeletionPipeline],
        ["/lert.v1.AccountService/Watch"] = Readers,

        ["/lert.v1.ResponderService/Put"] = [Lead],
        ["/lert.v1.ResponderService/Get"] = [.. People, Wellness, Auditor],
        ["/lert.v1.ResponderService/List"] = [Lead, Wellness, Auditor],
        ["/lert.v1.ResponderService/PutContactRules"] = People,
        ["/lert.v1.ResponderService/GoOnDuty"] = People,
        ["/lert.v1.ResponderService/GoOffDuty"] = People,
        ["/lert.v1.ResponderService/StartViewing"] = People,
        ["/lert.v1.ResponderService/ExtendViewing"] = People,
        ["/lert.v1.ResponderService/StopViewing"] = People,
        ["/lert.v1.ResponderService/TakeBreak"] = People,
        ["/lert.v1.ResponderService/OptOut"] = People,
        ["/lert.v1.ResponderService/OptIn"] = People,
        ["/lert.v1.ResponderService/Assign"] = [Lead],
        ["/lert.v1.ResponderService/OverrideCap"] = [Lead],
        ["/lert.v1.ResponderService/SuggestAssignee"] = [Lead, Wellness],
        ["/lert.v1.ResponderService/GetExposure"] = [.. People, Wellness],

        ["/lert.v1.RequesterService/PutAgency"] = [Lead],
        ["/lert.v1.RequesterService/PutOfficer"] = Desk,
        ["/lert.v1.RequesterService/RecordCall"] = Desk,
        ["/lert.v1.RequesterService/Verify"] = [Lead],
        ["/lert.v1.RequesterService/Recall"] = Deciders,
        ["/lert.v1.RequesterService/Get"] = Readers,
        ["/lert.v1.RequesterService/List"] = Readers,

        ["/lert.v1.JournalService/Read"] = [Auditor],

        ["/lert.v1.PageService/Open"] = [Intake, Specialist, Lead, Counsel],
        ["/lert.v1.PageService/Acknowledge"] = Paged,
        ["/lert.v1.PageService/Escalate"] = Paged,
        ["/lert.v1.PageService/Snooze"] = [Specialist, Lead, Counsel, Operator],
        ["/lert.v1.PageService/Resolve"] = [Specialist, Lead, Counsel, Operator],
        ["/lert.v1.PageService/Get"] = [.. Paged, Auditor],
        ["/lert.v1.PageService/List"] = [.. Paged, Auditor],
        ["/lert.v1.PageService/Watch"] = [.. Paged, Auditor],

        ["/lert.v1.RotaService/Put"] = [Lead],
        ["/lert.v1.RotaService/AddOverrides"] = [Lead],
        ["/lert.v1.RotaService/RemoveOverride"] = [Lead],
        ["/lert.v1.RotaService/Swap"] = [Lead],
        ["/lert.v1.RotaService/PutPolicy"] = [Lead],
        ["/lert.v1.RotaService/RemovePolicy"] = [Lead],
        ["/lert.v1.RotaService/WriteHandoffNote"] = Desk,
        ["/lert.v1.RotaService/ImportCalendar"] = [Lead],
        ["/lert.v1.RotaService/ExportCalendar"] = Readers,
        ["/lert.v1.RotaService/Get"] = Readers,
        ["/lert.v1.RotaService/List"] = Readers,
        ["/lert.v1.RotaService/WhoIsOnCall"] = Readers,
        ["/lert.v1.RotaService/ListShifts"] = Readers,

        ["/lert.v1.ClusterService/GetStatus"] = [Operator],
        ["/lert.v1.ClusterService/ConfirmRestore"] = [Operator],
    }.ToFrozenDictionary(entry => entry.Key, entry => entry.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Duties that stand alone: whoever checks, runs, deletes, or knows what people had to see must not also decide.</summary>
    private static readonly string[] Alone = [Auditor, Operator, DeletionPipeline, Wellness];

    public static IEnumerable<string> Methods => Table.Keys;

    /// <summary>The roles that may call this method; none for one that is not in the table.</summary>
    public static FrozenSet<string> AllowedFor(string method) => Table.GetValueOrDefault(method, FrozenSet<string>.Empty);

    /// <summary>A role that must not be united with the others of this token; null when they go together.</summary>
    public static string? ConflictIn(IReadOnlyCollection<string> roles) => roles.Count < 2 ? null : Array.Find(Alone, roles.Contains);
}

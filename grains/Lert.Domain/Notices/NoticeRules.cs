using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Clocks;
using Lert.Domain.Deciding;
using Lert.Domain.Intake;
using Lert.Domain.Legal;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Notices;
using NodaTime;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Notices;

/// <summary>Whether the user is told, who says that they are not, and whether anything may be disclosed yet. In doubt nobody is told, and nothing is disclosed.</summary>
internal static class NoticeRules
{
    private static readonly ImmutableArray<CaseStatus> Decided =
        [CaseStatus.Approved, CaseStatus.Narrowed, CaseStatus.Collecting, CaseStatus.QualityCheck, CaseStatus.DisclosureApproval];

    /// <summary>What it owed when it was opened. A case from before that was kept has what the first edition says.</summary>
    public static NoticeRule RuleOf(CaseState state) => state.Rules?.Notice ?? NoticeBook.BuiltIn.Of(state.Request?.Kind ?? default);

    public static NoticePlan PlanOf(CaseState state)
    {
        var rule = RuleOf(state);
        return new NoticePlan(rule.Duty, rule.Because, rule.Source, state.Notice, [.. state.Clocks.Where(clock => ClockIds.IsOfNotice(clock.ClockId))]);
    }

    /// <summary>The users of the scope in force who were not told.</summary>
    public static ImmutableArray<string> Untold(CaseState state) => [.. Accounts(state).Except(state.Notice.Given.Select(given => given.AccountId), StringComparer.Ordinal)];

    /// <summary>A notice is owed, and no order keeps us from it.</summary>
    public static bool IsDue(CaseState state) =>
        IsTheTime(RuleOf(state), state) && !IsExcepted(state) && state.Notice.Orders.All(order => order.EndedAt is not null) && !Untold(state).IsEmpty;

    /// <summary>Whether the notice lets anything be disclosed at this instant.</summary>
    public static NoticeGate Gate(CaseState state, Moment moment)
    {
        var rule = RuleOf(state);
        if (rule.Duty != NoticeDuty.Before)
        {
            return NoticeGate.Open(rule.Because);
        }

        if (IsExcepted(state))
        {
            return NoticeGate.Open($"Two people said that the user is not told: {state.Notice.Exception!.Ground}.");
        }

        if (SilenceRules.Standing(state, moment.Now) is [var order, ..])
        {
            return NoticeGate.Open($"Order of silence {order.OrderId} of {order.Authority} stands.");
        }

        if (Untold(state) is { IsEmpty: false } untold)
        {
            return new NoticeGate(
                RefusalCodes.NoticeNotGiven,
                $"Users were not told ({untold.Length} of {Accounts(state).Length}), and no order of silence and no exception says that they may not be.",
                null);
        }

        var accounts = Accounts(state);
        var from = state.Notice.Given.Where(given => accounts.Contains(given.AccountId)).Select(given => given.DiscloseFrom).Append(DateTimeOffset.MinValue).Max();
        return from <= moment.Now
            ? NoticeGate.Open("The user was told, and their days are over.")
            : new NoticeGate(RefusalCodes.NoticePeriodRunning, $"The user was told, and has until {InstantText.Write(Instant.FromDateTimeOffset(from))} to object: nothing leaves before.", from);
    }

    public static Decision Except(CaseState state, CaseCommand.ExceptNotice except, Moment moment)
    {
        if (NotOurs(state) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var old = state.Notice.Exception;
        if (old is not null && old.Stands())
        {
            return Decision.Refuse(Excepted(old));
        }

        var approval = new NoticeApproval(moment.By, moment.Now, except.Reason);
        if (old is null || old.Ground != except.Ground)
        {
            return Decision.Accept(new CaseEvent.NoticeExcepted(old, new NoticeExemption(except.Ground, [approval])));
        }

        return old.Approvals.Any(given => given.By == moment.By)
            ? Decision.Refuse(RefusalCodes.CaseSecondApproverRequired, "You have said so already; another person must.")
            : Decision.Accept(new CaseEvent.NoticeExcepted(old, old with { Approvals = old.Approvals.Add(approval) }));
    }

    /// <summary>
    /// By one person, also while only one has spoken for it: to tell is what is owed without anybody's word, and what two people have said must not outlive its reason because one of
    /// them is away.
    /// </summary>
    public static Decision Revoke(CaseState state, CaseCommand.RevokeExemption revoke, Moment moment) => state.Notice.Exception is { } exception
        ? Decision.Accept(new CaseEvent.ExceptionRevoked(exception, revoke.Reason, moment.Now, moment.By))
        : Decision.Refuse(RefusalCodes.NoticeNotExcepted, "Nobody has said that this user is not told.");

    public static Decision Record(CaseState state, CaseCommand.RecordNotice record, Moment moment)
    {
        var given = record.GivenAt!.Value;
        if (JudgeTelling(state, given, moment) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var accounts = record.Accounts.IsEmpty ? Accounts(state) : record.Accounts;
        if (accounts.FirstOrDefault(account => !Accounts(state).Contains(account)) is { } other)
        {
            return Decision.Refuse(new Refusal(RefusalCodes.ScopeOtherAccount, "The scope in force is about other accounts.").With("account", other));
        }

        var from = LegalClock.AfterNotice(Instant.FromDateTimeOffset(given), moment.Rules.NoticeDays).ToDateTimeOffset();
        ImmutableArray<NoticeGiven> told = [.. Untold(state).Where(accounts.Contains).Select(account => new NoticeGiven(account, record.Channel, record.Reference, given, from, moment.Now, moment.By))];
        return told.IsEmpty ? Decision.Nothing : Decision.Accept(new CaseEvent.NoticeRecorded(told));
    }

    private static Refusal? JudgeTelling(CaseState state, DateTimeOffset given, Moment moment)
    {
        if (NotOurs(state) is { } refusal)
        {
            return refusal;
        }

        if (state.Notice.Exception is { } exception && exception.Stands())
        {
            return Excepted(exception);
        }

        if (SilenceRules.Standing(state, moment.Now) is [var order, ..])
        {
            return new Refusal(RefusalCodes.NoticeSilenced, $"Order of silence {order.OrderId} stands: nobody is told.").With("ends_at", order.EndsAt is { } end ? $"{end:O}" : "none");
        }

        if (state.Notice.Orders.Any(known => known.Since <= given && given < (known.EndedAt ?? known.EndsAt)))
        {
            return new Refusal(RefusalCodes.NoticeSilenced, "An order of silence stood at that instant.");
        }

        return given < state.Request!.TriggerAt
            ? Refusal.Invalid([new FieldViolation("given_at", "lies before the request")])
            : IsTheTime(RuleOf(state), state) ? null : new Refusal(RefusalCodes.NoticeTooEarly, "Nothing is decided, or disclosed, that the user could be told of.");
    }

    private static Refusal? NotOurs(CaseState state) => RuleOf(state) is { Duty: not (NoticeDuty.Before or NoticeDuty.After) } rule
        ? new Refusal(RefusalCodes.NoticeNotOurs, $"{rule.Because} ({rule.Source})")
        : null;

    private static Refusal Excepted(NoticeExemption exception) =>
        new Refusal(RefusalCodes.NoticeExcepted, "Two people have said that this user is not told.").With("ground", $"{exception.Ground}");

    private static bool IsExcepted(CaseState state) => state.Notice.Exception is { } exception && exception.Stands();

    private static bool IsTheTime(NoticeRule rule, CaseState state) => rule.Duty switch
    {
        NoticeDuty.Before => Decided.Contains(state.Status) || HasLeft(state),
        NoticeDuty.After => HasLeft(state),
        _ => false,
    };

    private static bool HasLeft(CaseState state) =>
        state.DeliveryReference is not null || state.Disclosures.Values.Any(progress => progress is DisclosureProgress.Delivered or DisclosureProgress.Receipted);

    private static ImmutableArray<string> Accounts(CaseState state) =>
        [.. ScopeRules.InForce(state).Select(item => item.AccountId).Where(account => account.Length > 0).Distinct(StringComparer.Ordinal)];
}

using System.Collections.Immutable;
using Lert.Domain.Clocks;
using Lert.Domain.Deciding;
using Lert.Domain.Intake;
using Lert.Domain.Playbooks;
using Lert.Grains;
using Lert.Grains.Cases;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Cases;

/// <summary>How a case begins: its registration, what it says, its clocks, and its holds where it asks for some.</summary>
internal static class CaseOpening
{
    public static Decision Open(string key, CaseCommand.Open open, Moment moment)
    {
        var opened = new CaseEvent.Opened(
            open.Kind, open.Regime, open.TriggerAt!.Value, open.Zone, open.Agency, open.Officer, open.AgencyReference, moment.Now, moment.By);
        var keeps = moment.Rules.Regimes.TryGet(open.Regime, out var regime) && regime.KeepsData;
        if (keeps && CaseHolds.PeriodRefusal(opened, moment) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        // A preservation says all that it has to say with its registration.
        var recorded = open.Intake is null && open.Kind is CaseKind.Preservation or CaseKind.CyberTip ? null : Record(key, open, moment);
        if (recorded is not null && Misdirected(open, recorded, moment) is { } elsewhere)
        {
            return elsewhere;
        }

        var (clock, uncounted) = keeps || open.Regime.Length == 0
            ? (null, null)
            : CaseClocks.Legal(open.Regime, opened.TriggerAt, open.Zone, open.Intake?.OrderDate, moment.Rules.Regimes);
        if (uncounted is not null)
        {
            return Decision.Refuse(uncounted);
        }

        var begun = Decision.Accept([opened, .. recorded is null ? [] : (CaseEvent[])[recorded, .. Clocks(open.Kind, clock, moment)], CaseChecklists.Begin(open.Kind, moment), new CaseEvent.RulesTaken(CaseRules.Of(open.Kind, moment.Rules))]);
        if (open.Accounts.IsEmpty)
        {
            return begun;
        }

        var holds = CaseHolds.Request(key, begun.Events.Aggregate(CaseState.Initial, CaseFolding.Fold), open.Accounts, moment);
        return holds with { Events = [.. begun.Events, .. holds.Events] };
    }

    private static CaseEvent.IntakeRecorded Record(string key, CaseCommand.Open open, Moment moment)
    {
        var said = open.Intake ?? IntakeFields.Nothing;
        // Items are named in the order of the request, so that everything after can speak of them.
        var intake = said with { Items = [.. said.Items.Select((item, i) => item with { ItemId = $"i{i + 1}" })] };
        var kind = moment.Rules.Intake.Find(open.Kind)!;
        var process = IntakeRules.ProcessOf(open, moment.Rules) ?? "preservation";
        var restricted = !intake.SpecialTargets.IsEmpty;
        return new CaseEvent.IntakeRecorded(
            intake,
            ScopeRules.Judge(intake, process, moment.Rules.Intake),
            ActorKey.RotaOf(ActorKey.RegionOf(key), kind.Desk),
            restricted,
            restricted ? [.. ((string[])[moment.By, intake.SeniorReviewer]).Distinct()] : []);
    }

    /// <summary>Nothing that is asked for is ours: no case and no clock, but the receipt is journaled.</summary>
    private static Decision? Misdirected(CaseCommand.Open open, CaseEvent.IntakeRecorded recorded, Moment moment)
    {
        if (recorded.Verdicts.IsEmpty || recorded.Verdicts.Any(verdict => verdict.Refusal != RefusalCodes.IntakeWrongEntity))
        {
            return null;
        }

        var right = moment.Rules.Intake.EntityOf(ScopeRules.Accounts(recorded.Intake.Items[0]).First());
        return Decision.Refuse(
            new Refusal(RefusalCodes.IntakeWrongEntity, $"These accounts are held by our entity '{right}'. No clock was started.").With("right_entity", right),
            new CaseEvent.Misdirected(
                open.Kind, open.Agency, open.Officer, open.AgencyReference, recorded.Intake.Entity, right, open.TriggerAt!.Value, moment.Now, moment.By));
    }

    private static ImmutableArray<CaseEvent> Clocks(CaseKind kind, CaseClock? legal, Moment moment)
    {
        var clocks = ImmutableArray.CreateBuilder<CaseClock>();
        if (legal is not null)
        {
            clocks.Add(legal);
        }

        clocks.Add(CaseClocks.Promise(
            ClockIds.Answer, moment.Now, TimeSpan.FromHours(moment.Rules.Intake.Find(kind)!.PromiseHours), "we promise an answer"));
        if (kind.IsEmergency())
        {
            clocks.Add(CaseClocks.Promise(ClockIds.EmergencyDecision, moment.Now, moment.Rules.EmergencyDecision, "an emergency is decided"));
        }

        // An order's own date may have passed when it arrives: then the clock is breached at once.
        return
        [
            .. clocks.Select(clock => new CaseEvent.ClockStarted(clock)),
            .. clocks.Select(clock => ClockPassing.Due(clock, moment.Now)).OfType<CaseEvent>(),
        ];
    }
}

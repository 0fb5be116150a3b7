using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;

namespace Lert.Domain.Playbooks;

using Decision = Decision<CaseEvent>;

/// <summary>The checklist of a case: which playbook it follows, what of it is done, and what waits for it.</summary>
internal static class CaseChecklists
{
    public static Decision Decide(CaseState state, CaseCommand command, Moment moment) => command switch
    {
        CaseCommand.TickStep tick => Tick(state, tick, moment),
        CaseCommand.UntickStep untick => Untick(state, untick, moment),
        CaseCommand.AdoptPlaybook adopt => Adopt(state, adopt, moment),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    /// <summary>The playbook that a case of that kind begins with.</summary>
    public static CaseEvent Begin(CaseKind kind, Moment moment) =>
        new CaseEvent.PlaybookAdopted(0, moment.Rules.Playbooks.Find(kind)!, "", moment.Now, moment.By);

    public static CaseState Fold(CaseState state, CaseEvent happened) => happened switch
    {
        // A step keeps its id as long as it means the same, so whoever did it has done it.
        CaseEvent.PlaybookAdopted adopted => state with { Playbook = adopted.New, Ticks = [.. state.Ticks.Where(tick => adopted.New.Steps.Any(step => step.StepId == tick.StepId))] },
        CaseEvent.StepTicked ticked => state with { Ticks = state.Ticks.Add(ticked.Tick) },
        CaseEvent.StepUnticked unticked => state with { Ticks = [.. state.Ticks.Where(tick => tick.StepId != unticked.Old.StepId)] },
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    /// <summary>The steps that are open and stand before that state.</summary>
    public static ImmutableArray<PlaybookStep> Open(CaseState state, CaseStatus to) =>
        [.. (state.Playbook?.Steps ?? []).Where(step => step.Before.Contains(to) && state.Ticks.All(tick => tick.StepId != step.StepId))];

    public static CaseChecklist? View(CaseState state) => state.Playbook is { } playbook ? new CaseChecklist(playbook, state.Ticks) : null;

    private static Decision Tick(CaseState state, CaseCommand.TickStep tick, Moment moment) => Find(state, tick.StepId) is not { } step
        ? Unknown(state, tick.StepId)
        : state.Ticks.Any(known => known.StepId == step.StepId)
            ? Decision.Nothing
            : Decision.Accept(new CaseEvent.StepTicked(new StepTick(step.StepId, moment.By, moment.Now, tick.Note)));

    private static Decision Untick(CaseState state, CaseCommand.UntickStep untick, Moment moment) => Find(state, untick.StepId) is null
        ? Unknown(state, untick.StepId)
        : state.Ticks.FirstOrDefault(known => known.StepId == untick.StepId) is { } old
            ? Decision.Accept(new CaseEvent.StepUnticked(old, untick.Reason, moment.Now, moment.By))
            : Decision.Nothing;

    private static Decision Adopt(CaseState state, CaseCommand.AdoptPlaybook adopt, Moment moment)
    {
        var (old, newest) = (state.Playbook?.Version ?? 0, moment.Rules.Playbooks.Find(state.Request!.Kind));
        return newest is null || newest.Version <= old
            ? Decision.Refuse(new Refusal(RefusalCodes.CasePlaybookNewest, $"There is no playbook of this kind that is newer than version {old}.").With("version", $"{old}"))
            : Decision.Accept(new CaseEvent.PlaybookAdopted(old, newest, adopt.Reason, moment.Now, moment.By));
    }

    private static PlaybookStep? Find(CaseState state, string id) => state.Playbook?.Steps.FirstOrDefault(step => step.StepId == id);

    private static Decision Unknown(CaseState state, string id) => Decision.Refuse(
        new Refusal(RefusalCodes.CaseStepUnknown, state.Playbook is { } playbook
            ? $"The playbook of this case has no such step; it has {string.Join(", ", playbook.Steps.Select(step => step.StepId))}."
            : "This case follows no playbook: it is older than they are. Move it to the one of its kind first.").With("step", id));
}

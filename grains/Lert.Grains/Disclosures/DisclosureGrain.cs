using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Domain.Disclosures;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Grains.Holds;

namespace Lert.Grains.Disclosures;

/// <inheritdoc cref="IDisclosureGrain"/>
public sealed class DisclosureGrain(ActorServices services, IDisclosurePacker packer)
    : ActorGrain<DisclosureDecider, DisclosureState, DisclosureCommand, DisclosureEvent, DisclosureView>(services, ActorKinds.Disclosure), IDisclosureGrain
{
    public Task<Reply<DisclosureView>> Execute(CommandStamp stamp, DisclosureCommand command) => ExecuteAsync(stamp, command);

    public Task<DisclosureView?> Get() => ViewAsync();

    public async Task<DisclosureWork?> FindWork()
    {
        await ViewAsync();
        return DisclosureDecider.Wanted(Key, State);
    }

    public async Task<Refusal?> JudgeHandOut(string by)
    {
        Services.RequireCertainty();
        await ViewAsync();
        var facts = await ReadAsync(State.CaseId, [], by);
        return DisclosureDecider.JudgeHandOut(State, facts, new Moment(Services.Now(), by, Services.Rules));
    }

    protected override bool IsFinal(DisclosureCommand command) => command is DisclosureCommand.Deliver or DisclosureCommand.Fetch;

    protected override async ValueTask<DisclosureCommand> InformAsync(DisclosureState state, DisclosureCommand command, Moment moment) =>
        DisclosureDecider.Asks(state, command) is ({ Length: > 0 } of, var holds) ? command with { Facts = await ReadAsync(of, holds, moment.By) } : command;

    protected override void Changed()
    {
        if (DisclosureDecider.Wanted(Key, State) is { } work)
        {
            packer.Offer(work);
        }
    }

    /// <summary>What the store says now: the case may have gone back a moment ago. A case or hold that cannot be read fails the command, and nothing leaves.</summary>
    private async Task<ProductionFacts> ReadAsync(string caseId, ImmutableArray<string> holds, string by)
    {
        if (caseId.Length == 0)
        {
            return new ProductionFacts(null, []);
        }

        var of = GrainFactory.GetGrain<ICaseGrain>(caseId).GetScope();
        var facts = await Task.WhenAll(holds.Select(hold => ReadAsync(hold, caseId, by)));
        return new ProductionFacts(await of, [.. facts]);
    }

    /// <summary>A hold may be another case's. Where that one is restricted, its holds are there for the people on its list alone.</summary>
    private async Task<HoldFact> ReadAsync(string hold, string caseId, string by)
    {
        var view = await GrainFactory.GetGrain<IHoldGrain>(hold).Get();
        return view is not null && (view.Order.CaseId == caseId || DisclosureDecider.IsThereFor(await GrainFactory.GetGrain<ICaseGrain>(view.Order.CaseId).GetScope(), by))
            ? new HoldFact(hold, view.Order.AccountId, view.Snapshot)
            : new HoldFact(hold, "", null);
    }
}

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
        await ViewAsync();
        var facts = await ReadAsync(State.CaseId, []);
        return DisclosureDecider.JudgeHandOut(State, facts, new Moment(Services.Now(), by, Services.Rules));
    }

    protected override async ValueTask<DisclosureCommand> InformAsync(DisclosureState state, DisclosureCommand command, Moment moment) =>
        DisclosureDecider.Asks(state, command) is ({ Length: > 0 } of, var holds) ? command with { Facts = await ReadAsync(of, holds) } : command;

    protected override void Changed()
    {
        if (DisclosureDecider.Wanted(Key, State) is { } work)
        {
            packer.Offer(work);
        }
    }

    /// <summary>What the store says now: the case may have gone back a moment ago. A case or hold that cannot be read fails the command, and nothing leaves.</summary>
    private async Task<ProductionFacts> ReadAsync(string caseId, ImmutableArray<string> holds)
    {
        if (caseId.Length == 0)
        {
            return new ProductionFacts(null, []);
        }

        var of = GrainFactory.GetGrain<ICaseGrain>(caseId).GetScope();
        var facts = await Task.WhenAll(holds.Select(async hold => await GrainFactory.GetGrain<IHoldGrain>(hold).Get() is { } view
            ? new HoldFact(hold, view.Order.AccountId, view.Snapshot)
            : new HoldFact(hold, "", null)));
        return new ProductionFacts(await of, [.. facts]);
    }
}

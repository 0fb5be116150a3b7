using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Pages;
using Lert.Grains.Actors;
using Lert.Grains.Cases;

namespace Lert.Grains.Pages;

/// <inheritdoc cref="IPageGrain"/>
public sealed class PageGrain(ActorServices services, IPageCourier courier, IFactSource source)
    : ActorGrain<PageDecider, PageState, PageCommand, PageEvent, PageView>(services, ActorKinds.Page), IPageGrain
{
    /// <summary>What a tick asks depends on the answers before: a step without anybody asks for the next one. A policy has far fewer steps than this.</summary>
    private const int MostRounds = 100;

    private string? _problem;

    public Task<Reply<PageView>> Execute(CommandStamp stamp, PageCommand command) => ExecuteAsync(stamp, command);

    public Task<PageView?> Get() => ViewAsync();

    public async Task<PageDelivery?> FindDelivery(string deliveryId)
    {
        await ViewAsync();
        return PageDecider.Wanted(Key, State).FirstOrDefault(delivery => delivery.DeliveryId == deliveryId);
    }

    protected override async ValueTask<PageCommand> InformAsync(PageState state, PageCommand command, Moment moment)
    {
        if (command is PageCommand.Resolve resolve)
        {
            return resolve with { IsOpenAgain = await SayingCase.ReadAsync(Services, moment) is (var key, var of) ? CaseDecider.IsAwakeAbout(key, of, Key) : null };
        }

        if (command is not PageCommand.Tick)
        {
            return command;
        }

        var facts = PageFacts.None;
        for (var round = 0; round < MostRounds && PageDecider.Missing(Key, state, facts, moment) is { IsEmpty: false } questions; round++)
        {
            facts = await source.ReadAsync(state.Alert!, facts, questions, moment.Now);
        }

        return new PageCommand.Tick(facts);
    }

    protected override void Changed()
    {
        if (State.Problem is { } problem && problem != _problem)
        {
            PageLog.Troubled(Log, Key, problem);
        }

        _problem = State.Problem;
        foreach (var delivery in PageDecider.Wanted(Key, State))
        {
            courier.Offer(delivery);
        }
    }
}

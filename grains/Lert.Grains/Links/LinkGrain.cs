using Lert.Domain.Deciding;
using Lert.Domain.Links;
using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Grains.Holds;

namespace Lert.Grains.Links;

/// <inheritdoc cref="ILinkGrain"/>
public sealed class LinkGrain(ActorServices services)
    : ActorGrain<LinkDecider, LinkState, LinkCommand, LinkEvent, LinkView>(services, ActorKinds.Link), ILinkGrain
{
    private const int MostHolds = 10;

    public Task<LinkView?> Get() => ViewAsync();

    /// <summary>A preservation names its accounts hold by hold: who holds an account is for the account to say.</summary>
    protected override async ValueTask<LinkCommand> InformAsync(LinkState state, LinkCommand command, Moment moment)
    {
        if (command is not LinkCommand.NoteCase { Ground: LinkGround.Account } note)
        {
            return command;
        }

        var account = await GrainFactory.GetGrain<IAccountGrain>(note.What).Get();
        var holds = await Task.WhenAll(account.HoldIds.TakeLast(MostHolds).Select(hold => GrainFactory.GetGrain<IHoldGrain>(hold).Get()));
        return note with { Holding = [.. holds.OfType<HoldView>().Select(hold => hold.Order.CaseId)] };
    }
}

using Orleans.Concurrency;

namespace Lert.Grains.Accounts;

/// <summary>One account: the union of its holds, its grace period, and whether its data may be deleted. Its key is the account id.</summary>
public interface IAccountGrain : IActorGrain
{
    /// <summary>An authorisation to delete is a commit like any other: what it answers is in the journal.</summary>
    Task<Reply<AccountView>> Execute(CommandStamp stamp, AccountCommand command);

    /// <summary>The account as last committed; a free one when nothing was ever written of it. For showing, never for deciding a deletion.</summary>
    [ReadOnly]
    Task<AccountView> Get();
}

using Lert.Domain.Accounts;
using Lert.Grains.Actors;

namespace Lert.Grains.Accounts;

/// <inheritdoc cref="IAccountGrain"/>
public sealed class AccountGrain(ActorServices services)
    : ActorGrain<AccountDecider, AccountState, AccountCommand, AccountEvent, AccountView>(services, ActorKinds.Account), IAccountGrain
{
    public Task<Reply<AccountView>> Execute(CommandStamp stamp, AccountCommand command) => ExecuteAsync(stamp, command);

    public async Task<AccountView> Get() => (await ViewAsync())!;

    protected override bool IsFinal(AccountCommand command) => command is AccountCommand.AuthorizeDeletion;
}

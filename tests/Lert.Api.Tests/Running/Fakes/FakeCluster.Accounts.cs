using Lert.Grains;
using Lert.Grains.Accounts;

namespace Lert.Api.Tests.Running;

public sealed partial class FakeCluster
{
    public Func<string, CommandStamp, AccountCommand, Task<Reply<AccountView>>> Account { get; set; } =
        (_, stamp, _) => Refused<AccountView>(stamp, RefusalCodes.AccountRetained);

    public Func<string, AccountView> ReadAccount { get; set; } = Some.FreeAccount;

    private sealed class FakeAccount(FakeCluster cluster, string key) : FakeActor, IAccountGrain
    {
        public Task<Reply<AccountView>> Execute(CommandStamp stamp, AccountCommand command)
        {
            cluster.Note("account", nameof(Execute), key, stamp, command);
            return cluster.Account(key, stamp, command);
        }

        public Task<AccountView> Get()
        {
            cluster.Note("account", nameof(Get), key);
            return Task.FromResult(cluster.ReadAccount(key));
        }
    }
}

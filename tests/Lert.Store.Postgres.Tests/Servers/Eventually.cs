namespace Lert.Store.Postgres.Tests.Servers;

/// <summary>A server that was just started may refuse for a moment.</summary>
internal static class Eventually
{
    public static async Task<T> ReadsAsync<T>(Func<ValueTask<T>> read)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await read();
            }
            catch (Exception not) when (not is StoreUnavailableException or CommitOutcomeUnknownException && attempt < 200)
            {
                await Task.Yield();
            }
        }
    }
}

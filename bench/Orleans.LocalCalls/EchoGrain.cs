namespace Orleans.LocalCalls;

public interface IEchoGrain : IGrainWithIntegerKey
{
    /// <summary>Done at once.</summary>
    Task<int> Echo(int value);

    /// <summary>Awaits once, so the caller has to wait.</summary>
    Task<int> EchoLater(int value);
}

public sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<int> Echo(int value) => Task.FromResult(value);

    public async Task<int> EchoLater(int value)
    {
        await Task.Yield();
        return value;
    }
}

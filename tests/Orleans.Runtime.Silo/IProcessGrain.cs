namespace Orleans.Runtime.Silo;

public interface IProcessGrain : IGrainWithStringKey
{
    /// <summary>The process where it runs.</summary>
    Task<int> Process();

    /// <summary>Answers after so many milliseconds.</summary>
    Task<int> Slowly(int milliseconds);
}

public sealed class ProcessGrain(TimeProvider clock) : Grain, IProcessGrain
{
    public Task<int> Process() => Task.FromResult(Environment.ProcessId);

    public async Task<int> Slowly(int milliseconds)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), clock);
        return Environment.ProcessId;
    }
}

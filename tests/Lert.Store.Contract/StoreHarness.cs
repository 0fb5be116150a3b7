using System.Collections.Immutable;

namespace Lert.Store.Contract;

/// <summary>A store under test with what a test may do to it from outside. The cell's regions are <c>us</c>, <c>ca</c> and <c>br</c>.</summary>
public abstract class StoreHarness : IAsyncDisposable
{
    public static ImmutableArray<string> Regions => ["us", "ca", "br"];

    public CommitGate Gate { get; } = new();

    public abstract IActorStore Store { get; }

    /// <summary>Closes the store and opens it again on what it wrote.</summary>
    public abstract ValueTask ReopenAsync();

    /// <summary>Changes messages behind the back of the store, as damage would.</summary>
    /// <param name="set">What SQL puts behind SET; the same on every database.</param>
    public abstract Task DamageMessagesAsync(string set);

    public ValueTask DisposeAsync()
    {
        Gate.Open();
        GC.SuppressFinalize(this);
        return CloseAsync();
    }

    protected abstract ValueTask CloseAsync();
}

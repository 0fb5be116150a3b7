using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime.Tests.Fixture;

/// <summary>The genuine runtime has one clock and shows nothing; the tests that need more are marked as those of compat.</summary>
internal sealed partial class TestSilo
{
    internal int Activations => throw Hidden();

    internal int Unanswered => throw Hidden();

    internal int Pending => throw Hidden();

    internal bool IsDraining => throw Hidden();

    private NotSupportedException Hidden() => new($"The genuine runtime does not show this to {_host}.");

    private static void UseMachineClock(IServiceCollection services, TimeProvider machine)
    {
        _ = services;
        _ = machine;
    }
}

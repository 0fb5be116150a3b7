using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <summary>Describes a cluster in this process for tests.</summary>
public sealed class TestClusterBuilder
{
    private readonly List<Func<object>> _siloConfigurators = [];
    private readonly List<Action<IConfigurationBuilder>> _configuration = [];

    /// <summary>One silo.</summary>
    public TestClusterBuilder()
        : this(1)
    {
    }

    /// <summary>So many silos.</summary>
    public TestClusterBuilder(short initialSilosCount) => Options.InitialSilosCount = initialSilosCount;

    public TestClusterOptions Options { get; } = new();

    /// <summary>Adds an <see cref="ISiloConfigurator"/> or an <see cref="IHostConfigurator"/>, or a type that is both.</summary>
    public TestClusterBuilder AddSiloBuilderConfigurator<T>()
        where T : new()
    {
        if (!typeof(ISiloConfigurator).IsAssignableFrom(typeof(T)) && !typeof(IHostConfigurator).IsAssignableFrom(typeof(T)))
        {
            throw new ArgumentException($"{typeof(T)} is neither an {nameof(ISiloConfigurator)} nor an {nameof(IHostConfigurator)}.");
        }

        _siloConfigurators.Add(() => new T());
        return this;
    }

    public TestClusterBuilder ConfigureHostConfiguration(Action<IConfigurationBuilder> configureDelegate)
    {
        _configuration.Add(configureDelegate);
        return this;
    }

    public TestCluster Build()
    {
        if (Options.InitialSilosCount < 1)
        {
            throw new InvalidOperationException($"{Options.InitialSilosCount} silos were asked for: a cluster has at least one.");
        }

        return new(Options, [.. _siloConfigurators], [.. _configuration]);
    }
}

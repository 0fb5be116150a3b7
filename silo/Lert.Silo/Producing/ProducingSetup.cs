using Lert.Grains.Disclosures;
using Lert.Silo.Configuration;

namespace Lert.Silo.Producing;

/// <summary>Names the packer and what it needs.</summary>
internal static class ProducingSetup
{
    public static void AddProducingSettings(this IServiceCollection services) => services.AddSettings<ProductionOptions, ProductionOptionsValidator>(ProductionOptions.Section);

    /// <summary>Before the pumps, so that it is stopped after them.</summary>
    public static void AddProducing(this IServiceCollection services)
    {
        services.AddSingleton<IProductionSource, FolderSource>();
        services.AddSingleton<PackageShelf>();
        services.AddSingleton<IPackageShelf>(provider => provider.GetRequiredService<PackageShelf>());
        services.AddSingleton<PackageMaker>();
        services.AddSingleton<DisclosurePacker>();
        services.AddSingleton<IDisclosurePacker>(provider => provider.GetRequiredService<DisclosurePacker>());
        services.AddHostedService(provider => provider.GetRequiredService<DisclosurePacker>());
    }
}

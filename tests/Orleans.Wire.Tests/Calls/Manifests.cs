using System.Reflection;
using Orleans.Compat;
using Orleans.Runtime;

namespace Orleans.Wire.Tests.Calls;

/// <summary>The generated manifests of the product's contracts and of this assembly.</summary>
internal static class Manifests
{
    public static GrainManifest Product { get; } = Of(typeof(Lert.Grains.Holds.IHoldGrain).Assembly);

    public static GrainManifest Own { get; } = Of(typeof(Manifests).Assembly);

    public static WireContracts Contracts { get; } = new([Product, Own], new NoRouter());

    public static GrainManifest Of(Assembly assembly) => (GrainManifest)Activator.CreateInstance(assembly.GetCustomAttribute<GrainManifestAttribute>()!.Manifest, nonPublic: true)!;

    /// <summary>A reference through one of the interfaces above, bound to nothing that could answer.</summary>
    public static T Refer<T>(GrainId grainId) => (T)new NoRouter().Refer(typeof(T), grainId);

    private sealed class NoRouter : GrainRouter
    {
        internal override void Route(GrainProxy proxy, GrainCall call) => throw new NotSupportedException();

        internal override object Refer(Type interfaceType, GrainId grainId) =>
            Product.Interfaces.Concat(Own.Interfaces).Single(entry => entry.Interface == interfaceType).CreateProxy(this, grainId);
    }
}

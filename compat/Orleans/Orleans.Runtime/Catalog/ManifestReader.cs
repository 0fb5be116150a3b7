using System.Reflection;
using Orleans.Compat;

namespace Orleans.Runtime.Catalog;

/// <summary>Finds the generated manifests: of the assemblies that are loaded, and of all that those were compiled against.</summary>
internal static class ManifestReader
{
    internal static IReadOnlyList<GrainManifest> Read()
    {
        Dictionary<string, Assembly> seen = [];
        Queue<Assembly> open = new(AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic));
        while (open.TryDequeue(out Assembly? assembly))
        {
            if (seen.TryAdd(assembly.FullName!, assembly))
            {
                foreach (GrainAssemblyAttribute reference in assembly.GetCustomAttributes<GrainAssemblyAttribute>())
                {
                    open.Enqueue(Assembly.Load(reference.AssemblyName));
                }
            }
        }

        return
        [
            .. seen.Values
                .Select(assembly => assembly.GetCustomAttribute<GrainManifestAttribute>())
                .OfType<GrainManifestAttribute>()
                .Select(attribute => (GrainManifest)Activator.CreateInstance(attribute.Manifest, nonPublic: true)!),
        ];
    }
}

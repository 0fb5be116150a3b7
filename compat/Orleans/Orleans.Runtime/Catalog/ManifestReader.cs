using System.Reflection;
using Orleans.Compat;

namespace Orleans.Runtime.Catalog;

/// <summary>Finds the generated manifests: of the assemblies that are loaded, and of all that those were compiled against.</summary>
internal static class ManifestReader
{
    private static readonly string[] Framework = ["System", "Microsoft", "netstandard", "mscorlib"];

    internal static IReadOnlyList<GrainManifest> Read()
    {
        Dictionary<string, Assembly> seen = [];
        Queue<Assembly> open = new(AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic && !IsFramework(assembly.GetName())));
        while (open.TryDequeue(out Assembly? assembly))
        {
            if (seen.TryAdd(assembly.FullName!, assembly))
            {
                foreach (Assembly reference in ReferencesOf(assembly))
                {
                    open.Enqueue(reference);
                }
            }
        }

        return
        [
            .. seen.Values
                .Where(MayHaveManifest)
                .Select(assembly => assembly.GetCustomAttribute<GrainManifestAttribute>())
                .OfType<GrainManifestAttribute>()
                .Select(attribute => (GrainManifest)Activator.CreateInstance(attribute.Manifest, nonPublic: true)!),
        ];
    }

    private static IEnumerable<Assembly> ReferencesOf(Assembly assembly)
    {
        // The compiler forgets references that no code touches; the generator does not.
        IEnumerable<string> generated = MayHaveManifest(assembly) ? assembly.GetCustomAttributes<GrainAssemblyAttribute>().Select(reference => reference.AssemblyName) : [];
        IEnumerable<string> compiled = assembly.GetReferencedAssemblies().Where(reference => !IsFramework(reference)).Select(reference => reference.FullName);
        foreach (string name in generated.Concat(compiled))
        {
            Assembly? reference = null;
            try
            {
                reference = Assembly.Load(name);
            }
            catch (FileNotFoundException)
            {
                // Compiled against but not deployed: whoever needs it will say so.
            }

            if (reference is not null)
            {
                yield return reference;
            }
        }
    }

    private static bool MayHaveManifest(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Any(reference => reference.Name == typeof(GrainManifestAttribute).Assembly.GetName().Name);

    private static bool IsFramework(AssemblyName name) =>
        Framework.Any(prefix => name.Name == prefix || name.Name!.StartsWith(prefix + ".", StringComparison.Ordinal));
}

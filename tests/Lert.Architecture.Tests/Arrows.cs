namespace Lert.Architecture.Tests;

/// <summary>
/// Which room may lean on which: Interfaces → Orleans abstractions; Domain → Interfaces, NodaTime and Markdig; Grains → Domain, Interfaces and the store port;
/// Store → the port, and the names of a cluster's members; Api → Interfaces and its own contracts; Cli → contracts, Domain for counting offline, and the port for the journal's hash;
/// Silo → everything; nothing → Silo.
/// </summary>
internal static class Arrows
{
    private const string Interfaces = "Lert.Grains.Interfaces";
    private const string Port = "Lert.Store.Abstractions";
    private const string Contracts = "Lert.Api.Contracts";

    private static readonly Dictionary<string, Allowed> Rooms = new(StringComparer.Ordinal)
    {
        [Interfaces] = new([], ["Orleans.Sdk"], ["Orleans"]),
        ["Lert.Domain"] = new([Interfaces], [], ["NodaTime", "Markdig", "Orleans"]),
        [Port] = new([], [], []),
        ["Lert.Grains"] = new([Interfaces, "Lert.Domain", Port], ["Orleans.Sdk"], ["Orleans", "NodaTime"]),
        ["Lert.Store"] = new([Port], ["Orleans.Sdk"], ["Microsoft.Data.Sqlite", "SQLitePCLRaw", "Npgsql", "Orleans"]),
        [Contracts] = new([], ["Grpc.Core"], ["Google.Protobuf", "Grpc", "Microsoft.IdentityModel"]),
        ["Lert.Api"] = new([Interfaces, Contracts], ["Grpc.AspNetCore", "Grpc.Core", "Orleans.Sdk", "Orleans.Streaming"], ["Google.Protobuf", "Grpc", "Ical.Net", "Orleans", "Microsoft.IdentityModel"]),
        ["Lert.Cli"] = new(
            [Contracts, "Lert.Domain", Port, Interfaces],
            ["Grpc.Net.Client", "Grpc.Core"],
            ["Google.Protobuf", "Grpc", "NodaTime", "Serilog", "Spectre.Console", "Microsoft.IdentityModel"]),
        ["Lert.Silo"] = new(
            [Interfaces, "Lert.Domain", Port, "Lert.Grains", "Lert.Store", Contracts, "Lert.Api"],
            ["Orleans.Server", "Orleans.Sdk", "Grpc.AspNetCore", "Grpc.Core"],
            ["Orleans", "Grpc", "Google.Protobuf", "NodaTime", "OpenTelemetry", "Serilog", "MailKit", "MimeKit", "Microsoft.Data.Sqlite", "SQLitePCLRaw", "Microsoft.IdentityModel"]),
    };

    /// <summary>Packages that come with the platform or only help a build.</summary>
    private static readonly string[] Platform = ["System", "Microsoft.Extensions", "Microsoft.AspNetCore", "Microsoft.Net.Http", "Microsoft.CSharp", "netstandard", "mscorlib"];
    private static readonly string[] BuildOnly = ["Grpc.Tools"];

    public static IEnumerable<string> Violations(ProjectFile project)
    {
        if (!Rooms.TryGetValue(project.Name, out var allowed))
        {
            return [$"{project.Name} has no place in the house: say in {nameof(Arrows)} what it may lean on"];
        }

        return
        [
            .. project.Projects.Except(allowed.Projects, StringComparer.Ordinal).Select(other => $"{project.Name} → {other}"),
            .. project.Uses.Except(allowed.Uses, StringComparer.Ordinal).Select(other => $"{project.Name} uses {other}"),
            .. project.Packages.Where(package => !Is(package, allowed.Packages) && !Is(package, Platform) && !BuildOnly.Contains(package)).Select(other => $"{project.Name} takes package {other}"),
        ];
    }

    /// <summary>The same for what the compiler found to be used, which a transitive reference can hide from the project file.</summary>
    public static IEnumerable<string> Violations(ProjectFile project, IEnumerable<string> assemblies)
    {
        var allowed = Rooms[project.Name];
        return assemblies
            .Where(assembly => !Is(assembly, Platform) && !Is(assembly, allowed.Packages) && !allowed.Projects.Contains(assembly))
            .Select(assembly => $"{project.Name} was compiled against {assembly}");
    }

    private static bool Is(string name, IEnumerable<string> families) =>
        families.Any(family => name == family || name.StartsWith($"{family}.", StringComparison.Ordinal));

    private sealed record Allowed(string[] Projects, string[] Uses, string[] Packages);
}

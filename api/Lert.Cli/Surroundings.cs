using Lert.Api.Identity;

namespace Lert.Cli;

/// <summary>What a command may take from the machine around it. Made once, in <c>Program.cs</c>.</summary>
/// <param name="Clock">The wall clock.</param>
/// <param name="Out">Results, and nothing else.</param>
/// <param name="Error">Problems and progress.</param>
/// <param name="Variable">An environment variable; null when it is not set.</param>
/// <param name="ConfigDirectory">Where the configuration file and the development key live.</param>
internal sealed record Surroundings(TimeProvider Clock, TextWriter Out, TextWriter Error, Func<string, string?> Variable, string ConfigDirectory)
{
    /// <summary>This machine, this process, now.</summary>
    public static Surroundings OfThisProcess()
    {
        // The one place where this program names the wall clock.
#pragma warning disable RS0030
        var clock = TimeProvider.System;
#pragma warning restore RS0030
        return new(clock, Console.Out, Console.Error, Environment.GetEnvironmentVariable, FindConfigDirectory());
    }

    // The key's directory lies in it, and a silo that was told nothing looks for the key there.
    private static string FindConfigDirectory() => Path.GetDirectoryName(DevelopmentKey.DefaultDirectory)!;
}

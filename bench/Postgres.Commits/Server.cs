using System.Diagnostics;
using System.Globalization;

namespace Postgres.Commits;

/// <summary>A PostgreSQL of its own by <c>eng/postgres</c>; it goes away with this process.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly string Script = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "eng", "postgres"));

    private readonly Process _keeper;

    private readonly string _folder;

    private Server(Process keeper, string folder, string login) => (_keeper, _folder, Login) = (keeper, folder, login);

    public string Login { get; }

    public static async Task<Server> StartAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"lert-bench-postgres-{Environment.ProcessId}");
        var keeper = Process.Start(new ProcessStartInfo("bash", ["-c", $"cat >/dev/null; '{Script}' stop '{folder}' fast; rm -rf '{folder}'"]) { RedirectStandardInput = true })!;
        _ = await RunAsync("start", folder);
        // Not by loopback: where the machine's TCP paces (BBR), it holds answers back there, and that would be measured.
        return new(keeper, folder, (await RunAsync("socket", folder)).Trim());
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Script, arguments) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"eng/postgres {string.Join(' ', arguments)} failed.");
    }

    /// <summary>
    /// Processor time that the server's processes have used so far. On a machine that others use as well it says more than the clock: there sixty sessions get
    /// a larger part of the processors than two.
    /// </summary>
    public TimeSpan Processor()
    {
        var postmaster = File.ReadLines(Path.Combine(_folder, "data", "postmaster.pid")).First();
        var ticks = 0L;
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                // After the name in parentheses: state, parent, …, and twelve fields on the user's and the system's ticks.
                var stat = File.ReadAllText(Path.Combine(process, "stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                ticks += fields[1] == postmaster ? long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture) : 0;
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return TimeSpan.FromMilliseconds(ticks * 10);
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
    }
}

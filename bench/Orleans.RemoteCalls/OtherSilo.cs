using System.Diagnostics;
using System.Globalization;

namespace Orleans.RemoteCalls;

/// <summary>The second process: this program again. It serves until its input ends.</summary>
internal sealed class OtherSilo : IAsyncDisposable
{
    private readonly Process _process;

    private OtherSilo(Process process, int rawPort) => (_process, RawPort) = (process, rawPort);

    internal int Id => _process.Id;

    /// <summary>Where its <see cref="RawEcho"/> listens.</summary>
    internal int RawPort { get; }

    internal static async Task<OtherSilo> StartAsync(string membership)
    {
        Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Environment.GetCommandLineArgs()[0], "serve", membership])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return int.TryParse(await process.StandardOutput.ReadLineAsync(), CultureInfo.InvariantCulture, out int rawPort)
            ? new(process, rawPort)
            : throw new InvalidOperationException("The other silo did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

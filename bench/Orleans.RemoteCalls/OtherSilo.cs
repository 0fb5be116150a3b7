using System.Diagnostics;

namespace Orleans.RemoteCalls;

/// <summary>The second process: this program again. It serves until its input ends.</summary>
internal sealed class OtherSilo : IAsyncDisposable
{
    private readonly Process _process;

    private OtherSilo(Process process) => _process = process;

    internal int Id => _process.Id;

    internal static async Task<OtherSilo> StartAsync(string membership)
    {
        Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Environment.GetCommandLineArgs()[0], "serve", membership])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return await process.StandardOutput.ReadLineAsync() == "ready" ? new(process) : throw new InvalidOperationException("The other silo did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

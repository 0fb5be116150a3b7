using System.Diagnostics;
using System.Security.Cryptography;
using Lert.Cli.Connection;
using Lert.Domain.Packages;

namespace Lert.Cli.Demo.Monday;

/// <summary>How a program that was run from outside ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Errors);

/// <summary>The evidence desk of the police: it has a key pair, and opens what it gets with <c>lert</c>, a process of its own that knows no server.</summary>
internal sealed class EvidenceDesk : IDisposable
{
    public const string Name = "Harbour City Police, evidence desk";

    private readonly string _folder;
    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public EvidenceDesk(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(KeyFile, _key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(WrongKeyFile, other.ExportPkcs8PrivateKeyPem());
    }

    public string KeyFile => At("recipient.pem");

    /// <summary>Somebody else's.</summary>
    public string WrongKeyFile => At("somebody-else.pem");

    public V1.Recipient AsRecipient => new() { Name = Name, PublicKey = RecipientKey.Write(_key) };

    public string At(string name) => Path.Combine(_folder, name);

    public static Task<Ended> OpenAsync(string package, string key, string to, CancellationToken cancelled) =>
        LertAsync(null, cancelled, "disclosure", "open", package, "--key", key, "--to", to);

    /// <summary>Runs this very program once more, and waits.</summary>
    /// <param name="server">Where the silo is and who asks; null for what is done offline.</param>
    public static async Task<Ended> LertAsync(ServerSettings? server, CancellationToken cancelled, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var arg in args.Prepend(Path.Combine(AppContext.BaseDirectory, "lert.dll")))
        {
            start.ArgumentList.Add(arg);
        }

        start.Environment[ServerSettings.AddressVariable] = server?.Address.ToString() ?? "http://127.0.0.1:1";
        start.Environment[ServerSettings.TokenVariable] = server?.Token ?? "";
        using var process = Process.Start(start) ?? throw new DemoFailedException("lert did not start once more");
        try
        {
            // Both while it writes: a full pipe would stop it for ever.
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancelled), process.StandardError.ReadToEndAsync(cancelled));
            await process.WaitForExitAsync(cancelled);
            return new Ended(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    public void Dispose() => _key.Dispose();
}

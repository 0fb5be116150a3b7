using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Grpc.Core;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Disclosures;

/// <summary>What takes a package out, and what opens one.</summary>
internal static class PackageVerbs
{
    public static Command Fetch(Surroundings surroundings)
    {
        var id = DisclosureCommand.Id();
        var file = new Option<string>("--to") { Description = "The file to write. It must not be there.", HelpName = "FILE", Required = true };
        var change = new ChangeOptions();
        var command = new Command("fetch", "Takes the package out, encrypted for its recipient. Each taking is in the journal.") { id, file };
        command.Add(change.RequestId);
        return command.Asks(surroundings, async asking =>
        {
            var path = asking.Get(file)!;
            var request = new FetchDisclosureRequest { RequestId = change.IdFor(asking), DisclosureId = asking.Get(id) };
            if (File.Exists(path))
            {
                CommandLine.Report([$"there is a file '{path}' already"]);
                return ExitCode.BadInput;
            }

            var partial = $"{path}.partial";
            try
            {
                await using (var output = File.Create(partial))
                {
                    using var call = asking.Client.Disclosures.Fetch(request, asking.Client.Stream(asking.Cancelled));
                    await foreach (var piece in call.ResponseStream.ReadAllAsync(asking.Cancelled))
                    {
                        await output.WriteAsync(piece.Data.Memory, asking.Cancelled);
                    }
                }

                File.Move(partial, path);
            }
            catch (RpcException refused) when (!asking.Cancelled.IsCancellationRequested)
            {
                throw asking.Failure(refused, request.RequestId);
            }
            finally
            {
                File.Delete(partial);
            }

            return await DisclosureCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Disclosures.GetAsync(new GetDisclosureRequest { DisclosureId = request.DisclosureId }, call)));
        }).WithExamples($"lert disclosure fetch {DisclosureCommand.Some} --to production.lertpkg");
    }

    /// <summary>Offline: whoever receives a package needs no server, and no account with us.</summary>
    public static Command Open(Surroundings surroundings)
    {
        var file = new Argument<string>("FILE") { Description = "The package." };
        var key = new Option<string>("--key") { Description = "The recipient's private key, a PEM file.", HelpName = "FILE", Required = true };
        var folder = new Option<string>("--to") { Description = "The folder to make. It must not be there.", HelpName = "FOLDER", Required = true };
        var command = new Command("open", "Opens a package with the recipient's key, and checks every file against the manifest.") { file, key, folder };
        var output = OutputOption.AddTo(command);
        command.SetAction(parse =>
        {
            var pem = TextFile.Read(parse.GetValue(key)!);
            using var recipient = ECDiffieHellman.Create();
            if ((pem.Problem ?? Import(recipient, pem.Text, parse.GetValue(key)!)) is { } problem)
            {
                CommandLine.Report([problem]);
                return ExitCode.BadInput;
            }

            var opened = OpenedPackage.Open(parse.GetValue(file)!, recipient, parse.GetValue(folder)!);
            if (opened.Problem is { } broken)
            {
                CommandLine.Report([broken]);
                return opened.IsBadInput ? ExitCode.BadInput : ExitCode.Refused;
            }

            var manifest = opened.Manifest!;
            new Display(parse.GetValue(output), surroundings).Show(
                Google.Protobuf.WellKnownTypes.Struct.Parser.ParseJson(System.Text.Encoding.UTF8.GetString(manifest.Write())),
                () => Sheets.Fields(
                    ("Disclosure", manifest.DisclosureId),
                    ("Case", manifest.CaseId),
                    ("Files", manifest.Files.Length.ToString(CultureInfo.InvariantCulture)),
                    ("Bytes", manifest.Files.Sum(known => known.Size).ToString("N0", CultureInfo.InvariantCulture)),
                    ("Manifest", $"every file is as it says; SHA-256 {opened.ManifestSha256}")));
            return ExitCode.Done;
        });
        return command.WithExamples("lert disclosure open production.lertpkg --key recipient.pem --to production");
    }

    private static string? Import(ECDiffieHellman key, string pem, string path)
    {
        try
        {
            key.ImportFromPem(pem);
            return null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            return $"'{path}' holds no elliptic-curve private key in PEM";
        }
    }
}

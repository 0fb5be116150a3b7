using Lert.Cli.Connection;
using Lert.Cli.Demo.Night;
using Lert.Cli.Import;
using Lert.Grains;
using Lert.V1;

namespace Lert.Cli.Demo.Monday;

/// <summary>
/// The third act, a Monday at the desk: an emergency that is decided by two and delivered, a warrant that is narrowed, approved, packed and opened by the police, a
/// false request that is caught, and a recall that reaches every case of an officer. Then all of it is read again from outside.
/// </summary>
internal sealed class MondayRun(SiloProcess silo, LertClient client, Impersonation people, PagingGateway gateway, VirtualClock clock, Surroundings surroundings)
{
    /// <summary>Monday, 09:30 in Los Angeles: Ben has the week.</summary>
    public static readonly DateTimeOffset Start = new(2027, 6, 14, 16, 30, 0, TimeSpan.Zero);

    /// <summary>Calendar seconds for each real one: nobody has to hurry.</summary>
    public const double Speed = 20;

    /// <summary>The folder of snapshots, below the act's own.</summary>
    public const string Snapshots = "snapshots";

    private TimeProvider Wall => surroundings.Clock;

    public async Task<MondayStory> RunAsync(string directory, bool isSilent, CancellationToken cancellationToken)
    {
        var telling = new Telling(clock, surroundings, isSilent);
        var desk = new Caseworkers(client, people, telling, cancellationToken);
        var steps = new CaseSteps(desk);
        var snapshots = new SnapshotFolder(Path.Combine(directory, Snapshots));
        using var police = new EvidenceDesk(Path.Combine(directory, "police"));
        await desk.AskAsync(DemoRun.Auditor, client.Rotas.ListAsync, new ListRotasRequest { PageSize = 1 });
        await clock.WaitAsync(Start, Wall, cancellationToken);
        await NightDesk.MakeAsync(client, desk.TokenOf(Caseworkers.Max), cancellationToken);
        await LeadsDesk.MakeAsync(client, desk.TokenOf(Caseworkers.Max), cancellationToken);

        var started = Wall.GetTimestamp();
        var (hold, officer) = await new KeepingScene(desk, steps, snapshots, telling).PlayAsync(Start);
        var emergency = await new EmergencyScene(desk, steps, police, gateway, telling).PlayAsync(Start, hold);
        var warrants = new WarrantScene(desk, steps, police, telling);
        var warrant = await warrants.PlayAsync(Start, hold);
        var impostor = await new FalseScene(desk, steps, telling).PlayAsync(Start);
        var recall = new RecallScene(desk, steps, police, telling);
        var stopped = await recall.PlayAsync(Start, hold, officer);

        telling.Scene("From outside");
        var page = ActorKey.PageOf("us", $"{officer}/recall/1");
        await desk.UntilAsync("a ring of the recall", () => Task.FromResult(gateway.Rings.Any(ring => ring.PageId == page)), rang => rang);
        var verified = await EvidenceDesk.LertAsync(new ServerSettings(silo.Address, desk.TokenOf(DemoRun.Auditor)), cancellationToken, "journal", "verify");
        telling.Say($"lert journal verify: {(verified.Output + verified.Errors).Split('\n')[0]}");
        return new MondayStory
        {
            Emergency = (await desk.CaseAsync(emergency.Case), await desk.DisclosureAsync(emergency.Disclosure)),
            // What was delivered and not confirmed is stopped by the recall as well.
            Warrant = (
                await desk.CaseAsync(warrant.Case),
                await desk.UntilAsync("that the delivered warrant is stopped", () => desk.DisclosureAsync(warrant.Disclosure), seen => seen.Status == DisclosureStatus.Cancelled)),
            Stopped = (await desk.CaseAsync(stopped.Case), await desk.DisclosureAsync(stopped.Disclosure)),
            Impostor = await desk.CaseAsync(impostor),
            ImpostorsDisclosures = (await desk.AskAsync(DemoRun.Auditor, client.Disclosures.ListAsync, new ListDisclosuresRequest { CaseId = impostor })).Disclosures.Count,
            Officer = await desk.RequesterAsync(officer),
            RecallPage = page,
            Refusals = desk.Refusals,
            Openings = warrants.Openings,
            Taken = snapshots.Files.ToDictionary(file => file.Key, file => SnapshotFolder.Sha256(file.Value)),
            Found = FilesIn(police.At(WarrantScene.Opened)),
            Leftovers = [.. ((string[])[WarrantScene.WithWrongKey, WarrantScene.Changed]).Where(name => Path.Exists(police.At(name)) || Path.Exists(police.At($"{name}.partial")))],
            Looks = recall.Looks,
            Journal = await JournalAsync(cancellationToken),
            Verified = verified,
            Rings = gateway.Rings,
            Took = Wall.GetElapsedTime(started),
            StopCode = await silo.StopAsync(Wall, cancellationToken),
        };
    }

    /// <summary>What the police have in their hands: read from their disk, and hashed here.</summary>
    private static Dictionary<string, string> FilesIn(string folder) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), file => SnapshotFolder.Sha256(File.ReadAllBytes(file)));

    private async Task<IReadOnlyList<JournalLine>> JournalAsync(CancellationToken cancellationToken)
    {
        var lines = new List<JournalLine>();
        using var call = client.Journal.Read(new ReadJournalRequest(), client.Stream(cancellationToken));
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            lines.Add(call.ResponseStream.Current);
        }

        return lines;
    }
}

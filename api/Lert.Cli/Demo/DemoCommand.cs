using System.CommandLine;
using System.Text.Json;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Cli.Connection;
using Lert.Cli.Demo.Checks;
using Lert.Cli.Demo.Monday;
using Lert.Cli.Demo.Night;
using Lert.Cli.Help;
using Lert.Cli.Import;
using Lert.Cli.Output;

namespace Lert.Cli.Demo;

/// <summary><c>lert demo</c>: twenty months of a response team's work in about a hundred seconds, a night and a Monday, and a judgement of them from outside.</summary>
internal static class DemoCommand
{
    /// <summary>The samples keep delicate requests away from here.</summary>
    private static readonly DateTimeOffset KillAt = new(2027, 6, 10, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Startup = TimeSpan.FromSeconds(3);
    private const int GraceDays = 30;

    public static Command Create(Surroundings surroundings)
    {
        var samples = new Option<string?>("--samples") { Description = "The requests. Default: deploy/samples/requests.jsonl of the repository.", HelpName = "FILE" };
        var seconds = new Option<int>("--seconds") { Description = "How long the months take.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var silo = new Option<string?>("--silo") { Description = "The silo to start. Default: the one built together with this program.", HelpName = "Lert.Silo.dll" };
        var keep = new Option<bool>("--keep") { Description = "Keeps the directory with the store, the keys and the silo's log." };
        var command = new Command("demo", "Shows the whole work in three acts: twenty months in about two minutes with a crash in the middle, a night, and a Monday at the desk.") { samples, seconds, silo, keep };
        var output = OutputOption.AddTo(command);
        seconds.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && value is < 20 or > 3_600)
            {
                result.AddError("--seconds is 20 to 3,600");
            }
        });
        command.SetAction((parse, cancelled) => Ending.OfAsync(
            surroundings,
            parse.GetValue(output),
            () => RunAsync(surroundings, parse.GetValue(output), parse.GetValue(samples), parse.GetValue(silo), TimeSpan.FromSeconds(parse.GetValue(seconds)), parse.GetValue(keep), cancelled),
            cancelled));
        return command.WithExamples("lert demo", "lert demo --seconds 200 --keep", "lert demo --output json");
    }

    private static async Task<int> RunAsync(
        Surroundings surroundings, OutputFormat format, string? samples, string? silo, TimeSpan length, bool keep, CancellationToken cancelled)
    {
        var dll = SiloProcess.Find(silo);
        var directory = Directory.CreateTempSubdirectory("lert-demo-").FullName;
        var failed = true;
        try
        {
            var started = surroundings.Clock.GetTimestamp();
            var plan = DemoPlan.Of(samples ?? SamplesBeside(dll), length, Startup, KillAt, GraceDays, surroundings.Clock);
            var people = new Impersonation(DevelopmentKey.LoadOrCreate(Path.Combine(directory, "keys")), surroundings.Clock);
            using var process = new SiloProcess(dll, directory, plan.Clock, GraceDays);
            var state = new DemoState(plan.Lines.Count, plan.Clock);
            using var client = new LertClient(new ServerSettings(process.Address, people.TokenFor(DemoRun.Auditor)), surroundings.Clock);
            var run = new DemoRun(plan, process, client, state, people, surroundings);
            process.Start();
            var running = run.RunAsync(cancelled);
            if (format == OutputFormat.Table)
            {
                surroundings.Out.WriteLine($"A silo on {process.Address}, its store and log in {directory}; {plan.Lines.Count} requests, {plan.Expected.Count} holds.");
                await new Picture(state, plan.Clock, surroundings).WhileAsync(running);
            }

            var evidence = await running;
            var result = new DemoResult(plan, DemoCheck.Of(evidence), evidence, run, surroundings.Clock.GetElapsedTime(started));
            Remark(surroundings, format, "Second act: a Friday night, and whoever is on call sleeps.");
            var night = await NightAsync(surroundings, dll, directory, cancelled);
            Remark(surroundings, format, "Third act: a Monday at the desk.");
            var monday = await MondayAsync(surroundings, format, dll, directory, cancelled);
            failed = result.Breaches.Count > 0 || night.Breaches().Any() || monday.Breaches().Any();
            Report(surroundings, format, result, night, monday);
            return failed ? ExitCode.Refused : ExitCode.Done;
        }
        catch (Exception broken) when (broken is DemoFailedException or RpcException && !cancelled.IsCancellationRequested)
        {
            surroundings.Error.WriteLine($"error: {broken.Message}");
            return ExitCode.Refused;
        }
        finally
        {
            Tidy(surroundings, directory, keep || failed);
        }
    }

    /// <summary>A silo of its own: its calendar runs slower than that of the months.</summary>
    private static async Task<NightStory> NightAsync(Surroundings surroundings, string dll, string parent, CancellationToken cancelled)
    {
        var directory = Directory.CreateDirectory(Path.Combine(parent, "night")).FullName;
        var people = new Impersonation(DevelopmentKey.LoadOrCreate(Path.Combine(directory, "keys")), surroundings.Clock);
        var clock = new VirtualClock(surroundings.Clock.GetUtcNow() + Startup, NightRun.Start, NightRun.Speed);
        using var gateway = new PagingGateway(clock, surroundings.Clock);
        using var process = new SiloProcess(
            dll, directory, clock, GraceDays,
            ("Lert:Paging:Webhook:Url", gateway.Url), ("Lert:Paging:Webhook:Secret", gateway.Secret), ("Lert:Paging:Webhook:AllowPrivateNetworks", "true"));
        using var client = new LertClient(new ServerSettings(process.Address, people.TokenFor(DemoRun.Auditor)), surroundings.Clock);
        process.Start();
        return await new NightRun(process, client, people, gateway, clock, surroundings).RunAsync(cancelled);
    }

    /// <summary>A silo of its own, which produces from a folder of snapshots.</summary>
    private static async Task<MondayStory> MondayAsync(Surroundings surroundings, OutputFormat format, string dll, string parent, CancellationToken cancelled)
    {
        var directory = Directory.CreateDirectory(Path.Combine(parent, "monday")).FullName;
        var people = new Impersonation(DevelopmentKey.LoadOrCreate(Path.Combine(directory, "keys")), surroundings.Clock);
        var clock = new VirtualClock(surroundings.Clock.GetUtcNow() + Startup, MondayRun.Start, MondayRun.Speed);
        using var gateway = new PagingGateway(clock, surroundings.Clock);
        using var process = new SiloProcess(
            dll, directory, clock, GraceDays,
            ("Lert:Paging:Webhook:Url", gateway.Url), ("Lert:Paging:Webhook:Secret", gateway.Secret), ("Lert:Paging:Webhook:AllowPrivateNetworks", "true"),
            ("Lert:Production:Snapshots", Path.Combine(directory, MondayRun.Snapshots)), ("Lert:Production:Packages", Path.Combine(directory, "packages")));
        using var client = new LertClient(new ServerSettings(process.Address, people.TokenFor(DemoRun.Auditor)), surroundings.Clock);
        process.Start();
        return await new MondayRun(process, client, people, gateway, clock, surroundings).RunAsync(directory, format == OutputFormat.Json, cancelled);
    }

    private static void Remark(Surroundings surroundings, OutputFormat format, string text)
    {
        if (format == OutputFormat.Table)
        {
            surroundings.Out.WriteLine(text);
        }
    }

    private static void Report(Surroundings surroundings, OutputFormat format, DemoResult result, NightStory night, MondayStory monday)
    {
        foreach (var breach in result.Breaches.Concat(night.Breaches()).Concat(monday.Breaches()))
        {
            surroundings.Error.WriteLine($"error: {breach}");
        }

        if (format == OutputFormat.Json)
        {
            surroundings.Out.WriteLine(JsonSerializer.Serialize(new { Months = result.Json(), Night = night.Json(), Monday = monday.Json() }, JsonText.Indented));
        }
        else
        {
            new Display(format, surroundings).Write(result.Table());
            surroundings.Out.WriteLine();
            new Display(format, surroundings).Write(night.Table());
            surroundings.Out.WriteLine();
            new Display(format, surroundings).Write(monday.Table());
        }
    }

    private static void Tidy(Surroundings surroundings, string directory, bool keep)
    {
        if (keep)
        {
            surroundings.Error.WriteLine($"lert: the store, the keys and the silo's log are in {directory}");
        }
        else
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string SamplesBeside(string dll)
    {
        for (var root = new FileInfo(dll).Directory; root is not null; root = root.Parent)
        {
            var samples = Path.Combine(root.FullName, "deploy", "samples", "requests.jsonl");
            if (File.Exists(samples))
            {
                return samples;
            }
        }

        throw new UsageException("name the requests with --samples: there is no deploy/samples/requests.jsonl above the silo");
    }
}

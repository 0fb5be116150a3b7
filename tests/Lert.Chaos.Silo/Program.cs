// The silo itself, and at most one promise taken out of it:
//   Lert.Chaos.Silo [--weaken cas|command-ids|wakes|protection] [--stumble] SETTINGS...
using Lert.Chaos.Silo;
using Lert.Silo;
using Lert.Silo.Cluster;
using Lert.Silo.Configuration;
using Lert.Silo.Storage;
using Lert.Store;
using Microsoft.Extensions.DependencyInjection;

var at = Array.IndexOf(args, "--weaken");
var weaken = at >= 0 ? args[at + 1] : null;
var stumbles = args.Contains("--stumble");
string[] settings = [.. (weaken is null ? args : [.. args[..at], .. args[(at + 2)..]]).Where(word => word != "--stumble")];
if (weaken is not null && !Weakening.All.Contains(weaken))
{
    await Console.Error.WriteLineAsync($"--weaken takes one of: {string.Join(", ", Weakening.All)}");
    return 2;
}

#pragma warning disable RS0030 // A root: the machine's clock is named once, and may be moved by a file.
var machine = TimeProvider.System;
#pragma warning restore RS0030
var app = SiloHost.Build(settings, builder =>
{
    if (Environment.GetEnvironmentVariable("LERT_CHAOS_CLOCK") is { } file)
    {
        builder.Services.AddSingleton<TimeProvider>(new FileClock(machine, file));
    }

    if (weaken is not null || stumbles)
    {
        builder.Services.AddSingleton<IActorStore>(provider =>
        {
            var store = provider.GetRequiredService<StoreSlot>().Store;
            return Weak(stumbles ? new StumblingStore(store) : store, provider, weaken);
        });
    }
});
var stopping = app.Lifetime.ApplicationStopping;
stopping.Register(DeathSentence.Obey);
try
{
    await using (app)
    {
        await SiloHost.RunAsync(app, CancellationToken.None);
    }

    // As the silo itself ends: who watches tells a death sentence from a crash by it.
    return Environment.ExitCode;
}
catch (Exception refused) when (StartProblems.Of(refused) is { Count: > 0 } problems)
{
    await Console.Error.WriteLineAsync($"The silo does not start: {string.Join(' ', problems)}");
    return 1;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return Environment.ExitCode;
}

static IActorStore Weak(IActorStore store, IServiceProvider services, string? weaken) => weaken switch
{
    Weakening.CompareAndSet => new OverwritingStore(store),
    Weakening.CommandIds => new ForgetfulStore(store),
    Weakening.Wakes => new TakingStore(store),
    Weakening.Protection => new HastyStore(store, services.GetRequiredService<IGrainFactory>),
    _ => store,
};

using Lert.Silo;
using Lert.Silo.Backup;
using Lert.Silo.Cluster;
using Lert.Silo.Configuration;
using Serilog;

if (BackupProgram.IsAsked(args))
{
    return await BackupProgram.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
}

try
{
    await using var app = SiloHost.Build(args);
    app.Lifetime.ApplicationStopping.Register(DeathSentence.Obey);
    await SiloHost.RunAsync(app, CancellationToken.None);
    // A silo that the others declared dead stops by itself, and says so here: whoever watches it starts it again.
    return Environment.ExitCode;
}
catch (Exception refused) when (StartProblems.Of(refused) is { Count: > 0 } problems)
{
    await Console.Error.WriteLineAsync("The silo does not start:");
    foreach (var problem in problems)
    {
        await Console.Error.WriteLineAsync($"  {problem}");
    }

    return 1;
}
finally
{
    await Log.CloseAndFlushAsync();
}

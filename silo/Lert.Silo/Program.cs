using Lert.Silo;
using Lert.Silo.Backup;
using Lert.Silo.Cluster;
using Lert.Silo.Configuration;
using Serilog;

if (BackupProgram.IsAsked(args))
{
    return await BackupProgram.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
}

CancellationToken stopping = default;
try
{
    await using var app = SiloHost.Build(args);
    stopping = app.Lifetime.ApplicationStopping;
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
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("The silo was told to stop before it had started.");
    return Environment.ExitCode;
}
finally
{
    await Log.CloseAndFlushAsync();
}

namespace Lert.Silo.Cluster;

/// <summary>
/// A silo that the others declared dead stops with an error code set. Its calls have failed already and its grains live elsewhere, so there is nothing that its
/// stop could wait for: every second of it is a second without the silo that its supervisor starts next. What is committed is in the store.
/// </summary>
internal static class DeathSentence
{
    private static readonly TimeSpan Respite = TimeSpan.FromSeconds(1);

    /// <summary>Called as the process begins to stop; does nothing on a planned stop.</summary>
    public static void Obey()
    {
        if (Environment.ExitCode != 0)
        {
            _ = ExitAsync();
        }
    }

    private static async Task ExitAsync()
    {
#pragma warning disable RS0030 // The process and not the calendar: the machine's clock.
        await Task.Delay(Respite, TimeProvider.System);
#pragma warning restore RS0030
        Environment.Exit(Environment.ExitCode);
    }
}

namespace Lert.Store.Sqlite.Native;

/// <summary>A write transaction around an action, for the few places outside the writer's own loop.</summary>
internal static class Transaction
{
    public static void Run(Database database, Action action)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            action();
            database.Execute("COMMIT");
        }
        catch
        {
            if (database.InTransaction)
            {
                database.Execute("ROLLBACK");
            }

            throw;
        }
    }
}

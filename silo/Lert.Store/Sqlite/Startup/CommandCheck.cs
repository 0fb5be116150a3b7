using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Startup;

/// <summary>Compares the commands that the journal names with those that are remembered: one that is lost would be done twice.</summary>
internal static class CommandCheck
{
    // An entry and the command that made it were written by one transaction.
    private const string Lost = """
        SELECT count(*) FROM journal AS j
        WHERE j.command_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM commands AS c WHERE c.kind = j.kind AND c.key = j.key AND c.command_id = j.command_id)
        """;

    /// <exception cref="DataLossException">A command is not there.</exception>
    public static void Run(Database database, string file)
    {
        if (database.ScalarInt64(Lost) is > 0 and var lost)
        {
            throw new DataLossException($"The store file {file} is damaged and must be restored from a backup: {lost} commands that its journal names are not remembered.");
        }
    }
}

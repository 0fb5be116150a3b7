using Lert.Store.Postgres.Sessions;
using Npgsql;

namespace Lert.Store.Postgres.Startup;

/// <summary>What kept a store from opening, each in one sentence for the person who runs the silo.</summary>
internal static class StartFaults
{
    public static Exception Of(Exception fault, string server) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } said =>
            new StoreOpenException($"PostgreSQL at {server} does not accept the login of Lert:Store:Postgres: {said.MessageText}.", fault),
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } said => new StoreOpenException($"PostgreSQL at {server}: {said.MessageText}; create it, owned by lert_owner.", fault),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } said => new StoreOpenException($"The login of Lert:Store:Postgres lacks a right on {server}: {said.MessageText}.", fault),
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } said => new StoreUnavailableException($"PostgreSQL at {server} has no connection left: {said.MessageText}.", fault),
        NpgsqlException { InnerException: null } odd when odd is not PostgresException && odd.Message.Contains("password", StringComparison.OrdinalIgnoreCase) =>
            new StoreOpenException($"PostgreSQL at {server} asks for a password, and Lert:Store:Postgres has none.", fault),
        _ => PostgresFaults.ToNothingWritten(fault, server),
    };
}

using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using Store.Commits;

namespace Postgres.Commits;

/// <summary>One row per transaction and nothing else: what a grain's state costs on the same server with the same driver.</summary>
internal sealed class PlainWrite
{
    private readonly NpgsqlDataSource _source;
    private readonly long[] _versions = new long[Workload.Actors];
    private readonly byte[] _state = RandomNumberGenerator.GetBytes(1024);

    private readonly Server _server;

    private PlainWrite(NpgsqlDataSource source, Server server) => (_source, _server) = (source, server);

    public static async Task<PlainWrite> PrepareAsync(Server server)
    {
        var parts = new NpgsqlConnectionStringBuilder(server.Login) { MaxPoolSize = 80, MaxAutoPrepare = 10, AutoPrepareMinUsages = 1, NoResetOnClose = true, Options = "-c role=lert_owner" };
        var source = NpgsqlDataSource.Create(parts.ConnectionString);
        await using var make = source.CreateCommand("CREATE TABLE public.plain (kind text NOT NULL, key text NOT NULL, version bigint NOT NULL, state bytea NOT NULL, PRIMARY KEY (kind, key))");
        await make.ExecuteNonQueryAsync();
        await using var fill = source.CreateCommand($"INSERT INTO public.plain SELECT 'hold', 'us-' || lpad(to_hex(n), 8, '0'), 0, decode(repeat('00', 1024), 'hex') FROM generate_series(0, {Workload.Actors - 1}) AS n");
        await fill.ExecuteNonQueryAsync();
        return new(source, server);
    }

    public Task<Result> RunAsync(int callers, TimeSpan stretch) => Result.OfAsync(
        callers,
        stretch,
        async (caller, turn) =>
        {
            var actor = (int)((caller + ((long)turn * callers)) % (Workload.Actors - (Workload.Actors % callers)));
            await using var session = await _source.OpenConnectionAsync();
            await using var write = new NpgsqlCommand("UPDATE public.plain SET state = $1, version = $2 + 1 WHERE kind = $3 AND key = $4 AND version = $2", session);
            write.Parameters.Add(new() { Value = _state });
            write.Parameters.Add(new() { Value = _versions[actor]++ });
            write.Parameters.Add(new() { Value = "hold" });
            write.Parameters.Add(new() { Value = string.Create(CultureInfo.InvariantCulture, $"us-{actor:x8}") });
            if (await write.ExecuteNonQueryAsync() != 1)
            {
                throw new InvalidOperationException("The plain write lost a version.");
            }
        },
        static () => 0,
        _server);
}

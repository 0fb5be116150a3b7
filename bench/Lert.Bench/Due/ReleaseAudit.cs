using System.Data.Common;
using Lert.Grains.Accounts;
using Lert.Grains.Holds;
using Microsoft.Data.Sqlite;

namespace Lert.Bench.Due;

/// <summary>Reads from outside, from the file or the database, what became of the holds.</summary>
internal sealed class ReleaseAudit : IDisposable
{
    private readonly DbConnection _connection;
    private readonly long _due;

    /// <param name="connection">Not yet open; its tables are those of the store.</param>
    public ReleaseAudit(DbConnection connection, DateTimeOffset due)
    {
        (_connection, _due) = (connection, Store.JournalChain.ToMicroseconds(due));
        _connection.Open();
    }

    public static ReleaseAudit OfFile(string file, DateTimeOffset due) =>
        new(new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ToString()), due);

    /// <summary>When the last account was let go, after the end.</summary>
    public TimeSpan LastDetached => TimeSpan.FromMicroseconds(Number("SELECT max(at) FROM journal WHERE type = 'account.hold-detached.v1'") - _due);

    /// <summary>Asked several times a second beside what is measured: as long as messages wait, it looks at one row. Counting the holds would read all of them.</summary>
    public bool IsSettled(int holds) =>
        Number("SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT 1) AS waiting") == 0
        && Number($"SELECT count(*) FROM actors WHERE kind = 'hold' AND status = '{HoldStatus.Released}'") == holds;

    public string Progress() =>
        $"{Number($"SELECT count(*) FROM actors WHERE kind = 'hold' AND status = '{HoldStatus.Released}'")} holds are released and {Number("SELECT count(*) FROM outbox")} messages wait";

    /// <summary>How late each release was, in milliseconds.</summary>
    public Percentiles Lateness()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT released_at - release_not_before FROM actors WHERE kind = 'hold'";
        using var row = command.ExecuteReader();
        var late = new List<double>();
        while (row.Read())
        {
            late.Add(row.GetInt64(0) / 1000.0);
        }

        return new(late);
    }

    /// <exception cref="InvalidOperationException">A hold was released twice, early or not at all, or an account was not let go exactly once.</exception>
    public void Check(int holds)
    {
        Must("holds end when the law says", $"SELECT count(*) FROM actors WHERE kind = 'hold' AND release_not_before = {_due}", holds);
        Must("releases", "SELECT count(*) FROM journal WHERE type = 'hold.released.v1'", holds);
        Must("holds released", "SELECT count(DISTINCT key) FROM journal WHERE type = 'hold.released.v1'", holds);
        Must("releases before their time", "SELECT count(*) FROM actors WHERE kind = 'hold' AND (released_at < release_not_before OR released_early)", 0);
        Must("releases decided before their time", $"SELECT count(*) FROM journal WHERE type = 'hold.released.v1' AND at < {_due}", 0);
        Must("withdrawals", "SELECT count(*) FROM journal WHERE type = 'account.hold-detached.v1'", holds);
        Must("accounts let go", "SELECT count(DISTINCT key) FROM journal WHERE type = 'account.hold-detached.v1'", holds);
        Must("accounts in their grace period", $"SELECT count(*) FROM actors WHERE kind = 'account' AND status = '{PreservationStatus.Grace}'", holds);
        Must("holds that their case knows to have ended", "SELECT count(*) FROM journal WHERE type = 'case.hold-ended.v1'", holds);
        Must("messages left", "SELECT count(*) FROM outbox", 0);
    }

    public void Dispose() => _connection.Dispose();

    private void Must(string what, string sql, long expected)
    {
        if (Number(sql) is var found && found != expected)
        {
            throw new InvalidOperationException($"{what}: {found}, not {expected}.");
        }
    }

    private long Number(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}

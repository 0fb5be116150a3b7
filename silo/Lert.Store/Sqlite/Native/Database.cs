using SQLitePCL;

namespace Lert.Store.Sqlite.Native;

/// <summary>One connection. Used by one thread at a time; owns the statements prepared on it.</summary>
internal sealed class Database : IDisposable
{
    // More shapes than any workload of the store has; past it the oldest habit is to start over, which costs a re-prepare and nothing else.
    private const int MaxCachedStatements = 128;

    private readonly sqlite3 _handle;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    static Database() => Batteries_V2.Init();

    private Database(sqlite3 handle) => _handle = handle;

    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public static Database Open(string path)
    {
        const int flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        if (code != raw.SQLITE_OK)
        {
            var fault = new SqliteFault(code, raw.sqlite3_errmsg(handle).utf8_to_string());
            handle.Dispose();
            throw fault;
        }

        _ = raw.sqlite3_extended_result_codes(handle, 1);
        return new Database(handle);
    }

    /// <summary>Runs a script of statements that return nothing of interest.</summary>
    public void Execute(string script)
    {
        var code = raw.sqlite3_exec(_handle, script);
        if (code != raw.SQLITE_OK)
        {
            throw Fault();
        }
    }

    /// <summary>The statement for this text, prepared once per connection.</summary>
    public Statement Cached(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement))
        {
            return statement;
        }

        if (_statements.Count == MaxCachedStatements)
        {
            DisposeStatements();
        }

        if (raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle) != raw.SQLITE_OK)
        {
            throw Fault();
        }

        return _statements[sql] = new Statement(this, handle);
    }

    /// <summary>The first column of the first row as a number; null when there is no row or no value.</summary>
    public long? ScalarInt64(string sql)
    {
        using var row = Cached(sql).Begin();
        return row.Next() && !row.IsNull(0) ? row.Int64(0) : null;
    }

    /// <summary>The first column of every row as text.</summary>
    public List<string> Texts(string sql)
    {
        var texts = new List<string>();
        using var row = Cached(sql).Begin();
        while (row.Next())
        {
            texts.Add(row.Text(0));
        }

        return texts;
    }

    public SqliteFault Fault() => new(raw.sqlite3_extended_errcode(_handle), raw.sqlite3_errmsg(_handle).utf8_to_string());

    public void Dispose()
    {
        DisposeStatements();
        _handle.Dispose();
    }

    private void DisposeStatements()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
    }
}

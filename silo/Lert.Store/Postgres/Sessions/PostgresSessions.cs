using Npgsql;

namespace Lert.Store.Postgres.Sessions;

/// <summary>
/// Where sessions come from, and what is true in each of them: its role, its timeouts, and plans that never depend on statistics. Every question of the store
/// is a range of an index, so the other ways to answer it are switched off.
/// </summary>
internal sealed class PostgresSessions : IAsyncDisposable
{
    public const string Schema = "lert";
    public const string OwnerRole = "lert_owner";
    public const string AppRole = "lert_app";

    // The server gives up first, so that its answer says that nothing was written; the client's patience is for a server that has gone away.
    private static readonly TimeSpan Longer = TimeSpan.FromSeconds(5);

    private const string Plans =
        "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_bitmapscan=off -c jit=off -c plan_cache_mode=force_generic_plan";

    // Idle sessions that the server had ended would each be found out by a question that fails.
    private const string Lasting = "-c idle_session_timeout=0";

    private readonly NpgsqlDataSource _questions;
    private readonly NpgsqlDataSource _commits;
    private readonly NpgsqlDataSource _looks;
    private readonly NpgsqlDataSource _hints;
    private string? _place;

    public PostgresSessions(string connectionString, int readers, int writers, TimeSpan? statementTimeout = null)
    {
        var statement = statementTimeout ?? PostgresStoreOptions.DefaultStatementTimeout;
        // A lock is given up before the statement is: only then it is known that somebody held one, and that the others of a batch need not fail with it.
        var work = $"{Plans} -c lock_timeout={statement.TotalMilliseconds / 4:0} {Lasting}";
        // Nobody opens one but asynchronously.
        NpgsqlDataSource Work(int most) =>
            new NpgsqlDataSourceBuilder(Of(connectionString, AppRole, work, statement, most)).UsePhysicalConnectionInitializer(static _ => throw new NotSupportedException(), CheckPlaceAsync).Build();

        // Apart, so that no commit waits behind questions.
        (_questions, _commits) = (Work(readers + 2), Work(writers));
        _looks = NpgsqlDataSource.Create(Of(connectionString, AppRole, $"{Plans} {Lasting}", statement, 4));
        // A lost hint is found by the next poll: nobody waits for the disk on its account.
        _hints = NpgsqlDataSource.Create(Of(connectionString, AppRole, "-c synchronous_commit=off", TimeSpan.FromSeconds(2), 4));
        (Server, _login) = (Describe(connectionString), connectionString);
    }

    private readonly string _login;

    /// <summary>The server and database in words, without a password.</summary>
    public string Server { get; }

    /// <summary>A session of the application's role, to read what the actors say and to settle messages: in the database that was judged, and in no other.</summary>
    public ValueTask<NpgsqlConnection> OpenForQuestionsAsync(CancellationToken cancellationToken) => _questions.OpenConnectionAsync(cancellationToken);

    /// <summary>The same, to commit.</summary>
    public ValueTask<NpgsqlConnection> OpenForCommitsAsync(CancellationToken cancellationToken) => _commits.OpenConnectionAsync(cancellationToken);

    /// <summary>A session of the application's role for what is about the database itself, whichever it is by now.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _looks.OpenConnectionAsync(cancellationToken);

    /// <summary>A session for hints alone.</summary>
    public ValueTask<NpgsqlConnection> OpenForHintsAsync(CancellationToken cancellationToken) => _hints.OpenConnectionAsync(cancellationToken);

    /// <summary>A session of its own for the start, as the login or as the role that owns the schema.</summary>
    public async Task<NpgsqlConnection> OpenForStartAsync(string? role, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(Of(_login, role, "", TimeSpan.FromMinutes(10), 1, pooling: false));
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Work goes on in this database.</summary>
    public void Judged(string place)
    {
        if (Interlocked.Exchange(ref _place, place) != place)
        {
            // None of another one is used again.
            _questions.Clear();
            _commits.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _questions.DisposeAsync();
        await _commits.DisposeAsync();
        await _looks.DisposeAsync();
        await _hints.DisposeAsync();
    }

    // A fail-over can bring every new connection to another database, before anybody had the time to look whether that is a copy of an older state. The first is
    // the one that the store was opened on.
    private async Task CheckPlaceAsync(NpgsqlConnection session)
    {
        await using var ask = new NpgsqlCommand("SELECT place()", session);
        var place = (string)(await ask.ExecuteScalarAsync())!;
        if (Interlocked.CompareExchange(ref _place, place, null) is { } judged && judged != place)
        {
            throw new StoreUnavailableException($"PostgreSQL at {Server} is another database now ('{place}' and not '{judged}'): nothing is read from it or written to it before it was looked at.");
        }
    }

    public static string Describe(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"{parts.Host}:{parts.Port}/{parts.Database ?? parts.Username}";
    }

    /// <summary>A path instead of a name: the server's socket on this machine, which needs no probing and refuses to be told of it.</summary>
    private static bool IsSocket(string? host) => host is ['/' or '@', ..];

    private static string Of(string connectionString, string? role, string settings, TimeSpan statement, int most, bool pooling = true)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        var options = new List<string>();
        if (!string.IsNullOrEmpty(parts.Options))
        {
            options.Add(parts.Options);
        }

        if (role is not null)
        {
            options.Add($"-c role={role}");
        }

        options.Add($"-c search_path={Schema} -c statement_timeout={statement.TotalMilliseconds:0} -c lock_timeout=0 -c idle_in_transaction_session_timeout=10000");
        // Whatever the server's default is: a commit is on disk before it is answered, and a warning is heard.
        options.Add("-c client_min_messages=warning");
        if (!settings.Contains("synchronous_commit", StringComparison.Ordinal))
        {
            options.Add("-c synchronous_commit=on");
        }

        options.Add(settings);
        parts.Options = string.Join(' ', options).Trim();
        parts.ApplicationName ??= "lert-silo";
        (parts.Pooling, parts.MaxPoolSize, parts.Enlist) = (pooling, most, false);
        // Sessions are never left in another state than they began in, so nothing needs to be reset.
        (parts.NoResetOnClose, parts.MaxAutoPrepare, parts.AutoPrepareMinUsages) = (true, 64, 1);
        (parts.CommandTimeout, parts.CancellationTimeout) = ((int)(statement + Longer).TotalSeconds, 2000);
        parts.Timeout = Math.Min(parts.Timeout, 5);
        if (!IsSocket(parts.Host))
        {
            (parts.TcpKeepAlive, parts.TcpKeepAliveTime, parts.TcpKeepAliveInterval) = (true, 5, 2);
        }

        // A server's detail may quote a row.
        (parts.IncludeErrorDetail, parts.PersistSecurityInfo) = (false, false);
        return parts.ConnectionString;
    }
}

using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Lert.Store.Sqlite.Native;

/// <summary>A prepared statement. <see cref="Begin"/> it, bind parameters from 1, step through its rows, and dispose the cursor to let go of its locks.</summary>
internal sealed class Statement : IDisposable
{
    // Text that is not well-formed would be stored as something else, and two different keys could become one.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Database _database;
    private readonly sqlite3_stmt _handle;

    public Statement(Database database, sqlite3_stmt handle) => (_database, _handle) = (database, handle);

    public Cursor Begin() => new(this);

    public void Dispose() => _handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw _database.Fault();
        }
    }

    /// <summary>One execution of the statement.</summary>
    public readonly ref struct Cursor(Statement statement)
    {
        private readonly sqlite3_stmt _handle = statement._handle;

        public Cursor Bind(int index, long value)
        {
            statement.Check(raw.sqlite3_bind_int64(_handle, index, value));
            return this;
        }

        public Cursor Bind(int index, long? value)
        {
            statement.Check(value is { } given ? raw.sqlite3_bind_int64(_handle, index, given) : raw.sqlite3_bind_null(_handle, index));
            return this;
        }

        public Cursor Bind(int index, string? text)
        {
            if (text is null)
            {
                statement.Check(raw.sqlite3_bind_null(_handle, index));
                return this;
            }

            const int onStack = 512;
            var room = Utf8.GetMaxByteCount(text.Length);
            var rented = room > onStack ? ArrayPool<byte>.Shared.Rent(room) : null;
            var buffer = rented ?? stackalloc byte[onStack];
            statement.Check(raw.sqlite3_bind_text(_handle, index, buffer[..Utf8.GetBytes(text, buffer)]));
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }

            return this;
        }

        public Cursor Bind(int index, ReadOnlySpan<byte> blob)
        {
            statement.Check(raw.sqlite3_bind_blob(_handle, index, blob));
            return this;
        }

        /// <summary>The next row, or false at the end.</summary>
        public bool Next() => raw.sqlite3_step(_handle) switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw statement._database.Fault(),
        };

        /// <summary>Runs a statement that returns no rows.</summary>
        public void Run()
        {
            while (Next())
            {
            }
        }

        public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

        public long Int64(int column) => raw.sqlite3_column_int64(_handle, column);

        public int Int32(int column) => (int)raw.sqlite3_column_int64(_handle, column);

        public long? NullableInt64(int column) => IsNull(column) ? null : Int64(column);

        public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_handle, column));

        public string? NullableText(int column) => IsNull(column) ? null : Text(column);

        public byte[] Blob(int column) => raw.sqlite3_column_blob(_handle, column).ToArray();

        /// <summary>Valid until the next step.</summary>
        public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_handle, column);

        public void Dispose() => _ = raw.sqlite3_reset(_handle);
    }
}

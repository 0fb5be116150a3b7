using System.Security.Cryptography;

namespace Lert.Silo.Producing;

/// <summary>Reads one file and hashes what it reads. Whoever has read it all asks <see cref="Check"/> whether that was what the snapshot holds.</summary>
internal sealed class CheckedStream(FileStream file, string sha256) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly long _length = file.Length;
    private long _read;

    public override bool CanRead => true;

    /// <summary>True so that a writer of archives takes the length as it is; nobody moves in it.</summary>
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <exception cref="SourceException">It was changed, grew or shrank while it was read, or before.</exception>
    public void Check()
    {
        if (_read != _length || file.Length != _length || Convert.ToHexStringLower(_hash.GetCurrentHash()) != sha256)
        {
            throw new SourceException(SourceException.Changed, "A file of the snapshot is not what its manifest says: it was changed, or changed while it was read.");
        }
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Took(file.Read(buffer[..Room(buffer.Length)]), buffer);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(broken);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Took(await file.ReadAsync(buffer[..Room(buffer.Length)], cancellationToken), buffer.Span);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(broken);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private static SourceException Unreadable(Exception broken) => new(SourceException.Unreadable, "A file of the snapshot cannot be read.", broken);

    /// <summary>What grows while it is read is not read further: its length was written already.</summary>
    private int Room(int asked) => (int)Math.Min(asked, _length - _read);

    private int Took(int count, ReadOnlySpan<byte> buffer)
    {
        if (count == 0 && buffer.Length > 0 && _read < _length)
        {
            throw new SourceException(SourceException.Changed, "A file of the snapshot became shorter while it was read.");
        }

        _hash.AppendData(buffer[..count]);
        _read += count;
        return count;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Lert.Domain.Packages;

/// <summary>
/// Encrypts what is written to it, chunk by chunk, for one recipient. Each chunk is bound to its place, and the last to being the last, so that none can be
/// changed, moved, left out or added. Without <see cref="CompleteAsync"/> there is no last chunk, and nothing opens.
/// </summary>
public sealed class SealingStream : Stream
{
    internal const int ChunkSize = 64 * 1024;

#pragma warning disable CA2213 // It stays open: whoever made it hashes, flushes and closes it.
    private readonly Stream _output;
#pragma warning restore CA2213
    private readonly AesGcm _body;
    private readonly byte[] _chunk = new byte[ChunkSize];
    private readonly byte[] _sealed = new byte[ChunkSize + PackageHeader.TagSize];
    private byte[]? _header;
    private int _filled;
    private ulong _counter;
    private bool _isComplete;

    private SealingStream(Stream output, byte[] header, byte[] bodyKey)
    {
        (_output, _header) = (output, header);
        _body = new AesGcm(bodyKey, PackageHeader.TagSize);
        CryptographicOperations.ZeroMemory(bodyKey);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A package under a new key, which nobody but the recipient will ever have.</summary>
    /// <param name="output">Stays open.</param>
    /// <param name="publicKey">The recipient's, as <see cref="RecipientKey"/> has it.</param>
    public static SealingStream For(Stream output, string publicKey)
    {
        using var recipient = RecipientKey.Read(publicKey);
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var packageKey = RandomNumberGenerator.GetBytes(PackageHeader.KeySize);
        try
        {
            return Under(output, recipient, ephemeral, packageKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(packageKey);
        }
    }

    /// <summary>Under keys that a test has chosen.</summary>
    internal static SealingStream Under(Stream output, ECDiffieHellman recipient, ECDiffieHellman ephemeral, ReadOnlySpan<byte> packageKey)
    {
        var (header, bodyKey) = PackageHeader.Seal(recipient, ephemeral, packageKey);
        return new SealingStream(output, header, bodyKey);
    }

    /// <summary>Writes the last chunk. Nothing can be written after it.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await SealAsync(isLast: true, cancellationToken);
        _isComplete = true;
        await _output.FlushAsync(cancellationToken);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isComplete, this);
        while (!buffer.IsEmpty)
        {
            // A full chunk waits for one byte more: only then it is known not to be the last.
            if (_filled == ChunkSize)
            {
                await SealAsync(isLast: false, cancellationToken);
            }

            var taken = Math.Min(buffer.Length, ChunkSize - _filled);
            buffer.Span[..taken].CopyTo(_chunk.AsSpan(_filled));
            _filled += taken;
            buffer = buffer[taken..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>For writers that know no other way; the output is a file.</summary>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isComplete, this);
        while (!buffer.IsEmpty)
        {
            if (_filled == ChunkSize)
            {
                _output.Write(Seal(isLast: false).Span);
            }

            var taken = Math.Min(buffer.Length, ChunkSize - _filled);
            buffer[..taken].CopyTo(_chunk.AsSpan(_filled));
            _filled += taken;
            buffer = buffer[taken..];
        }
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    internal static void WriteNonce(Span<byte> nonce, ulong counter, bool isLast)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(nonce[3..11], counter);
        nonce[11] = isLast ? (byte)1 : (byte)0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CryptographicOperations.ZeroMemory(_chunk);
            _body.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask SealAsync(bool isLast, CancellationToken cancellationToken) => await _output.WriteAsync(Seal(isLast), cancellationToken);

    /// <summary>The chunk as it goes out, with the head in front of the first.</summary>
    private ReadOnlyMemory<byte> Seal(bool isLast)
    {
        Span<byte> nonce = stackalloc byte[PackageHeader.NonceSize];
        WriteNonce(nonce, _counter++, isLast);
        _body.Encrypt(nonce, _chunk.AsSpan(0, _filled), _sealed.AsSpan(0, _filled), _sealed.AsSpan(_filled, PackageHeader.TagSize));
        var chunk = _sealed.AsMemory(0, _filled + PackageHeader.TagSize);
        _filled = 0;
        if (_header is not { } header)
        {
            return chunk;
        }

        _header = null;
        return (byte[])[.. header, .. chunk.Span];
    }
}

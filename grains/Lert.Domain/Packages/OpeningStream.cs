using System.Security.Cryptography;

namespace Lert.Domain.Packages;

/// <summary>Decrypts a package as it is read. It throws at the first byte that is not as it was sealed, and at an end that is not the end.</summary>
public sealed class OpeningStream : Stream
{
    private const int SealedSize = SealingStream.ChunkSize + PackageHeader.TagSize;

    private readonly Stream _input;
    private readonly AesGcm _body;
    private readonly byte[] _plain = new byte[SealingStream.ChunkSize];

    /// <summary>A chunk and one byte of the next, which tells that there is a next.</summary>
    private readonly byte[] _sealed = new byte[SealedSize + 1];
    private int _ahead;
    private int _at;
    private int _end;
    private ulong _counter;
    private bool _isLast;

    private OpeningStream(Stream input, byte[] bodyKey)
    {
        _input = input;
        _body = new AesGcm(bodyKey, PackageHeader.TagSize);
        CryptographicOperations.ZeroMemory(bodyKey);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads the head.</summary>
    /// <param name="input">At the first byte of the package; it is closed with this.</param>
    /// <param name="recipient">With its private key.</param>
    /// <exception cref="PackageException">It is no package, not for this key, or was changed.</exception>
    public static OpeningStream Of(Stream input, ECDiffieHellman recipient)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(recipient);
        var header = new byte[PackageHeader.Size];
        var read = input.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        return new OpeningStream(input, PackageHeader.Open(header.AsSpan(0, read), recipient));
    }

    public override int Read(Span<byte> buffer)
    {
        while (_at == _end)
        {
            if (_isLast)
            {
                return 0;
            }

            Next();
        }

        var taken = Math.Min(buffer.Length, _end - _at);
        _plain.AsSpan(_at, taken).CopyTo(buffer);
        _at += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

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
            CryptographicOperations.ZeroMemory(_plain);
            _body.Dispose();
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Next()
    {
        var read = _ahead + _input.ReadAtLeast(_sealed.AsSpan(_ahead), _sealed.Length - _ahead, throwOnEndOfStream: false);
        _isLast = read <= SealedSize;
        var size = Math.Min(read, SealedSize);
        if (size < PackageHeader.TagSize)
        {
            throw new PackageException("The package ends before its end.");
        }

        Span<byte> nonce = stackalloc byte[PackageHeader.NonceSize];
        SealingStream.WriteNonce(nonce, _counter++, _isLast);
        var plain = size - PackageHeader.TagSize;
        try
        {
            _body.Decrypt(nonce, _sealed.AsSpan(0, plain), _sealed.AsSpan(plain, PackageHeader.TagSize), _plain.AsSpan(0, plain));
        }
        catch (AuthenticationTagMismatchException changed)
        {
            throw new PackageException("The package was changed, or ends before its end.", changed);
        }

        (_at, _end) = (0, plain);
        _ahead = _isLast ? 0 : 1;
        _sealed[0] = _sealed[SealedSize];
    }
}

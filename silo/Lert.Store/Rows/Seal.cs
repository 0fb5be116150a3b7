using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Lert.Store.Rows;

/// <summary>
/// Eight bytes of SHA-256 over the values of a row, each with its length, in a fixed order. Against damage, not against an attacker: whoever can write the
/// file can also write seals.
/// </summary>
internal ref struct Seal
{
    private const int Absent = -1;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _length;

    public Seal()
    {
    }

    public void Add(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), value);

    public void Add(long? value)
    {
        Add(value is null ? Absent : 1L);
        Add(value.GetValueOrDefault());
    }

    public void Add(string? text)
    {
        if (text is null)
        {
            Add((long)Absent);
            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(text);
        Add((long)bytes);
        _ = Encoding.UTF8.GetBytes(text, Room(bytes));
    }

    public void Add(ReadOnlySpan<byte> blob)
    {
        Add((long)blob.Length);
        blob.CopyTo(Room(blob.Length));
    }

    /// <summary>The seal. Ends the use of this value.</summary>
    public long Close()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(_buffer.AsSpan(0, _length), hash);
        ArrayPool<byte>.Shared.Return(_buffer);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_buffer.Length * 2, _length + bytes)));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var room = _buffer.AsSpan(_length, bytes);
        _length += bytes;
        return room;
    }
}

namespace Orleans.Compat;

/// <content>Messages inside messages, and collections.</content>
public ref partial struct WireReader
{
    /// <summary>Goes into a message behind its length. The result is for <see cref="End"/>.</summary>
    public int Begin()
    {
        if (++_depth > WireLimits.Depth)
        {
            throw new WireFormatException($"A message has more than {WireLimits.Depth} levels.");
        }

        int length = ReadLength();
        int outer = _end;
        _end = _position + length;
        return outer;
    }

    /// <summary>Leaves the message, whether or not all of it was read.</summary>
    public void End(int outer)
    {
        _depth--;
        _position = _end;
        _end = outer;
    }

    /// <summary>How many elements follow. There is something of each of them in the message.</summary>
    public int ReadCount()
    {
        ulong count = ReadVarint();
        if (count > (ulong)Remaining)
        {
            ThrowTruncated();
        }

        _elements += (int)count;
        return _elements <= WireLimits.Elements ? (int)count : throw new WireFormatException($"A message has more than {WireLimits.Elements:N0} elements.");
    }

    /// <summary>The alias of the case whose fields follow; empty where none is named.</summary>
    public ReadOnlySpan<byte> ReadCase()
    {
        int before = _position;
        if (TryReadTag(out _, out WireKind kind) && kind == WireKind.Case)
        {
            return ReadBytes();
        }

        _position = before;
        return [];
    }
}

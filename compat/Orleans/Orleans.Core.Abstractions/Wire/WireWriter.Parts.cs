using System.Buffers;
using System.Text.Unicode;

namespace Orleans.Compat;

/// <content>What is longer than a number: text, messages inside messages, collections.</content>
public sealed partial class WireWriter
{
    /// <summary>Text as UTF-8 behind its length. Half of a surrogate pair is no text, and is refused.</summary>
    public void WriteString(ReadOnlySpan<char> text)
    {
        // Most text is ASCII: then the length is known before the bytes are.
        int guess = VarintLength((uint)text.Length);
        Span<byte> room = Room((text.Length * 3) + LongestVarint);
        if (Utf8.FromUtf16(text, room[guess..], out _, out int length, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw new WireFormatException("The text holds half of a surrogate pair and cannot be written as UTF-8.");
        }

        int prefix = VarintLength((uint)length);
        if (prefix != guess)
        {
            room.Slice(guess, length).CopyTo(room[prefix..]);
        }

        WriteVarint((uint)length);
        Length += length;
    }

    /// <summary>Begins a message whose length is not known yet. The result is for <see cref="End"/>.</summary>
    public int Begin()
    {
        if (++_depth > WireLimits.Depth)
        {
            throw new WireFormatException($"A message with more than {WireLimits.Depth} levels does not travel.");
        }

        Room(1);
        return Length++;
    }

    public void End(int begin)
    {
        _depth--;
        int length = Length - begin - 1;
        if (length < 0x80)
        {
            _buffer[begin] = (byte)length;
            return;
        }

        // One byte was left for the length; a longer one pushes the message on.
        int prefix = VarintLength((uint)length);
        Room(prefix - 1);
        _buffer.AsSpan(begin + 1, length).CopyTo(_buffer.AsSpan(begin + prefix));
        Length = begin;
        WriteVarint((uint)length);
        Length += length;
    }

    /// <summary>How many elements a collection has. They follow, each with a tag.</summary>
    public void WriteCount(int count)
    {
        _elements += count;
        if (_elements > WireLimits.Elements || _elements < 0)
        {
            throw new WireFormatException($"A message with more than {WireLimits.Elements:N0} elements does not travel.");
        }

        WriteVarint((uint)count);
    }

    /// <summary>Which case of a hierarchy the fields that follow are.</summary>
    public void WriteCase(ReadOnlySpan<byte> alias)
    {
        WriteTag(0, WireKind.Case);
        WriteBytes(alias);
    }
}

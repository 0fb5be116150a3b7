using System.Buffers.Binary;

namespace Lert.Store.Sqlite.Startup;

/// <summary>
/// Looks through the write-ahead log before SQLite recovers it. SQLite takes a log up to the first frame that is not right and drops the rest in silence: correct after a
/// torn write, for nothing after it was acknowledged, but a loss when a frame in the middle rotted. With <c>synchronous=FULL</c> a transaction is only
/// written after the one before it reached the disk, so behind a torn frame there can be the end of its own transaction and no more. Two ends mean damage.
/// </summary>
internal static class LogCheck
{
    private const int HeaderBytes = 32, FrameHeaderBytes = 24;
    private const uint Magic = 0x377F0682;

    /// <exception cref="DataLossException">Acknowledged commits lie behind a broken frame.</exception>
    public static void Run(string databaseFile)
    {
        var log = databaseFile + "-wal";
        if (!File.Exists(log))
        {
            return;
        }

        using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 20);
        var header = new byte[HeaderBytes];
        if (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
        {
            return;
        }

        if (CommitsBehindBreak(stream, header) is var lost and > 1)
        {
            throw new DataLossException($"The write-ahead log {log} is damaged in the middle, and {lost} transactions behind the damage would be lost: restore it from a backup.");
        }
    }

    private static int CommitsBehindBreak(FileStream stream, byte[] header)
    {
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var pageBytes = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(8));
        var sound = (magic & ~1u) == Magic && pageBytes is >= 512 and <= 65536;
        var checksum = new Checksum(bigEndian: (magic & 1) != 0);
        if (sound)
        {
            checksum.Add(header.AsSpan(0, 24));
            sound = checksum.Is(header.AsSpan(24));
        }

        // A header that is wrong says nothing of salts or sizes; what lies behind it is recognised by the size of every page of the store.
        var frame = new byte[FrameHeaderBytes + (pageBytes is >= 512 and <= 65536 ? pageBytes : 4096)];
        var salts = header.AsSpan(16, 8).ToArray();
        var commitsBehind = 0;
        while (stream.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            // Frames of an earlier turn of the log carry other salts.
            var ofThisTurn = frame.AsSpan(8, 8).SequenceEqual(salts);
            if (sound)
            {
                checksum.Add(frame.AsSpan(0, 8));
                checksum.Add(frame.AsSpan(FrameHeaderBytes));
                sound = ofThisTurn && checksum.Is(frame.AsSpan(16));
                if (sound)
                {
                    continue;
                }
            }

            commitsBehind += ofThisTurn && BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0 ? 1 : 0;
        }

        return commitsBehind;
    }

    /// <summary>The running checksum of the log, over pairs of 32-bit words in the byte order that its magic number names.</summary>
    private struct Checksum(bool bigEndian)
    {
        private uint _first;
        private uint _second;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            for (; bytes.Length >= 8; bytes = bytes[8..])
            {
                _first += Word(bytes) + _second;
                _second += Word(bytes[4..]) + _first;
            }
        }

        public readonly bool Is(ReadOnlySpan<byte> stored) =>
            BinaryPrimitives.ReadUInt32BigEndian(stored) == _first && BinaryPrimitives.ReadUInt32BigEndian(stored[4..]) == _second;

        private readonly uint Word(ReadOnlySpan<byte> bytes) => bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}

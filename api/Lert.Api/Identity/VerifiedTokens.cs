using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Lert.Api.Identity;

/// <summary>
/// Callers whose token was verified a moment ago, so that their next call costs a hash and not a signature. A token is known by its digest, all of it, and
/// only until it expires, until other keys hold, or for half a minute: where keys come from an authority, that is how much longer a withdrawn one is good.
/// What a caller may call is judged at every call.
/// </summary>
internal sealed class VerifiedTokens(EdgeClock clock)
{
    /// <summary>More callers than one silo has at a time; past it all are verified again.</summary>
    private const int Most = 4_096;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Digest, Entry> _entries = new();
    private int _generation;

    /// <param name="authorization">The whole header.</param>
    public Caller? Find(string authorization) =>
        _entries.TryGetValue(Digest.Of(authorization), out var entry) && entry.Generation == Volatile.Read(ref _generation) && clock.Time.GetUtcNow() < entry.Until
            ? entry.Caller
            : null;

    /// <param name="generation">From <see cref="Generation"/>, before the token was verified.</param>
    /// <param name="expires">When the token does; one without an end is not kept.</param>
    public void Keep(string authorization, Caller caller, int generation, DateTimeOffset? expires)
    {
        var now = clock.Time.GetUtcNow();
        if (expires is not { } end || end <= now)
        {
            return;
        }

        if (_entries.Count >= Most)
        {
            _entries.Clear();
        }

        _entries[Digest.Of(authorization)] = new Entry(caller, generation, end < now + Longest ? end : now + Longest);
    }

    /// <summary>Which keys hold. What was verified with others is not known any more.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>Other keys hold.</summary>
    public void Forget() => Interlocked.Increment(ref _generation);

    private readonly record struct Digest(UInt128 First, UInt128 Second)
    {
        public static Digest Of(string text)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            _ = SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
            return new(MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[16..]));
        }
    }

    private sealed record Entry(Caller Caller, int Generation, DateTimeOffset Until);
}

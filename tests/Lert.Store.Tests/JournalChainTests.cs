using System.Text;

namespace Lert.Store.Tests;

/// <summary>The hash of an entry is for ever. The expected ones were computed outside this code, from the description of the chain.</summary>
public sealed class JournalChainTests
{
    // A tenth of a microsecond more than is stored.
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);
    private static readonly ActorId Hold = new("hold", "us-h-ö");

    [Fact]
    public void A_later_entry_without_a_command_hashes_as_it_always_did()
    {
        byte[] previous = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];
        var hash = JournalChain.Hash(previous, Hold, 7, 5, "hold.extended.v1", At, "ann@lert.example", null, Encoding.UTF8.GetBytes("""{"a":1}"""));
        Assert.Equal("b82245b55a2398e2e2cc0ca100cb0974bcd1d27072a493ca3f2a56500a8ea0d7", Convert.ToHexStringLower(hash));
    }

    [Fact]
    public void A_long_first_entry_with_a_command_hashes_as_it_always_did()
    {
        var data = Encoding.UTF8.GetBytes(new string('x', 5_000));
        var hash = JournalChain.Hash(JournalChain.Origin.Span, Hold, 1, 1, "hold.extended.v1", At, "ann@lert.example", "request-1", data);
        Assert.Equal("acf8de312f314ffb4e86a99a44a9760a8cd5c5e0c158c1f717108413a58f6046", Convert.ToHexStringLower(hash));
    }
}

using FsCheck;
using FsCheck.Fluent;
using Grpc.Net.Protocol;

namespace Grpc.Interop.Tests;

/// <summary>The small encodings of the protocol, over many values.</summary>
public sealed class WireFormatTests
{
    [Fact]
    public void A_timeout_on_the_wire_is_never_longer_and_hardly_shorter()
    {
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).SelectMany(_ => Gen.Choose(0, 28), (amount, shift) => TimeSpan.FromTicks((long)amount << shift)).ToArbitrary(),
            timeout =>
            {
                var text = WireTimeout.Encode(timeout);
                var decoded = WireTimeout.Decode(text)!.Value;
                // A time that is up still has to say something: the shortest there is.
                return text.Length <= 9 && (timeout == TimeSpan.Zero ? decoded == TimeSpan.FromTicks(1) : decoded <= timeout && (timeout - decoded).Ticks <= Math.Max(10, timeout.Ticks / 1_000));
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_text_survives_as_a_status_message()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            // Half a surrogate pair is no text: it arrives as the replacement character.
            var sent = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text ?? ""));
            var wire = StatusMessage.Encode(sent);
            return wire.All(c => c is >= ' ' and <= '~') && StatusMessage.Decode(wire) == sent;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("100%", "100%")]
    [InlineData("%zz%41", "%zzA")]
    [InlineData("%c3%b6", "ö")]
    [InlineData("%", "%")]
    public void A_status_message_is_read_leniently(string wire, string text) => Assert.Equal(text, StatusMessage.Decode(wire));
}

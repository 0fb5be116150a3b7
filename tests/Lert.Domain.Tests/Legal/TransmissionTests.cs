using Lert.Domain.Legal;
using NodaTime;

namespace Lert.Domain.Tests.Legal;

public class TransmissionTests
{
    private static readonly Instant Receipt = Some.At("2026-09-02T09:00:00+01:00");
    private static readonly Instant Outer = Some.At("2026-09-14T23:00:00Z");

    [Fact]
    public void Nothing_is_transmitted_before_the_outer_due_instant_while_the_authority_is_silent() =>
        Assert.Equal(new Transmission.From(Outer, ObjectionUntil: null), Transmit("eu-epoc", new AuthorityAnswer.Silent()));

    [Theory]
    [InlineData("2026-09-05T12:00:00Z", "2026-09-05T12:00:00Z")]
    [InlineData("2026-09-20T12:00:00Z", "2026-09-14T23:00:00Z")]
    [InlineData("2026-09-01T12:00:00Z", "2026-09-02T08:00:00Z")]
    public void The_authority_can_free_it_earlier_and_not_delay_it_by_its_silence(string cleared, string from) =>
        Assert.Equal(new Transmission.From(Some.At(from), ObjectionUntil: null), Transmit("eu-epoc", new AuthorityAnswer.WillNotRefuse(Some.At(cleared))));

    [Theory]
    [InlineData("2026-09-03T00:00:00Z")]
    [InlineData("2027-09-03T00:00:00Z")]
    public void A_refusal_blocks_for_good_whenever_it_comes(string refused) =>
        Assert.Equal(new Transmission.Never(), Transmit("eu-epoc", new AuthorityAnswer.Refuses(Some.At(refused))));

    [Fact]
    public void An_emergency_order_is_not_blocked_and_can_be_objected_to_for_96_hours() =>
        Assert.Equal(new Transmission.From(Receipt, Receipt + Duration.FromHours(96)), Transmit("eu-epoc-emergency", new AuthorityAnswer.Silent()));

    [Theory]
    [InlineData(96 * 3600, true)]
    [InlineData((96 * 3600) + 1, false)]
    public void An_objection_to_an_emergency_order_counts_within_96_hours_of_receipt(long seconds, bool blocks) =>
        Assert.Equal(blocks, Transmit("eu-epoc-emergency", new AuthorityAnswer.Refuses(Receipt + Duration.FromSeconds(seconds))) is Transmission.Never);

    [Fact]
    public void Without_a_rule_of_notification_nothing_waits() =>
        Assert.Equal(new Transmission.From(Receipt, ObjectionUntil: null), Transmit("us-2703h", new AuthorityAnswer.Silent()));

    private static Transmission Transmit(string regime, AuthorityAnswer answer) =>
        LegalClock.Transmit(Some.Book, regime, Receipt, LegalClock.Act(Some.Book, regime, Receipt).Value!, answer).Value!;
}

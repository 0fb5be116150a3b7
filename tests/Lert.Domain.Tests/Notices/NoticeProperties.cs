using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Notices;

namespace Lert.Domain.Tests.Notices;

/// <summary>
/// Any orders, extensions, reviews, lifts, exceptions, notices and ticks in any order at any time: nobody is told while an order stands, no extension shortens one,
/// none ends by itself before its hour, and nothing is disclosed without a notice of enough days, an order, or two people. The judge keeps its own book.
/// </summary>
public class NoticeProperties
{
    private static readonly string[] People = ["user:lead", "user:counsel", "user:intake"];

    private delegate Decision<CaseEvent> Decider(string key, CaseState state, CaseCommand command, Moment moment);

    private static Gen<int[]> Steps => Gen.ArrayOf(Gen.Choose(0, int.MaxValue - 1), 40);

    [Fact]
    public void G2_Nobody_is_told_before_the_end_of_an_order_and_no_extension_shortens_one()
    {
        var (told, extended, lapsed, delivered) = (0, 0, 0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(600), Prop.ForAll(Arb.From(Steps), choices =>
        {
            var walk = Walk(choices, CaseDecider.Decide);
            (told, extended, lapsed, delivered) = (told + walk.Told, extended + walk.Extended, lapsed + walk.Lapsed, delivered + walk.Delivered);
        }));
        Assert.True(told > 50 && extended > 50 && lapsed > 50 && delivered > 50, $"{told} told, {extended} extended, {lapsed} lapsed, {delivered} delivered");
    }

    [Fact]
    public void G2_Rules_that_tell_in_spite_of_an_order_would_be_found() => Bites((key, state, command, moment) => command is CaseCommand.RecordNotice
        ? CaseDecider.Decide(key, state with { Notice = state.Notice with { Orders = [] } }, command, moment)
        : CaseDecider.Decide(key, state, command, moment));

    [Fact]
    public void G2_Rules_that_let_an_extension_shorten_would_be_found() => Bites((key, state, command, moment) => command is CaseCommand.ExtendSilence
        ? CaseDecider.Decide(key, state with { Notice = state.Notice with { Orders = [.. state.Notice.Orders.Select(order => order with { EndsAt = moment.Now.AddTicks(1) })] } }, command, moment)
        : CaseDecider.Decide(key, state, command, moment));

    [Fact]
    public void G1_Rules_that_disclose_without_a_notice_would_be_found() => Bites((key, state, command, moment) => command is CaseCommand.Deliver
        ? Decision<CaseEvent>.Accept(new CaseEvent.Moved(state.Status, CaseStatus.Delivered, moment.Now))
        : CaseDecider.Decide(key, state, command, moment));

    private static void Bites(Decider decide) =>
        Assert.ThrowsAny<Exception>(() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(600), Prop.ForAll(Arb.From(Steps), choices => { Walk(choices, decide); })));

    private static (int Told, int Extended, int Lapsed, int Delivered) Walk(int[] choices, Decider decide)
    {
        var ready = SomeNotice.Ready();
        var (state, now, book) = (ready.State, ready.Now, new Book());
        foreach (var choice in choices)
        {
            var command = Next(state, now, choice / 3);
            var moment = new Moment(now, command is CaseCommand.Deliver ? "user:producer" : People[choice % People.Length], Some.Rules);
            now += (choice / 5 % 4) switch { 0 => TimeSpan.Zero, 1 => TimeSpan.FromHours(choice / 20 % 50), 2 => TimeSpan.FromDays(choice / 20 % 20), _ => TimeSpan.FromMinutes(choice / 20 % 90) };
            if (CaseDecider.Validate(Some.CaseId, command, moment).Any())
            {
                continue;
            }

            var decision = decide(Some.CaseId, state, command, moment);
            Assert.True(decision.Refusal is null || RefusalCodes.All.Contains(decision.Refusal.Code), decision.Refusal?.Code);
            foreach (var happened in decision.Events)
            {
                book.Write(happened, moment);
                state = CaseDecider.Evolve(state, happened);
            }

            // The clock runs exactly while somebody is to be told.
            Assert.Equal(
                book.IsTelling && state.Notice.Orders.All(order => order.EndedAt is not null), state.Clocks.Any(clock => clock is { ClockId: "policy-notice", EndedAt: null }));
        }

        return (book.Told, book.Extended, book.Lapsed, book.Delivered);
    }

    private static CaseCommand Next(CaseState state, DateTimeOffset now, int choice)
    {
        var from = now.AddHours(-(choice / 9 % 60));
        var order = $"o{1 + (choice / 9 % Math.Max(1, state.Notice.Orders.Length))}";
        var term = (choice / 90 % 4) switch
        {
            0 => new SilenceTerm(from, SilenceLength.NoEnd, null, null, null),
            1 => new SilenceTerm(from, SilenceLength.UntilDate, null, DateOnly.FromDateTime(now.UtcDateTime).AddDays(choice / 400 % 40), "UTC"),
            _ => new SilenceTerm(from, SilenceLength.Days, 1 + (choice / 400 % 30), null, null),
        };
        return (choice % 9) switch
        {
            0 => new CaseCommand.RecordSilence(SilenceBasis.CourtOrder, "a court", "order", choice / 90 % 4 == 0 && choice % 2 == 0 ? term with { Length = SilenceLength.OneYear } : term),
            1 or 2 => new CaseCommand.ExtendSilence(order, "another", term),
            3 => choice / 9 % 3 == 0 ? new CaseCommand.LiftSilence(order, "vacated", "why") : new CaseCommand.ReviewSilence(order, "it stands"),
            4 => (choice / 9 % 5) switch
            {
                0 => new CaseCommand.ExceptNotice((NoticeGround)(1 + (choice / 90 % 2)), "why"),
                1 => new CaseCommand.RevokeExemption("why not"),
                _ => new CaseCommand.Tick(null),
            },
            5 or 6 => new CaseCommand.RecordNotice([], NoticeChannel.Mail, from, "notice"),
            7 => new CaseCommand.Deliver("D-1"),
            _ => new CaseCommand.Tick(null),
        };
    }

    /// <summary>What the judge knows: from when to when each order stood, who was told when, and who spoke for an exception.</summary>
    private sealed class Book
    {
        private readonly Dictionary<string, (DateTimeOffset From, DateTimeOffset Until)> _orders = [];
        private readonly HashSet<string> _excepted = [];
        private string? _ground;
        private DateTimeOffset? _toldAt;

        public int Told { get; private set; }

        public int Extended { get; private set; }

        public int Lapsed { get; private set; }

        public int Delivered { get; private set; }

        public bool IsTelling => _toldAt is null && _excepted.Count < 2;

        public void Write(CaseEvent happened, Moment moment)
        {
            switch (happened)
            {
                case CaseEvent.SilenceOrdered { Order: var order }:
                    _orders.Add(order.OrderId, (order.Term.From!.Value, order.EndsAt ?? DateTimeOffset.MaxValue));
                    break;
                case CaseEvent.SilenceExtended { New: var order }:
                    Assert.True((order.EndsAt ?? DateTimeOffset.MaxValue) > _orders[order.OrderId].Until, "An extension has shortened an order.");
                    _orders[order.OrderId] = (_orders[order.OrderId].From < order.Term.From ? _orders[order.OrderId].From : order.Term.From!.Value, order.EndsAt ?? DateTimeOffset.MaxValue);
                    Extended++;
                    break;
                case CaseEvent.SilenceReviewed reviewed:
                    Assert.True(reviewed.Clock.DueInternal > moment.Now, "The next review is over already.");
                    break;
                case CaseEvent.SilenceEnded { Reason: "its time is over" } ended:
                    Assert.True(moment.Now >= _orders[ended.OrderId].Until && ended.At == _orders[ended.OrderId].Until, "An order ended at another hour than its own.");
                    Lapsed++;
                    break;
                case CaseEvent.SilenceEnded lifted:
                    _orders[lifted.OrderId] = (_orders[lifted.OrderId].From, moment.Now);
                    break;
                case CaseEvent.NoticeExcepted { New: var exception }:
                    if (_ground != $"{exception.Ground}")
                    {
                        _excepted.Clear();
                    }

                    _ground = $"{exception.Ground}";
                    _excepted.Add(moment.By);
                    break;
                case CaseEvent.ExceptionRevoked:
                    _excepted.Clear();
                    _ground = null;
                    break;
                case CaseEvent.NoticeRecorded { Given: [var given, ..] }:
                    Assert.False(_orders.Values.Any(order => order.From <= given.GivenAt && given.GivenAt < order.Until), "The user was told while an order stood.");
                    Assert.False(_orders.Values.Any(order => moment.Now < order.Until), "A notice was recorded while an order stands.");
                    Assert.True(_excepted.Count < 2, "The user was told in spite of an exception.");
                    _toldAt = given.GivenAt;
                    Told++;
                    break;
                case CaseEvent.Moved { New: CaseStatus.Delivered }:
                    // Seven whole days in UTC lie between.
                    var hadDays = _toldAt is { } told && moment.Now >= told.UtcDateTime.Date.AddDays(8);
                    Assert.True(hadDays || _excepted.Count >= 2 || _orders.Values.Any(order => moment.Now < order.Until), "Something was disclosed without a notice.");
                    Delivered++;
                    break;
            }
        }
    }
}

using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Notices;

/// <summary>Orders that keep us from telling.</summary>
internal static class OrderVerbs
{
    public static Command Record(Surroundings surroundings)
    {
        var basis = EnumWords.Option<SilenceBasis>("--basis", "What it stands on: § 2705(b), the government's own delay of § 2705(a), or another law.", required: true);
        var authority = NoticeVerb.Text("--authority", "Who made it.");
        var reference = NoticeVerb.Text("--reference", "The authority's own reference.");
        var term = new TermOptions();
        return NoticeVerb.Create(
            surroundings, "order", "Records an order that keeps us from telling the user.",
            "--basis court-order --authority 'N.D. Cal.' --reference '26-mj-118' --from 2026-09-02T00:00Z --days 180", [basis, authority, reference, .. term.All],
            (asking, id, requestId, etag) =>
            {
                var request = new RecordOrderRequest
                {
                    RequestId = requestId, CaseId = id, Etag = etag, Basis = asking.Get(basis) ?? default, Authority = asking.Get(authority), Reference = asking.Get(reference), Term = term.Of(asking),
                };
                return call => asking.Client.Notices.RecordOrderAsync(request, call);
            });
    }

    public static Command Extend(Surroundings surroundings)
    {
        var order = Order();
        var reference = NoticeVerb.Text("--reference", "The reference of the new order.");
        var term = new TermOptions();
        return NoticeVerb.Create(
            surroundings, "extend", "Records a new order that makes one last longer.", "--order o1 --reference '27-mj-9' --from 2027-01-02T00:00Z --days 180", [order, reference, .. term.All],
            (asking, id, requestId, etag) =>
            {
                var request = new ExtendOrderRequest { RequestId = requestId, CaseId = id, Etag = etag, OrderId = asking.Get(order), Reference = asking.Get(reference), Term = term.Of(asking) };
                return call => asking.Client.Notices.ExtendOrderAsync(request, call);
            });
    }

    public static Command Lift(Surroundings surroundings)
    {
        var order = Order();
        var reference = NoticeVerb.Text("--reference", "The reference of what lifts it.");
        var reason = NoticeVerb.Text("--reason", "Why, for the journal.");
        return NoticeVerb.Create(
            surroundings, "lift", "Says that an order no longer stands: a notice may be due at once.", "--order o1 --reference '26-mj-118, vacated' --reason 'The court vacated it.'", [order, reference, reason],
            (asking, id, requestId, etag) =>
            {
                var request = new LiftOrderRequest { RequestId = requestId, CaseId = id, Etag = etag, OrderId = asking.Get(order), Reference = asking.Get(reference), Reason = asking.Get(reason) };
                return call => asking.Client.Notices.LiftOrderAsync(request, call);
            });
    }

    public static Command Review(Surroundings surroundings)
    {
        var order = Order();
        var finding = NoticeVerb.Text("--finding", "What was found.");
        return NoticeVerb.Create(
            surroundings, "review", "Says that an order without an end still stands; it is looked at again in a year.", "--order o1 --finding 'The court says that it stands.'", [order, finding],
            (asking, id, requestId, etag) =>
            {
                var request = new ReviewOrderRequest { RequestId = requestId, CaseId = id, Etag = etag, OrderId = asking.Get(order), Finding = asking.Get(finding) };
                return call => asking.Client.Notices.ReviewOrderAsync(request, call);
            });
    }

    private static Option<string> Order() => new("--order") { Description = "The order: o1.", HelpName = "ORDER", Required = true };

    /// <summary>From when and how long. Exactly one length is given; the server says what is missing.</summary>
    private sealed class TermOptions
    {
        private readonly Option<DateTimeOffset?> _from = new("--from") { Description = "When it was made or served.", HelpName = "INSTANT", CustomParser = Moments.Parse };
        private readonly Option<int?> _days = new("--days") { Description = "It lasts that many days.", HelpName = "N" };
        private readonly Option<bool> _year = new("--one-year") { Description = "It lasts one year." };
        private readonly Option<string?> _until = new("--until") { Description = "It lasts to the end of that day.", HelpName = "DATE" };
        private readonly Option<bool> _noEnd = new("--no-end") { Description = "It names no end: it is reviewed after one year." };
        private readonly Option<string?> _zone = new("--zone") { Description = "The IANA zone in which its days are counted.", HelpName = "ZONE" };

        public Option[] All => [_from, _days, _year, _until, _noEnd, _zone];

        public SilenceTerm Of(Asking asking)
        {
            SilenceLength[] said =
            [
                .. asking.Get(_days) is null ? [] : (SilenceLength[])[SilenceLength.Days],
                .. asking.Get(_year) ? (SilenceLength[])[SilenceLength.OneYear] : [],
                .. asking.Get(_until) is null ? [] : (SilenceLength[])[SilenceLength.UntilDate],
                .. asking.Get(_noEnd) ? (SilenceLength[])[SilenceLength.NoEnd] : [],
            ];
            if (said.Length > 1)
            {
                throw new UsageException("An order has one length: --days, --one-year, --until or --no-end.");
            }

            return new SilenceTerm
            {
                From = asking.Get(_from) is { } at ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(at) : null,
                Length = said.FirstOrDefault(),
                Days = asking.Get(_days) ?? 0,
                Until = asking.Get(_until) ?? "",
                Zone = asking.Get(_zone) ?? "",
            };
        }
    }
}

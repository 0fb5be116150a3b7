using Lert.Grains.Pages;
using Lert.Grains.Responders;

namespace Lert.Silo.Paging;

/// <summary>A line in the silo's own log, for developers and demonstrations.</summary>
internal sealed partial class ConsoleChannel(ILogger<ConsoleChannel> log) : IPageChannel
{
    public ContactChannel Channel => ContactChannel.Console;

    public int MaxInFlight => 1;

    public Task<Handover> SendAsync(PageDelivery delivery, CancellationToken cancellationToken)
    {
        Paged(log, delivery.Address, delivery.Urgency, delivery.Desk, delivery.Text, delivery.DeliveryId);
        return Task.FromResult(Handover.Taken(""));
    }

    [LoggerMessage(1215, LogLevel.Information, "PAGE to {Address} ({Urgency}, {Desk}): {Text} [{Delivery}]")]
    private static partial void Paged(ILogger log, string address, Urgency urgency, string desk, string text, string delivery);
}

using Lert.Grains.Responders;

namespace Lert.Grains.Pages;

/// <summary>One message to one device or mailbox of one person, as the courier needs it.</summary>
/// <param name="DeliveryId">The same for every attempt, and never another's: <c>us-p-…/7</c>. Receivers deduplicate by it.</param>
/// <param name="Attempt">Which one this would be, from 1.</param>
/// <param name="DueAt">When it should have left.</param>
/// <param name="Text">The sentence for the person who is woken.</param>
[GenerateSerializer, Immutable, Alias("lert.page-delivery")]
public sealed record PageDelivery(
    [property: Id(0)] string PageId,
    [property: Id(1)] string DeliveryId,
    [property: Id(2)] int Attempt,
    [property: Id(3)] string Responder,
    [property: Id(4)] ContactChannel Channel,
    [property: Id(5)] string Address,
    [property: Id(6)] DateTimeOffset DueAt,
    [property: Id(7)] AlertKind Alert,
    [property: Id(8)] Urgency Urgency,
    [property: Id(9)] string Desk,
    [property: Id(10)] string Text,
    [property: Id(11)] DateTimeOffset OpenedAt);

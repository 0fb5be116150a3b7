namespace Lert.Grains.Responders;

/// <summary>How a person is reached.</summary>
public enum ContactChannel
{
    Unspecified = 0,

    /// <summary>A signed POST to the paging gateway; the address is what the gateway knows the person's device by.</summary>
    Webhook = 1,

    /// <summary>A mail; the address is the mailbox.</summary>
    Mail = 2,

    /// <summary>A line on the silo's own console, for developers.</summary>
    Console = 3,
}

/// <summary>One contact rule.</summary>
/// <param name="After">How long after the person is told first, 0 to 1 hour.</param>
/// <param name="From">The least urgent alert that it is used for.</param>
[GenerateSerializer, Immutable, Alias("lert.contact-rule")]
public sealed record ContactRule(
    [property: Id(0)] ContactChannel Channel, [property: Id(1)] string Address, [property: Id(2)] TimeSpan After, [property: Id(3)] Pages.Urgency From);

using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Lert.Grains.Responders;

/// <summary>One person: how they are reached, what they can do, what they have had to look at. Its key is <see cref="ActorKey.ResponderOf"/>.</summary>
public interface IResponderGrain : IActorGrain
{
    /// <summary>The contact rules for an alert of that urgency, in the order of their time; empty for somebody who is not known or has none.</summary>
    [ReadOnly]
    [AlwaysInterleave]
    Task<ImmutableArray<ContactRule>> FindContacts(Pages.Urgency urgency);
}

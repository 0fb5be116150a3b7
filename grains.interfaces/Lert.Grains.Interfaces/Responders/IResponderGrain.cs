using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Lert.Grains.Responders;

/// <summary>One person: how they are reached, what they can do, what they have had to look at. Its key is <see cref="ActorKey.ResponderOf"/>.</summary>
public interface IResponderGrain : IActorGrain
{
    Task<Reply<ResponderView>> Execute(CommandStamp stamp, ResponderCommand command);

    /// <summary>The responder as last committed; null when there is none.</summary>
    [ReadOnly]
    Task<ResponderListing?> Get();

    /// <summary>The contact rules for an alert of that urgency, in the order of their time; empty for somebody who is not known or has none.</summary>
    [ReadOnly]
    [AlwaysInterleave]
    Task<ImmutableArray<ContactRule>> FindContacts(Pages.Urgency urgency);

    /// <summary>What speaks for and against giving them a case now; null for somebody who is not known. For deciding, not for showing.</summary>
    [ReadOnly]
    [AlwaysInterleave]
    Task<Fitness?> FindFitness();

    /// <summary>What they have had to look at; null for somebody who is not known. For them and for the wellness role.</summary>
    [ReadOnly]
    Task<ExposureView?> GetExposure();
}

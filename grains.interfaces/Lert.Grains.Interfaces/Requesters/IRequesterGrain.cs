using Orleans.Concurrency;

namespace Lert.Grains.Requesters;

/// <summary>Who asks: an agency, or one officer of it. Its key is <see cref="RequesterKey"/>'s.</summary>
public interface IRequesterGrain : IActorGrain
{
    Task<Reply<RequesterView>> Execute(CommandStamp stamp, RequesterCommand command);

    /// <summary>The requester as last committed; null when there is none.</summary>
    [ReadOnly]
    Task<RequesterView?> Get();

    /// <summary>Of an agency: what its officers are judged by. <see cref="AgencyDirectory.Unknown"/> while nobody has entered it.</summary>
    [ReadOnly]
    [AlwaysInterleave]
    Task<AgencyDirectory> FindDirectory();
}

using Orleans.Concurrency;

namespace Lert.Grains.Letters;

/// <summary>One letter of a case: written from a template, signed off by another person, and then as it is for ever.</summary>
public interface ILetterGrain : IActorGrain
{
    Task<Reply<LetterView>> Execute(CommandStamp stamp, LetterCommand command);

    /// <summary>The letter as last committed, or null when there is none.</summary>
    [ReadOnly]
    Task<LetterView?> Get();
}

using Lert.Domain.Deciding;
using Lert.Domain.Letters;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;

namespace Lert.Grains.Letters;

/// <inheritdoc cref="ILetterGrain"/>
public sealed class LetterGrain(ActorServices services)
    : ActorGrain<LetterDecider, LetterState, LetterCommand, LetterEvent, LetterView>(services, ActorKinds.Letter), ILetterGrain
{
    public Task<Reply<LetterView>> Execute(CommandStamp stamp, LetterCommand command) => ExecuteAsync(stamp, command);

    public Task<LetterView?> Get() => ViewAsync();

    /// <summary>What the store says now. A case that cannot be read fails the command: no letter is written on what may be old.</summary>
    protected override async ValueTask<LetterCommand> InformAsync(LetterState state, LetterCommand command, Moment moment)
    {
        var (of, hold, disclosure) = LetterDecider.Asks(state, command);
        return command with
        {
            Facts = new LetterFacts(
                of.Length > 0 ? await GrainFactory.GetGrain<ICaseGrain>(of).Get() : null,
                hold.Length > 0 ? await GrainFactory.GetGrain<IHoldGrain>(hold).Get() : null,
                disclosure.Length > 0 ? await GrainFactory.GetGrain<IDisclosureGrain>(disclosure).Get() : null),
        };
    }
}

using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Domain.Responders;
using Lert.Grains.Actors;
using Lert.Grains.Pages;
using Lert.Grains.Rotas;

namespace Lert.Grains.Responders;

/// <inheritdoc cref="IResponderGrain"/>
public sealed class ResponderGrain(ActorServices services)
    : ActorGrain<ResponderDecider, ResponderState, ResponderCommand, ResponderEvent, ResponderView>(services, ActorKinds.Responder), IResponderGrain
{
    private readonly WellnessPolicy _policy = services.Rules.Wellness;

    public Task<Reply<ResponderView>> Execute(CommandStamp stamp, ResponderCommand command) => ExecuteAsync(stamp, command);

    public async Task<ResponderListing?> Get() =>
        await ViewAsync() is { } view ? new ResponderListing(view, ResponderDecider.AvailabilityOf(FitnessNow()!, _policy)) : null;

    public async Task<ImmutableArray<ContactRule>> FindContacts(Urgency urgency)
    {
        await ViewAsync();
        return ResponderDecider.ContactsFor(State, urgency);
    }

    public async Task<Fitness?> FindFitness()
    {
        await ViewAsync();
        return FitnessNow();
    }

    public async Task<ExposureView?> GetExposure() =>
        await ViewAsync() is { } view ? ResponderDecider.ExposureOf(Key, view.Version, State, Services.Now(), _policy) : null;

    /// <summary>Whoever is not at work may be on call: the desk's rota knows.</summary>
    protected override async ValueTask<ResponderCommand> InformAsync(ResponderState state, ResponderCommand command, Moment moment) => command switch
    {
        ResponderCommand.TakeCase take => take with { IsOnCall = await IsOnCallAsync(state, take.Need, moment) },
        ResponderCommand.Assign assign => assign with { IsOnCall = await IsOnCallAsync(state, assign.Need, moment) },
        _ => command,
    };

    private async ValueTask<bool> IsOnCallAsync(ResponderState state, AssignmentNeed need, Moment moment)
    {
        // For nothing else does it matter: of another desk, or off duty.
        var isNeeded = state.Exists && need.Desk is not null && !(state.DutyUntil > moment.Now && state.Profile?.Desks.Contains(need.Desk) == true);
        return isNeeded && (await GrainFactory.GetGrain<IRotaGrain>(need.Desk!).WhoIsOnCall(moment.Now))?.Responder == Key;
    }

    private Fitness? FitnessNow() => ResponderDecider.FitnessOf(Key, State, Services.Now(), _policy);
}

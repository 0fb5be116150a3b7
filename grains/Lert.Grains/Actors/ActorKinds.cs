using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Grains.Letters;
using Lert.Grains.Links;
using Lert.Grains.Pages;
using Lert.Grains.Requesters;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;
using Lert.Store;

namespace Lert.Grains.Actors;

/// <summary>The kinds of actors as the store names them, and the grain behind each. Names are permanent.</summary>
public static class ActorKinds
{
    public const string Case = "case";
    public const string Hold = "hold";
    public const string Account = "account";
    public const string Rota = "rota";
    public const string Page = "page";
    public const string Responder = "responder";
    public const string Requester = "requester";
    public const string Link = "link";
    public const string Disclosure = "disclosure";
    public const string Letter = "letter";

    /// <summary>The grain of a stored actor.</summary>
    public static IActorGrain GetActor(this IGrainFactory grains, ActorId actor)
    {
        ArgumentNullException.ThrowIfNull(grains);
        return actor.Kind switch
        {
            Case => grains.GetGrain<ICaseGrain>(actor.Key),
            Hold => grains.GetGrain<IHoldGrain>(actor.Key),
            Account => grains.GetGrain<IAccountGrain>(actor.Key),
            Page => grains.GetGrain<IPageGrain>(actor.Key),
            Responder => grains.GetGrain<IResponderGrain>(actor.Key),
            Link => grains.GetGrain<ILinkGrain>(actor.Key),
            Requester => grains.GetGrain<IRequesterGrain>(actor.Key),
            Disclosure => grains.GetGrain<IDisclosureGrain>(actor.Key),
            Letter => grains.GetGrain<ILetterGrain>(actor.Key),
            Rota => grains.GetGrain<IRotaGrain>(actor.Key),
            _ => throw new ArgumentOutOfRangeException(nameof(actor), actor, "There is no such kind of actor."),
        };
    }
}

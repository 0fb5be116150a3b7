namespace Lert.Grains.Pages;

/// <summary>One alert: who was told, who acknowledged, what happens next. Its key is <see cref="ActorKey.PageOf"/>.</summary>
public interface IPageGrain : IActorGrain
{
    Task<Reply<PageView>> Execute(CommandStamp stamp, PageCommand command);
}

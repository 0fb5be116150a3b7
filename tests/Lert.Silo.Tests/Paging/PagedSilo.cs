using Lert.Grains;
using Lert.Grains.Pages;
using Lert.Paging.Gateway;
using Lert.Silo.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Lert.Silo.Tests.Paging;

/// <summary>A whole silo and a paging gateway beside it.</summary>
internal sealed class PagedSilo : IAsyncDisposable
{
    public const string Secret = "a secret of sixteen or more";

    private PagedSilo(SiloUnderTest silo, PagingGateway gateway, NightWorld world) => (Silo, Gateway, World) = (silo, gateway, world);

    public SiloUnderTest Silo { get; }

    public PagingGateway Gateway { get; }

    public NightWorld World { get; }

    public static async Task<PagedSilo> StartAsync(params string[] settings)
    {
        var gateway = await PagingGateway.StartAsync(Secret);
        var world = new NightWorld();
#pragma warning disable CA2000 // The paged silo owns it.
        var silo = await SiloUnderTest.StartWithAsync(
            builder => builder.Services.AddSingleton<IFactSource>(world),
            [
                $"--Lert:Paging:Webhook:Url={gateway.Url}", $"--Lert:Paging:Webhook:Secret={Secret}", "--Lert:Paging:Webhook:AllowPrivateNetworks=true", "--Lert:Paging:Webhook:Timeout=00:00:02",
                .. settings,
            ]);
#pragma warning restore CA2000
        return new(silo, gateway, world);
    }

    public IPageGrain Page(string subject) => Silo.Grains.GetGrain<IPageGrain>(PageKey.Of("us", AlertKind.Emergency, subject));

    public Task<Reply<PageView>> OpenAsync(string subject, Urgency urgency = Urgency.Emergency) => Page(subject).Execute(
        new CommandStamp($"open-{subject}", "ann"), new PageCommand.Open(NightWorld.Desk, AlertKind.Emergency, urgency, subject, $"Look at {subject}."));

    public async Task<PageView> AcknowledgeAsync(string subject) =>
        (await Page(subject).Execute(new CommandStamp($"ack-{subject}", "ana"), new PageCommand.Acknowledge())).View!;

    /// <summary>Waits until a page looks like that.</summary>
    public Task UntilAsync(string subject, Func<PageView, bool> looks, string what) =>
        Eventually.TrueAsync(async () => await Page(subject).Get() is { } page && looks(page), $"{subject}: {what}");

    /// <summary>Moves the calendar on, and wakes whatever is due: its pump sleeps by the calendar as it was.</summary>
    public async Task PassAsync(TimeSpan time, params string[] subjects)
    {
        Silo.Clock.Set(Silo.Clock.GetUtcNow() + time);
        foreach (var subject in subjects)
        {
            await Page(subject).Tick();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Gateway.LetGo();
        await Silo.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}

using Lert.Grains.Pages;
using Lert.Silo.Configuration;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Paging;

/// <summary>Names the courier and the channels that the settings speak of.</summary>
internal static class PagingSetup
{
    public static void AddPagingSettings(this IServiceCollection services)
    {
        services.AddSettings<PagingOptions, PagingOptions.Validator>(PagingOptions.Section);
        services.AddSettings<WebhookOptions, WebhookOptions.Validator>(WebhookOptions.Section);
        services.AddSettings<MailOptions, MailOptions.Validator>(MailOptions.Section);
        services.AddOptions<PagingOptions>().PostConfigure<IHostEnvironment>(static (options, environment) => options.Console ??= environment.IsDevelopment());
    }

    /// <summary>Before the pumps, so that it is stopped after them: what they still tick is still carried.</summary>
    public static void AddPaging(this IServiceCollection services)
    {
        services.AddSingleton<IFactSource, FactSource>();
        services.AddSingleton<PageMeter>();
        services.AddSingleton(Channels);
        services.AddSingleton<PageCourier>();
        services.AddSingleton<IPageCourier>(provider => provider.GetRequiredService<PageCourier>());
        services.AddSingleton<PageAlarms>();
        services.AddHostedService(provider => provider.GetRequiredService<PageCourier>());
        services.AddHostedService(provider => provider.GetRequiredService<PageAlarms>());
    }

    private static PageChannels Channels(IServiceProvider provider)
    {
        var channels = new List<IPageChannel>();
        if (provider.GetRequiredService<IOptions<WebhookOptions>>() is { Value.Url: not null } webhook)
        {
            channels.Add(new WebhookChannel(webhook, provider.GetRequiredService<TimeProvider>()));
        }

        if (provider.GetRequiredService<IOptions<MailOptions>>() is { Value.Host: not null } mail)
        {
            channels.Add(new MailChannel(mail, provider.GetRequiredService<TimeProvider>()));
        }

        if (provider.GetRequiredService<IOptions<PagingOptions>>() is { Value.Console: true })
        {
            channels.Add(new ConsoleChannel(provider.GetRequiredService<ILogger<ConsoleChannel>>()));
        }

        return new(channels);
    }
}

using Lert.Api.Accounts;
using Lert.Api.Cases;
using Lert.Api.Cluster;
using Lert.Api.Disclosures;
using Lert.Api.Errors;
using Lert.Api.Holds;
using Lert.Api.Identity;
using Lert.Api.Journal;
using Lert.Api.Letters;
using Lert.Api.Notices;
using Lert.Api.Pages;
using Lert.Api.Requesters;
using Lert.Api.Responders;
using Lert.Api.Rotas;
using Lert.Api.Watching;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lert.Api;

/// <summary>Puts lert.v1 into a host.</summary>
public static class LertApi
{
    /// <summary>Adds the services, their identity and health. The host brings the cluster client, a shelf of packages and its own health checks.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">With the sections <see cref="LertApiOptions.Section"/> and <see cref="LertIdentityOptions.Section"/>; unknown keys in them fail at start.</param>
    /// <param name="wallClock">The clock of the wire. The real one, also where the silo's is scaled.</param>
    public static IServiceCollection AddLertApi(this IServiceCollection services, IConfiguration configuration, TimeProvider wallClock)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<LertApiOptions>()
            .Bind(configuration.GetSection(LertApiOptions.Section), binding => binding.ErrorOnUnknownConfiguration = true)
            .PostConfigure(static api => api.FillIn())
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<LertApiOptions>, LertApiOptions.Validator>();
        services.AddOptions<LertIdentityOptions>()
            .Bind(configuration.GetSection(LertIdentityOptions.Section), binding => binding.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<LertIdentityOptions>, LertIdentityOptions.Validator>();

        services.AddSingleton(new EdgeClock(wallClock));
        services.AddSingleton(provider => new Cell([.. provider.GetRequiredService<IOptions<LertApiOptions>>().Value.Regions.Distinct()]));
        services.AddSingleton<Settling>();
        services.AddSingleton<Answering>();
        services.AddSingleton<CaseDiscretion>();
        services.AddSingleton<HoldPlacing>();
        services.AddSingleton<FeedSignal>();
        services.AddSingleton<WatchLoop>();
        services.AddHostedService<FeedListener>();

        services.AddSingleton<IAuthenticationSchemeProvider, GateAlone>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, BearerSetup>();
        services.AddSingleton<VerifiedTokens>();

        services.AddGrpc(options => options.Interceptors.Add<ErrorInterceptor>());
        services.AddSingleton<FaultLog>();
        services.AddSingleton<ErrorInterceptor>();
        services.AddSingleton<CaseApi>();
        services.AddSingleton<HoldApi>();
        services.AddSingleton<AccountApi>();
        services.AddSingleton<ResponderApi>();
        services.AddSingleton<JournalApi>();
        services.AddSingleton<ClusterApi>();
        services.AddSingleton<PageApi>();
        services.AddSingleton<RotaApi>();
        services.AddSingleton<RequesterApi>();
        services.AddSingleton<DisclosureApi>();
        services.AddSingleton<NoticeApi>();
        services.AddSingleton<LetterApi>();
        services.AddGrpcHealthChecks();
        services.AddGrpcReflection();
        return services;
    }

    /// <summary>Puts the identity gate before everything that the application serves, and serves lert.v1, health (to anyone) and reflection (to any identity).</summary>
    public static void MapLertApi(this WebApplication application)
    {
        ArgumentNullException.ThrowIfNull(application);
        application.UseMiddleware<IdentityGate>();
        application.UseMiddleware<UnreadableRequests>();
        application.MapGrpcService<CaseApi>();
        application.MapGrpcService<HoldApi>();
        application.MapGrpcService<AccountApi>();
        application.MapGrpcService<ResponderApi>();
        application.MapGrpcService<JournalApi>();
        application.MapGrpcService<ClusterApi>();
        application.MapGrpcService<PageApi>();
        application.MapGrpcService<RotaApi>();
        application.MapGrpcService<RequesterApi>();
        application.MapGrpcService<DisclosureApi>();
        application.MapGrpcService<NoticeApi>();
        application.MapGrpcService<LetterApi>();
        application.MapGrpcHealthChecksService().AllowAnonymous();
        application.MapGrpcReflectionService();
    }
}

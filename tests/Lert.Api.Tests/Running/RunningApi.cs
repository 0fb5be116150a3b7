using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Lert.Api.Identity;

namespace Lert.Api.Tests.Running;

/// <summary>An API that listens, and callers of it with any roles.</summary>
public abstract class RunningApi : IAsyncLifetime
{
    public DevelopmentKey Key { get; protected set; } = null!;

    public GrpcChannel Channel { get; protected set; } = null!;

    public string Address { get; protected set; } = "";

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    public string Token(string[] roles, string[]? regions = null, string subject = "ann") =>
        Key.Mint(subject, roles, regions ?? ["us", "eu"], Now, TimeSpan.FromMinutes(10));

    /// <summary>A caller with these roles.</summary>
    public CallInvoker As(params string[] roles) => With(Token(roles));

    public CallInvoker With(string? token) => With(token is null ? null : $"Bearer {token}", "authorization");

    public CallInvoker With(string? value, string header) =>
        Channel.Intercept(metadata =>
        {
            if (value is not null)
            {
                metadata.Add(header, value);
            }

            return metadata;
        });

    public V1.CaseService.CaseServiceClient Cases(params string[] roles) => new(As(roles));

    public V1.HoldService.HoldServiceClient Holds(params string[] roles) => new(As(roles));

    public V1.AccountService.AccountServiceClient Accounts(params string[] roles) => new(As(roles));

    public V1.ResponderService.ResponderServiceClient Responders(string subject, params string[] roles) => new(With(Token(roles, ["us"], subject)));

    public V1.PageService.PageServiceClient Pages(params string[] roles) => new(As(roles));

    public V1.RequesterService.RequesterServiceClient Requesters(params string[] roles) => new(As(roles));

    public V1.RotaService.RotaServiceClient Rotas(params string[] roles) => new(As(roles));

    public V1.DisclosureService.DisclosureServiceClient Disclosures(params string[] roles) => new(As(roles));

    public V1.NoticeService.NoticeServiceClient Notices(params string[] roles) => new(As(roles));
    public V1.LetterService.LetterServiceClient Letters(params string[] roles) => new(As(roles));

    public V1.JournalService.JournalServiceClient Journal() => new(As(Roles.Auditor));

    // Tokens are judged by the wall clock.
#pragma warning disable RS0030
    public static TimeProvider Clock => TimeProvider.System;

    public static DateTimeOffset Now => Clock.GetUtcNow();
#pragma warning restore RS0030
}

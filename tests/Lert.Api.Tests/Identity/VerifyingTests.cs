using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lert.Api.Tests.Identity;

/// <summary>How often a signature is verified, on a server of its own that counts.</summary>
public sealed class VerifyingTests : IAsyncLifetime
{
    private readonly ApiUnderTest _api = new();
    private int _verified;

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _api.Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme).Events = new JwtBearerEvents
        {
            OnTokenValidated = _ =>
            {
                Interlocked.Increment(ref _verified);
                return Task.CompletedTask;
            },
        };
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_token_is_verified_once_and_its_roles_at_every_call()
    {
        var token = _api.Key.Mint("ann", [Roles.Lead], ["us"], ApiUnderTest.Now, TimeSpan.FromMinutes(5));
        Assert.Equal(StatusCode.OK, await CallAsync(token, "/lert.v1.CaseService/List"));
        Assert.Equal(StatusCode.OK, await CallAsync(token, "/lert.v1.HoldService/List"));
        Assert.Equal(StatusCode.PermissionDenied, await CallAsync(token, "/lert.v1.JournalService/Read"));
        Assert.Equal(1, _verified);

        var other = _api.Key.Mint("ann", [Roles.Lead], ["us"], ApiUnderTest.Now, TimeSpan.FromMinutes(5));
        Assert.Equal(StatusCode.OK, await CallAsync(other, "/lert.v1.CaseService/List"));
        Assert.Equal(2, _verified);
    }

    private async Task<StatusCode> CallAsync(string token, string path) =>
        (await _api.With(token).Call(RawCalls.Methods.Single(method => method.Path() == path), [])).Code;
}

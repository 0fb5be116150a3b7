using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Lert.Api.Identity;

/// <summary>
/// No scheme is the default. Where there is one, the web host puts a step of its own before everything and verifies every token there, whether it is
/// known already or not asked for at all; here the <see cref="IdentityGate"/> alone does, by the scheme's name.
/// </summary>
internal sealed class GateAlone(IOptions<AuthenticationOptions> options) : AuthenticationSchemeProvider(options)
{
    public override Task<AuthenticationScheme?> GetDefaultAuthenticateSchemeAsync() => Task.FromResult<AuthenticationScheme?>(null);
}

using Grpc.AspNetCore.Server;
using Lert.Api.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Lert.Api.Identity;

/// <summary>
/// Stands before everything: whoever has no identity gets nothing but health, not even the answer that a method does not exist; and nothing of a request is
/// read before its token and its roles are.
/// </summary>
internal sealed class IdentityGate(RequestDelegate next, Cell cell, VerifiedTokens verified)
{
    private const string ApiPrefix = "/lert.v1.";

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            await next(context);
            return;
        }

        var (caller, error) = await IdentifyAsync(context);
        var method = endpoint?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName;
        var needsRole = method?.StartsWith(ApiPrefix, StringComparison.Ordinal) == true;
        error ??= Admission.Admit(caller!, needsRole ? method : null);
        if (error is null)
        {
            context.Features.Set(caller);
            await next(context);
        }
        else if (IsGrpc(context.Request))
        {
            error.WriteTo(context.Response);
        }
        else
        {
            context.Response.StatusCode = error.Status == Grpc.Core.StatusCode.Unauthenticated ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
        }
    }

    private async ValueTask<(Caller? Caller, ApiError? Error)> IdentifyAsync(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        if (verified.Find(authorization) is { } known)
        {
            return (known, null);
        }

        var generation = verified.Generation;
        var token = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        var (caller, error) = Admission.Identify(token, cell);
        if (error is null)
        {
            verified.Keep(authorization, caller!, generation, token.Properties?.ExpiresUtc);
        }

        return (caller, error);
    }

    private static bool IsGrpc(HttpRequest request) => request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
}

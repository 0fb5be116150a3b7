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
internal sealed class IdentityGate(RequestDelegate next, Cell cell)
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

        var token = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        var method = endpoint?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName;
        var needsRole = method?.StartsWith(ApiPrefix, StringComparison.Ordinal) == true;
        var (caller, error) = Admission.Judge(token, needsRole ? method : null, cell);
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

    private static bool IsGrpc(HttpRequest request) => request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
}

using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Internal;

/// <summary>One endpoint per method, and UNIMPLEMENTED for what nobody serves.</summary>
internal static class ServiceEndpoints
{
    private static readonly string[] Post = [HttpMethods.Post];

    internal static List<IEndpointConventionBuilder> Map<TService>(IEndpointRouteBuilder builder, GrpcMarkerService marker)
        where TService : class
    {
        var services = builder.ServiceProvider;
        var options = MethodOptions.Of<TService>(services);
        var binder = new ServiceBinder<TService>(options, services);
        binder.Bind();
        if (binder.Methods.Count == 0)
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Grpc.AspNetCore.Server").LogNoMethods(typeof(TService));
        var endpoints = new List<IEndpointConventionBuilder>(binder.Methods.Count);
        foreach (var bound in binder.Methods)
        {
            var endpoint = builder.Map(bound.Method.FullName, bound.Handler.HandleAsync);
            endpoint.WithDisplayName("gRPC - " + bound.Method.FullName);
            endpoint.WithMetadata([new GrpcMethodMetadata(typeof(TService), bound.Method), new HttpMethodMetadata(Post, acceptCorsPreflight: true), .. bound.Attributes]);
            endpoints.Add(endpoint);
        }

        if (!MethodOptions.OfAll(services).IgnoreUnknownServices)
            MapUnknown(builder, marker, binder.Methods.Select(m => m.Method.ServiceName).Distinct(StringComparer.Ordinal));
        return endpoints;
    }

    private static void MapUnknown(IEndpointRouteBuilder builder, GrpcMarkerService marker, IEnumerable<string> names)
    {
        foreach (var name in names)
            if (marker.MappedServices.Add(name))
                MapUnimplemented(builder, name + "/{unimplementedMethod}", "Method is unimplemented.");
        if (marker.UnknownServicesMapped)
            return;
        marker.UnknownServicesMapped = true;
        MapUnimplemented(builder, "{unimplementedService}/{unimplementedMethod}", "Service is unimplemented.");
    }

    private static void MapUnimplemented(IEndpointRouteBuilder builder, string pattern, string detail)
    {
        var route = RoutePatternFactory.Parse(pattern, defaults: null, parameterPolicies: new { unimplementedMethod = new GrpcRequestConstraint() });
        var endpoint = builder.Map(route, context => RefuseAsync(context, detail));
        endpoint.WithDisplayName("gRPC - " + detail);
        endpoint.WithMetadata(new HttpMethodMetadata(Post));
        // The application's own routes come first.
        endpoint.Add(b => ((RouteEndpointBuilder)b).Order = int.MaxValue - 1);
    }

    private static Task RefuseAsync(HttpContext context, string detail)
    {
        if (!RequestChecks.Pass(context))
            return Task.CompletedTask;
        var response = context.Response;
        response.ContentType = WireMetadata.ContentType;
        response.Headers.GrpcStatus = "12";
        response.Headers.GrpcMessage = StatusMessage.Encode(detail);
        return Task.CompletedTask;
    }
}

/// <summary>Stands aside for requests that are no gRPC.</summary>
internal sealed class GrpcRequestConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        httpContext is not null && ContentTypes.IsGrpc(httpContext.Request.ContentType);
}

internal static partial class EndpointLog
{
    [LoggerMessage(3, LogLevel.Warning, "No gRPC methods were found on {ServiceType}.")]
    internal static partial void LogNoMethods(this ILogger logger, Type serviceType);
}

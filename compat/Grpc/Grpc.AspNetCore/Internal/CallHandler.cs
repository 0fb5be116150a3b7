using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Internal;

/// <summary>Serves the calls of one method: checks the request, runs the method, sends its status.</summary>
internal abstract class CallHandler(MethodOptions options, IMethod method, ILogger logger)
{
    internal MethodOptions Options { get; } = options;

    protected ILogger Logger { get; } = logger;

    internal async Task HandleAsync(HttpContext httpContext)
    {
        if (!RequestChecks.Pass(httpContext))
            return;
        if (method.Type is MethodType.ClientStreaming or MethodType.DuplexStreaming)
            LiftBodyLimits(httpContext);
        var call = new ServerCall(httpContext, Options, method);
        try
        {
            call.Begin();
            await RunAsync(call).ConfigureAwait(false);
            await call.EndAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log(error, call);
            await call.FailAsync(error).ConfigureAwait(false);
        }
    }

    protected abstract Task RunAsync(ServerCall call);

    /// <summary>A stream may be slow and long by design.</summary>
    private static void LiftBodyLimits(HttpContext context)
    {
        if (context.Features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
    }

    private void Log(Exception error, ServerCall call)
    {
        if (error is RpcException refusal)
            ServerLog.Refused(Logger, method.FullName, refusal.StatusCode);
        else if (!call.DeadlinePassed && !call.HttpContext.RequestAborted.IsCancellationRequested)
            ServerLog.Failed(Logger, error, method.FullName);
    }
}

/// <summary>The handlers of a service's methods share how an instance is made.</summary>
internal abstract class CallHandler<TService>(MethodOptions options, IMethod method, IServiceProvider services)
    : CallHandler(options, method, services.GetRequiredService<ILoggerFactory>().CreateLogger("Grpc.AspNetCore.Server.ServerCallHandler"))
    where TService : class
{
    protected IGrpcServiceActivator<TService> Activator { get; } = services.GetRequiredService<IGrpcServiceActivator<TService>>();
}

internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Information, "{Method} ended with {StatusCode}.")]
    internal static partial void Refused(ILogger logger, string method, StatusCode statusCode);

    [LoggerMessage(2, LogLevel.Error, "{Method} threw.")]
    internal static partial void Failed(ILogger logger, Exception error, string method);
}

internal static class RequestChecks
{
    /// <summary>Answers what is no gRPC at all in plain HTTP.</summary>
    internal static bool Pass(HttpContext context)
    {
        var request = context.Request;
        var response = context.Response;
        if (!HttpProtocol.IsHttp2(request.Protocol) && !HttpProtocol.IsHttp3(request.Protocol))
        {
            response.StatusCode = StatusCodes.Status426UpgradeRequired;
            response.Headers.Upgrade = HttpProtocol.Http2;
            Explain(response, StatusCode.Internal, $"Request protocol '{request.Protocol}' is not supported.");
            return false;
        }

        if (ContentTypes.IsGrpc(request.ContentType))
            return true;
        response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        Explain(response, StatusCode.Internal, $"Content-Type '{request.ContentType}' is not supported.");
        return false;
    }

    private static void Explain(HttpResponse response, StatusCode code, string detail)
    {
        response.Headers.GrpcStatus = ((int)code).ToString(System.Globalization.CultureInfo.InvariantCulture);
        response.Headers.GrpcMessage = StatusMessage.Encode(detail);
    }
}

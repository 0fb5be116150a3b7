using Grpc.AspNetCore.Server;
using Grpc.Core;

namespace Grpc.AspNetCore.Internal;

internal delegate Task<TResponse> UnaryMethod<TService, TRequest, TResponse>(TService service, TRequest request, ServerCallContext context);

internal delegate Task<TResponse> ClientStreamingMethod<TService, TRequest, TResponse>(
    TService service, IAsyncStreamReader<TRequest> requests, ServerCallContext context);

internal delegate Task ServerStreamingMethod<TService, TRequest, TResponse>(
    TService service, TRequest request, IServerStreamWriter<TResponse> replies, ServerCallContext context);

internal delegate Task DuplexStreamingMethod<TService, TRequest, TResponse>(
    TService service, IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> replies, ServerCallContext context);

internal sealed class UnaryHandler<TService, TRequest, TResponse> : CallHandler<TService>
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly UnaryMethod<TService, TRequest, TResponse> _invoke;
    private readonly UnaryServerMethod<TRequest, TResponse>? _intercepted;

    internal UnaryHandler(MethodOptions options, Method<TRequest, TResponse> method, UnaryMethod<TService, TRequest, TResponse> invoke, IServiceProvider services)
        : base(options, method, services)
    {
        _method = method;
        _invoke = invoke;
        _intercepted = options.Interceptors.Length == 0 ? null : InterceptorPipeline.Unary<TRequest, TResponse>(options.Interceptors, InvokeAsync);
    }

    protected override async Task RunAsync(ServerCall call)
    {
        var request = await RequestReader.ReadSingleAsync(call, call.HttpContext.Request.BodyReader, _method.RequestMarshaller.ContextualDeserializer).ConfigureAwait(false);
        var reply = await (_intercepted is null ? InvokeAsync(request, call) : _intercepted(request, call)).ConfigureAwait(false) ?? throw ServerErrors.NoResponse();
        await RequestReader.ExpectEndAsync(call, call.HttpContext.Request.BodyReader).ConfigureAwait(false);
        await call.WriteSingleAsync(reply, _method.ResponseMarshaller.ContextualSerializer).ConfigureAwait(false);
    }

    private Task<TResponse> InvokeAsync(TRequest request, ServerCallContext context)
    {
        var service = Activator.Create(((ServerCall)context).HttpContext.RequestServices);
        // A registered instance needs no release: no state machine for it.
        return service.Created ? InvokeAndReleaseAsync(service, request, context) : _invoke(service.Instance, request, context);
    }

    private async Task<TResponse> InvokeAndReleaseAsync(GrpcActivatorHandle<TService> service, TRequest request, ServerCallContext context)
    {
        try
        {
            return await _invoke(service.Instance, request, context).ConfigureAwait(false);
        }
        finally
        {
            await Activator.ReleaseAsync(service).ConfigureAwait(false);
        }
    }
}

internal sealed class ClientStreamingHandler<TService, TRequest, TResponse> : CallHandler<TService>
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly ClientStreamingMethod<TService, TRequest, TResponse> _invoke;
    private readonly ClientStreamingServerMethod<TRequest, TResponse> _pipeline;

    internal ClientStreamingHandler(
        MethodOptions options, Method<TRequest, TResponse> method, ClientStreamingMethod<TService, TRequest, TResponse> invoke, IServiceProvider services)
        : base(options, method, services)
    {
        _method = method;
        _invoke = invoke;
        _pipeline = InterceptorPipeline.ClientStreaming<TRequest, TResponse>(options.Interceptors, InvokeAsync);
    }

    protected override async Task RunAsync(ServerCall call)
    {
        var requests = new StreamReader<TRequest>(call, _method.RequestMarshaller.ContextualDeserializer);
        var reply = await _pipeline(requests, call).ConfigureAwait(false) ?? throw ServerErrors.NoResponse();
        await call.WriteSingleAsync(reply, _method.ResponseMarshaller.ContextualSerializer).ConfigureAwait(false);
    }

    private async Task<TResponse> InvokeAsync(IAsyncStreamReader<TRequest> requests, ServerCallContext context)
    {
        var service = Activator.Create(((ServerCall)context).HttpContext.RequestServices);
        try
        {
            return await _invoke(service.Instance, requests, context).ConfigureAwait(false);
        }
        finally
        {
            await Activator.ReleaseAsync(service).ConfigureAwait(false);
        }
    }
}

internal sealed class ServerStreamingHandler<TService, TRequest, TResponse> : CallHandler<TService>
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly ServerStreamingMethod<TService, TRequest, TResponse> _invoke;
    private readonly ServerStreamingServerMethod<TRequest, TResponse> _pipeline;

    internal ServerStreamingHandler(
        MethodOptions options, Method<TRequest, TResponse> method, ServerStreamingMethod<TService, TRequest, TResponse> invoke, IServiceProvider services)
        : base(options, method, services)
    {
        _method = method;
        _invoke = invoke;
        _pipeline = InterceptorPipeline.ServerStreaming<TRequest, TResponse>(options.Interceptors, InvokeAsync);
    }

    protected override async Task RunAsync(ServerCall call)
    {
        var request = await RequestReader.ReadSingleAsync(call, call.HttpContext.Request.BodyReader, _method.RequestMarshaller.ContextualDeserializer).ConfigureAwait(false);
        // A stream answers long before its end: nothing may follow the request then.
        await RequestReader.ExpectEndAsync(call, call.HttpContext.Request.BodyReader).ConfigureAwait(false);
        await _pipeline(request, new StreamWriter<TResponse>(call, _method.ResponseMarshaller.ContextualSerializer), call).ConfigureAwait(false);
    }

    private async Task InvokeAsync(TRequest request, IServerStreamWriter<TResponse> replies, ServerCallContext context)
    {
        var service = Activator.Create(((ServerCall)context).HttpContext.RequestServices);
        try
        {
            await _invoke(service.Instance, request, replies, context).ConfigureAwait(false);
        }
        finally
        {
            await Activator.ReleaseAsync(service).ConfigureAwait(false);
        }
    }
}

internal sealed class DuplexStreamingHandler<TService, TRequest, TResponse> : CallHandler<TService>
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly DuplexStreamingMethod<TService, TRequest, TResponse> _invoke;
    private readonly DuplexStreamingServerMethod<TRequest, TResponse> _pipeline;

    internal DuplexStreamingHandler(
        MethodOptions options, Method<TRequest, TResponse> method, DuplexStreamingMethod<TService, TRequest, TResponse> invoke, IServiceProvider services)
        : base(options, method, services)
    {
        _method = method;
        _invoke = invoke;
        _pipeline = InterceptorPipeline.DuplexStreaming<TRequest, TResponse>(options.Interceptors, InvokeAsync);
    }

    protected override Task RunAsync(ServerCall call) =>
        _pipeline(
            new StreamReader<TRequest>(call, _method.RequestMarshaller.ContextualDeserializer),
            new StreamWriter<TResponse>(call, _method.ResponseMarshaller.ContextualSerializer),
            call);

    private async Task InvokeAsync(IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> replies, ServerCallContext context)
    {
        var service = Activator.Create(((ServerCall)context).HttpContext.RequestServices);
        try
        {
            await _invoke(service.Instance, requests, replies, context).ConfigureAwait(false);
        }
        finally
        {
            await Activator.ReleaseAsync(service).ConfigureAwait(false);
        }
    }
}

using System.IO.Compression;
using Grpc.AspNetCore.Server;
using Grpc.Net.Compression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Internal;

/// <summary>The options of one service laid over those of all, once at start.</summary>
internal sealed class MethodOptions
{
    private MethodOptions(GrpcServiceOptions all, GrpcServiceOptions? one)
    {
        MaxSend = one is { MaxSendMessageSizeSet: true } ? one.MaxSendMessageSize : all.MaxSendMessageSize;
        MaxReceive = one is { MaxReceiveMessageSizeSet: true } ? one.MaxReceiveMessageSize : all.MaxReceiveMessageSize;
        DetailedErrors = one?.EnableDetailedErrors ?? all.EnableDetailedErrors ?? false;
        ResponseEncoding = one?.ResponseCompressionAlgorithm ?? all.ResponseCompressionAlgorithm;
        Level = one?.ResponseCompressionLevel ?? all.ResponseCompressionLevel;
        IgnoreUnknownServices = all.IgnoreUnknownServices ?? false;

        var providers = new Dictionary<string, ICompressionProvider>(StringComparer.OrdinalIgnoreCase);
        foreach (var provider in (one?.CompressionProviders ?? []).Concat(all.CompressionProviders))
            providers.TryAdd(provider.EncodingName, provider);
        Compression = new CompressionSet(providers.Values);
        if (ResponseEncoding is not null && Compression.Find(ResponseEncoding) is null)
        {
            throw new InvalidOperationException(
                $"The configured response compression algorithm '{ResponseEncoding}' does not have a matching compression provider.");
        }

        Interceptors = [.. all.Interceptors, .. one?.Interceptors ?? []];
    }

    internal int? MaxSend { get; }

    internal int? MaxReceive { get; }

    internal bool DetailedErrors { get; }

    internal string? ResponseEncoding { get; }

    internal CompressionLevel? Level { get; }

    internal bool IgnoreUnknownServices { get; }

    internal CompressionSet Compression { get; }

    internal InterceptorRegistration[] Interceptors { get; }

    internal static MethodOptions Of<TService>(IServiceProvider services)
        where TService : class =>
        new(
            services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value,
            services.GetRequiredService<IOptions<GrpcServiceOptions<TService>>>().Value);

    internal static MethodOptions OfAll(IServiceProvider services) => new(services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value, null);
}

/// <summary>Present when AddGrpc was called; remembers whether the catch-all endpoints are mapped.</summary>
internal sealed class GrpcMarkerService
{
    internal HashSet<string> MappedServices { get; } = new(StringComparer.Ordinal);

    internal bool UnknownServicesMapped { get; set; }
}

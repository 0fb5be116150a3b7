using System.Net;
using System.Runtime.CompilerServices;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grpc.Interop.Tests;

/// <summary>A real Kestrel on a free port of the loopback address.</summary>
internal sealed class TestServer : IAsyncDisposable
{
#pragma warning disable RS0030 // The root of a test names the clock, as the root of a silo does.
    internal static readonly TimeProvider Clock = TimeProvider.System;
#pragma warning restore RS0030

    private readonly WebApplication _app;
    private readonly StrongBox<int> _connections;

    private TestServer(WebApplication app, StrongBox<int> connections)
    {
        _app = app;
        _connections = connections;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Address = new Uri(address);
        Channel = GrpcChannel.ForAddress(Address);
    }

    internal Uri Address { get; }

    internal GrpcChannel Channel { get; }

    /// <summary>How many connections were accepted so far.</summary>
    internal int Connections => Volatile.Read(ref _connections.Value);

    internal HangCounter Hanging => _app.Services.GetRequiredService<HangCounter>();

    internal V1.Interop.InteropClient Client => new(Channel);

    internal static async Task<TestServer> StartAsync(
        Action<GrpcServiceOptions>? grpc = null,
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? map = null,
        Action<GrpcServiceEndpointConventionBuilder>? guard = null)
    {
        var connections = new StrongBox<int>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.Limits.Http2.MaxStreamsPerConnection = 2_000;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.Use(next => connection =>
                {
                    Interlocked.Increment(ref connections.Value);
                    return next(connection);
                });
            });
        });
        builder.Services.AddGrpc(grpc ?? (_ => { }));
        builder.Services.AddSingleton<HangCounter>();
        builder.Services.AddSingleton(Clock);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        map?.Invoke(app);
        var service = app.MapGrpcService<InteropService>();
        guard?.Invoke(service);
        await app.StartAsync();
        return new TestServer(app, connections);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

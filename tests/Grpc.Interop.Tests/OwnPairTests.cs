using System.Security.Claims;
using System.Text.Encodings.Web;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Interop.Tests.V1;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.Interop.Tests;

/// <summary>What our client and our server do for each other beside carrying messages.</summary>
public sealed class OwnPairTests
{
    [Fact]
    public async Task Metadata_crosses_in_both_directions()
    {
        await using var server = await TestServer.StartAsync();
        var sent = new Metadata { { "x-text", "value" }, { "x-data-bin", [0, 1, 254] }, { "X-Text", "again" } };
        using var call = server.Client.HeadersAsync(new EchoRequest(), sent);
        var headers = await call.ResponseHeadersAsync;
        var reply = await call;
        Assert.False(reply.HasDeadline);
        Assert.Equal([0, 1, 254], reply.Binary["x-data-bin"].ToByteArray());
        // HttpClient sends the values of one name as one line.
        Assert.Equal("value, again", headers.GetValue("x-text"));
        Assert.Equal([0, 1, 254], headers.GetValueBytes("x-data-bin"));
        Assert.Equal("value, again", call.GetTrailers().GetValue("tx-text"));
        Assert.Equal([0, 1, 254], call.GetTrailers().GetValueBytes("tx-data-bin"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_arrives_with_its_text_and_details(bool afterHeaders)
    {
        await using var server = await TestServer.StartAsync();
        var request = new RefuseRequest { Code = 9, Detail = "nöt nöw: 100 %\n", StatusDetails = ByteString.CopyFrom(8, 9, 255), AfterHeaders = afterHeaders };
        var error = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.RefuseAsync(request));
        Assert.Equal((StatusCode.FailedPrecondition, "nöt nöw: 100 %\n"), (error.StatusCode, error.Status.Detail));
        Assert.Equal([8, 9, 255], error.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal("as asked", error.Trailers.GetValue("x-reason"));
    }

    [Fact]
    public async Task An_early_refusal_is_trailers_only()
    {
        await using var server = await TestServer.StartAsync();
        var (response, body) = await Raw.SendAsync(Raw.Request(server, "Refuse", Raw.Frame(new RefuseRequest { Code = 5, Detail = "gone" }.ToByteArray())));
        Assert.Empty(body);
        Assert.Equal("5", response.Headers.GetValues("grpc-status").Single());
        Assert.Empty(response.TrailingHeaders);
    }

    [Fact]
    public async Task The_text_of_an_exception_leaves_the_house_only_when_allowed()
    {
        await using var silent = await TestServer.StartAsync();
        await using var open = await TestServer.StartAsync(grpc => grpc.EnableDetailedErrors = true);
        var request = new RefuseRequest { Crash = true };
        var quiet = await Assert.ThrowsAsync<RpcException>(async () => await silent.Client.RefuseAsync(request));
        var detailed = await Assert.ThrowsAsync<RpcException>(async () => await open.Client.RefuseAsync(request));
        Assert.Equal((StatusCode.Unknown, StatusCode.Unknown), (quiet.StatusCode, detailed.StatusCode));
        Assert.DoesNotContain("secret", quiet.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("the secret of the house", detailed.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Size_limits_hold_on_every_side()
    {
        await using var server = await TestServer.StartAsync(grpc => grpc.MaxSendMessageSize = 1_000);
        var large = new EchoRequest { Payload = ByteString.CopyFrom(new byte[2_000]) };
        Assert.Equal(StatusCode.ResourceExhausted, await CodeAsync(server.Client, large));
        var over = new EchoRequest { Payload = ByteString.CopyFrom(new byte[4 << 20]) };
        Assert.Equal(StatusCode.ResourceExhausted, await CodeAsync(server.Client, over));

        await using var generous = await TestServer.StartAsync(grpc => grpc.MaxReceiveMessageSize = null);
        using var stingy = GrpcChannel.ForAddress(generous.Address, new GrpcChannelOptions { MaxSendMessageSize = 1_000 });
        Assert.Equal(StatusCode.ResourceExhausted, await CodeAsync(new V1.Interop.InteropClient(stingy), large));
        Assert.Equal(StatusCode.ResourceExhausted, await CodeAsync(generous.Client, over));
        using var unlimited = GrpcChannel.ForAddress(generous.Address, new GrpcChannelOptions { MaxReceiveMessageSize = null });
        Assert.Equal(StatusCode.OK, await CodeAsync(new V1.Interop.InteropClient(unlimited), over));
    }

    [Fact]
    public async Task Gzip_works_in_both_directions()
    {
        await using var server = await TestServer.StartAsync(grpc => grpc.ResponseCompressionAlgorithm = "gzip");
        var payload = ByteString.CopyFrom(new byte[100_000]);
        var compressed = new Metadata { { "grpc-internal-encoding-request", "gzip" } };
        using var headers = server.Client.HeadersAsync(new EchoRequest { Payload = payload }, compressed);
        Assert.Equal("gzip", (await headers).Text["raw-grpc-encoding"]);
        Assert.Equal(payload, (await server.Client.EchoAsync(new EchoRequest { Payload = payload }, compressed)).Payload);

        var (response, body) = await Raw.SendAsync(Raw.Request(server, "Echo", Raw.Frame(new EchoRequest { Payload = payload }.ToByteArray()), ("grpc-accept-encoding", "identity, gzip")));
        Assert.Equal("gzip", response.Headers.GetValues("grpc-encoding").Single());
        Assert.Equal(1, body[0]);
        Assert.InRange(body.Length, 6, 10_000);
        var (plain, plainBody) = await Raw.SendAsync(Raw.Request(server, "Echo", Raw.Frame(new EchoRequest { Payload = payload }.ToByteArray())));
        Assert.False(plain.Headers.Contains("grpc-encoding"));
        Assert.Equal(0, plainBody[0]);
    }

    [Fact]
    public async Task Interceptors_stand_around_calls_in_their_order()
    {
        var log = new List<string>();
        await using var server = await TestServer.StartAsync(
            grpc =>
            {
                grpc.Interceptors.Add<Noting>("outer");
                grpc.Interceptors.Add<Noting>("inner");
            },
            services => services.AddSingleton(log));
        var client = new V1.Interop.InteropClient(server.Channel.Intercept(new Stamping("second")).Intercept(new Stamping("first")));
        var reply = await client.HeadersAsync(new EchoRequest());
        Assert.Equal("first,second", reply.Text["x-stamp"]);
        Assert.Equal(["outer>", "inner>", "<inner", "<outer"], log);
        log.Clear();
        using var chat = client.Chat();
        await chat.RequestStream.CompleteAsync();
        Assert.False(await chat.ResponseStream.MoveNext());
        Assert.Equal(["outer>", "inner>", "<inner", "<outer"], log);
    }

    [Fact]
    public async Task Authorization_guards_what_it_is_put_on()
    {
        await using var server = await TestServer.StartAsync(
            services: services =>
            {
                services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("header", null);
                services.AddAuthorizationBuilder().AddPolicy("officers", policy => policy.RequireRole("officer"));
                services.AddGrpcHealthChecks();
            },
            map: app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGrpcHealthChecksService().AllowAnonymous();
            },
            guard: service => service.RequireAuthorization("officers"));
        Assert.Equal(StatusCode.Unauthenticated, await CodeAsync(server.Client, new EchoRequest()));
        Assert.Equal(StatusCode.PermissionDenied, await CodeAsync(server.Client, new EchoRequest(), new Metadata { { "x-role", "visitor" } }));
        Assert.Equal(StatusCode.OK, await CodeAsync(server.Client, new EchoRequest(), new Metadata { { "x-role", "officer" } }));
        var health = await new Health.V1.Health.HealthClient(server.Channel).CheckAsync(new Health.V1.HealthCheckRequest());
        Assert.Equal(Health.V1.HealthCheckResponse.Types.ServingStatus.Unknown, health.Status);
    }

    [Fact]
    public async Task Call_credentials_need_a_safe_channel_or_permission()
    {
        await using var server = await TestServer.StartAsync();
        var credentials = CallCredentials.FromInterceptor((context, metadata) =>
        {
            metadata.Add("x-token", context.MethodName);
            return Task.CompletedTask;
        });
        var combined = ChannelCredentials.Create(ChannelCredentials.Insecure, credentials);
        Assert.Throws<InvalidOperationException>(() => GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { Credentials = combined }));
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { Credentials = combined, UnsafeUseInsecureChannelCallCredentials = true });
        Assert.Equal("Headers", (await new V1.Interop.InteropClient(channel).HeadersAsync(new EchoRequest())).Text["x-token"]);
    }

    [Fact]
    public async Task A_thousand_streams_are_open_at_once()
    {
        await using var server = await TestServer.StartAsync();
        var calls = Enumerable.Range(0, 1_000).Select(_ => server.Client.Chat()).ToArray();
        foreach (var call in calls)
            await call.RequestStream.WriteAsync(new EchoRequest { Text = "all open" });
        foreach (var call in calls)
            Assert.True(await call.ResponseStream.MoveNext());
        foreach (var call in calls)
            await call.RequestStream.CompleteAsync();
        foreach (var call in calls)
            Assert.False(await call.ResponseStream.MoveNext());
    }

    private static async Task<StatusCode> CodeAsync(V1.Interop.InteropClient client, EchoRequest request, Metadata? headers = null)
    {
        try
        {
            await client.EchoAsync(request, headers);
            return StatusCode.OK;
        }
        catch (RpcException error)
        {
            return error.StatusCode;
        }
    }

    private sealed class Noting(List<string> log, string name) : Interceptor
    {
        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            log.Add(name + ">");
            var reply = await continuation(request, context);
            log.Add("<" + name);
            return reply;
        }

        public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            log.Add(name + ">");
            await continuation(requestStream, responseStream, context);
            log.Add("<" + name);
        }
    }

    private sealed class Stamping(string stamp) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var earlier = context.Options.Headers?.GetValue("x-stamp");
            var headers = new Metadata { { "x-stamp", earlier is null ? stamp : $"{earlier},{stamp}" } };
            return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers)));
        }
    }

    private sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var role = Request.Headers["x-role"].ToString();
            if (role.Length == 0)
                return Task.FromResult(AuthenticateResult.NoResult());
            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}

using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.Interop.Tests;

/// <summary>Our client before servers and proxies that answer with something other than gRPC.</summary>
public sealed class NotGrpcTests
{
    [Theory]
    [InlineData(HttpStatusCode.BadRequest, StatusCode.Internal)]
    [InlineData(HttpStatusCode.Unauthorized, StatusCode.Unauthenticated)]
    [InlineData(HttpStatusCode.Forbidden, StatusCode.PermissionDenied)]
    [InlineData(HttpStatusCode.NotFound, StatusCode.Unimplemented)]
    [InlineData(HttpStatusCode.TooManyRequests, StatusCode.Unavailable)]
    [InlineData(HttpStatusCode.BadGateway, StatusCode.Unavailable)]
    [InlineData(HttpStatusCode.ServiceUnavailable, StatusCode.Unavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout, StatusCode.Unavailable)]
    [InlineData(HttpStatusCode.PaymentRequired, StatusCode.Unknown)]
    public async Task An_http_status_becomes_a_grpc_status(HttpStatusCode http, StatusCode expected)
    {
        var error = await FailureAsync(context =>
        {
            context.Response.StatusCode = (int)http;
            return Task.CompletedTask;
        });
        Assert.Equal(expected, error.StatusCode);
        Assert.Contains(((int)http).ToString(System.Globalization.CultureInfo.InvariantCulture), error.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x2, StatusCode.Internal)]
    [InlineData(0x7, StatusCode.Unavailable)]
    [InlineData(0x8, StatusCode.Cancelled)]
    [InlineData(0xb, StatusCode.ResourceExhausted)]
    [InlineData(0xc, StatusCode.PermissionDenied)]
    public async Task A_reset_stream_becomes_the_status_of_its_code(int http2, StatusCode expected)
    {
        var error = await FailureAsync(context =>
        {
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(http2);
            return Task.CompletedTask;
        });
        Assert.Equal(expected, error.StatusCode);
    }

    [Fact]
    public async Task A_page_is_no_reply()
    {
        var error = await FailureAsync(context => context.Response.WriteAsync("<html>"));
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        Assert.Contains("content-type", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_without_a_status_is_an_error()
    {
        var error = await FailureAsync(context => AnswerAsync(context, Raw.Frame([])));
        Assert.Contains("grpc-status", error.Status.Detail, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], StatusCode> BrokenReplies => new()
    {
        { "nothing", [], StatusCode.Internal },
        { "a message cut short", Raw.Frame([8, 1])[..^1], StatusCode.Internal },
        { "an unknown flag", Raw.Frame([8, 1], flag: 7), StatusCode.Internal },
        { "a compressed message of no encoding", Raw.Frame([8, 1], flag: 1), StatusCode.Internal },
        { "two messages", [.. Raw.Frame([8, 1]), .. Raw.Frame([8, 1])], StatusCode.Internal },
        { "a length larger than the limit", Raw.Frame([8, 1], length: uint.MaxValue), StatusCode.ResourceExhausted },
        { "bytes that are no message", Raw.Frame([0xff]), StatusCode.Internal },
    };

    // Grpc.Net.Client gives other codes to some of these: INTERNAL for a large length, UNAVAILABLE for bytes that are no message.
    [Theory, Trait("Stack", "compat")]
    [MemberData(nameof(BrokenReplies))]
    public async Task A_broken_reply_is_an_error_although_its_status_is_ok(string what, byte[] body, StatusCode expected)
    {
        var error = await FailureAsync(context =>
        {
            context.Response.AppendTrailer("grpc-status", "0");
            return AnswerAsync(context, body);
        });
        Assert.Equal((what, expected), (what, error.StatusCode));
    }

    [Fact]
    public async Task Success_without_a_message_is_an_error()
    {
        var error = await FailureAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers.GrpcStatus = "0";
            return Task.CompletedTask;
        });
        Assert.Equal(StatusCode.Internal, error.StatusCode);
    }

    // Grpc.Net.Client hands the number through; the protocol asks for UNKNOWN.
    [Fact, Trait("Stack", "compat")]
    public async Task A_status_from_the_future_is_unknown()
    {
        var error = await FailureAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers.GrpcStatus = "99";
            return Task.CompletedTask;
        });
        Assert.Equal(StatusCode.Unknown, error.StatusCode);
    }

    private static async Task AnswerAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(body);
    }

    private static async Task<RpcException> FailureAsync(RequestDelegate answer)
    {
        await using var server = await TestServer.StartAsync(map: app => app.MapPost("/grpc.health.v1.Health/Check", answer));
        var client = new Health.V1.Health.HealthClient(server.Channel);
        return await Assert.ThrowsAsync<RpcException>(async () => await client.CheckAsync(new HealthCheckRequest()));
    }
}

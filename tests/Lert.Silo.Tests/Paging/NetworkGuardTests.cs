using System.Net;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Lert.Paging.Gateway;
using Lert.Silo.Paging;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Tests.Paging;

/// <summary>A page must not become a way into the house: whom requests are sent to is judged by the address that is connected to.</summary>
public class NetworkGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("ff02::1")]
    public void An_address_of_the_house_is_not_public(string address) => Assert.False(NetworkGuard.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("11.0.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("64:ff9b::101:101")]
    public void An_address_of_the_world_is(string address) => Assert.True(NetworkGuard.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task A_gateway_inside_is_refused_when_it_is_connected_to_and_never_hears_of_it()
    {
        await using var gateway = await PagingGateway.StartAsync(PagedSilo.Secret);
        var refused = await SendAsync(new WebhookOptions { Url = gateway.Url.ToString(), Secret = PagedSilo.Secret });
        Assert.Equal(("address-refused", true), (refused.Failure, refused.IsFinal));
        Assert.Empty(gateway.Arrivals);

        var byName = new UriBuilder(gateway.Url) { Host = "localhost" }.Uri;
        Assert.Equal("address-refused", (await SendAsync(new WebhookOptions { Url = byName.ToString(), Secret = PagedSilo.Secret })).Failure);
        Assert.Null((await SendAsync(new WebhookOptions { Url = gateway.Url.ToString(), Secret = PagedSilo.Secret, AllowedHosts = ["127.0.0.1"] })).Failure);
        Assert.Null((await SendAsync(new WebhookOptions { Url = gateway.Url.ToString(), Secret = PagedSilo.Secret, AllowPrivateNetworks = true })).Failure);
        Assert.Equal(2, gateway.Arrivals.Count);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await PagingGateway.StartAsync(PagedSilo.Secret);
        await using var gateway = await PagingGateway.StartAsync(PagedSilo.Secret);
        gateway.Behaviour = new() { Redirect = elsewhere.Url };
        var answer = await SendAsync(new WebhookOptions { Url = gateway.Url.ToString(), Secret = PagedSilo.Secret, AllowPrivateNetworks = true });
        Assert.Equal(("http-302", true), (answer.Failure, answer.IsFinal));
        Assert.Empty(elsewhere.Arrivals);
    }

    [Fact]
    public async Task A_wrong_secret_is_found_by_the_gateway()
    {
        await using var gateway = await PagingGateway.StartAsync(PagedSilo.Secret);
        var answer = await SendAsync(new WebhookOptions { Url = gateway.Url.ToString(), Secret = "another secret altogether", AllowPrivateNetworks = true });
        Assert.Equal(("http-401", true), (answer.Failure, answer.IsFinal));
        Assert.False(Assert.Single(gateway.Arrivals).IsSigned);
    }

    [Fact]
    public async Task A_gateway_that_asks_for_time_gets_it_and_one_that_never_answers_is_given_up()
    {
        await using var gateway = await PagingGateway.StartAsync(PagedSilo.Secret);
        gateway.Behaviour = new() { FailFirst = 1, FailWith = 429, RetryAfter = 7 };
        var options = new WebhookOptions { Url = gateway.Url.ToString(), Secret = PagedSilo.Secret, AllowPrivateNetworks = true, Timeout = TimeSpan.FromSeconds(1) };
        Assert.Equal(TimeSpan.FromSeconds(7), (await SendAsync(options)).RetryAfter);
        gateway.Behaviour = new() { Hang = true };
        var hung = await SendAsync(options);
        Assert.Equal(("timeout", false), (hung.Failure, hung.IsFinal));
        Assert.Equal("unreachable", (await SendAsync(new WebhookOptions { Url = "http://127.0.0.1:1/", Secret = PagedSilo.Secret, AllowPrivateNetworks = true })).Failure);
    }

    internal static PageDelivery Delivery(ContactChannel channel = ContactChannel.Webhook, string address = "device") => new(
        "us-p-1", "us-p-1/7", 1, "us-u-ana", channel, address, Running.Some.Start, AlertKind.Emergency, Urgency.Emergency, "us-r-night", "An emergency request waits.", Running.Some.Start);

    private static async Task<Handover> SendAsync(WebhookOptions options)
    {
#pragma warning disable RS0030 // A test is a root.
        using var channel = new WebhookChannel(Options.Create(options), TimeProvider.System);
#pragma warning restore RS0030
        return await channel.SendAsync(Delivery(), CancellationToken.None);
    }
}

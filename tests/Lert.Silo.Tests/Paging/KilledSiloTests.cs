using System.Diagnostics;
using Lert.Api.Identity;
using Lert.Paging.Gateway;
using Lert.Silo.Tests.Running;
using Lert.V1;

namespace Lert.Silo.Tests.Paging;

/// <summary>E14, with a real silo that is killed while it pages, and a real responder.</summary>
public sealed class KilledSiloTests : IDisposable
{
    private const int Pages = 40;
    private readonly ScratchFolder _folder = new();
    private readonly string _url = $"http://127.0.0.1:{SiloProcess.FreePort()}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task E14_a_killed_silo_delays_a_step_by_seconds_and_pages_nobody_twice()
    {
        await using var gateway = await PagingGateway.StartAsync(PagedSilo.Secret);
        gateway.Behaviour = new() { Slow = TimeSpan.FromMilliseconds(100) };
        var pages = new List<string>();
        using (var first = Start(gateway))
        {
            await first.ServingAsync();
            using var caller = new Caller(_url, _folder.Keys);
            await PeopleAsync(caller);
            var service = new PageService.PageServiceClient(caller.As(Roles.Lead));
            for (var i = 0; i < Pages; i++)
            {
                var page = await service.OpenAsync(
                    new() { RequestId = $"open-{i}", Desk = "us-r-nobody", Urgency = Urgency.Emergency, Subject = $"case/{i}", Text = "An emergency request waits." }, deadline: Caller.Deadline);
                pages.Add(page.PageId);
            }

            await Eventually.TrueAsync(() => gateway.Taken.Count is > 3 and < Pages, "some are sent, and some are not");
            await first.KillAsync();
        }

        using var second = Start(gateway);
        await second.ServingAsync();
        var watch = Stopwatch.StartNew();
        await Eventually.TrueAsync(() => gateway.Taken.Count >= Pages, "all are sent");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed} after the start.");

        using var last = new Caller(_url, _folder.Keys);
        var reader = new PageService.PageServiceClient(last.As(Roles.Lead));
        foreach (var id in pages)
        {
            await Eventually.TrueAsync(
                async () => (await reader.GetAsync(new() { PageId = id }, deadline: Caller.Deadline)).Told is [{ Responder: "us-u-ana", Reach: Reach.Sent }], "each page knows that Ana was told");
        }

        // What was under way when the silo died came again under its own id; nobody was paged under two.
        Assert.Equal(Pages, gateway.Taken.Count);
        Assert.Equal(Pages, gateway.Arrivals.Select(arrival => arrival.PageId).Distinct().Count());
        Assert.All(gateway.Arrivals, arrival => Assert.True(arrival is { To: "device-ana", IsSigned: true }));
        second.AskToLeave();
        Assert.Equal(0, await second.ExitAsync());
    }

    /// <summary>Ana is the last resort, and the desk is not there: the page says so, and she is told all the same.</summary>
    private static async Task PeopleAsync(Caller caller)
    {
        var responders = new ResponderService.ResponderServiceClient(caller.As(Roles.Lead));
        await responders.PutAsync(
            new() { RequestId = "ana", ResponderId = "us-u-ana", Profile = new() { DisplayName = "Ana", Zone = "America/Los_Angeles", Clearance = Clearance.Standard, Regions = { "us" } } },
            deadline: Caller.Deadline);
        await responders.PutContactRulesAsync(
            new() { RequestId = "rules", ResponderId = "us-u-ana", Rules = { new ContactRule { Channel = ContactChannel.Webhook, Address = "device-ana", From = Urgency.Normal } } },
            deadline: Caller.Deadline);
    }

    private SiloProcess Start(PagingGateway gateway) => SiloProcess.Start(
        _folder.At("."),
        "Development",
        $"--Lert:Listen:Url={_url}",
        $"--Lert:Store:Path={_folder.StoreFile}",
        $"--Lert:Identity:DevelopmentKeys={_folder.Keys}",
        $"--Lert:Paging:Webhook:Url={gateway.Url}",
        $"--Lert:Paging:Webhook:Secret={PagedSilo.Secret}",
        "--Lert:Paging:Webhook:AllowPrivateNetworks=true",
        "--Lert:Paging:Webhook:MaxInFlight=2",
        "--Lert:Paging:LastResort:0=us-u-ana");
}

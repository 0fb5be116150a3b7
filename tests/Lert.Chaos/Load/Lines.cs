using Grpc.Net.Client;
using Lert.Chaos.Cluster;
using Lert.V1;

namespace Lert.Chaos.Load;

/// <summary>One connection to each silo, which notices within seconds that nobody is there.</summary>
internal sealed class Lines : IDisposable
{
    private readonly List<GrpcChannel> _channels = [];

    public Lines(IEnumerable<TormentedSilo> silos)
    {
        foreach (var silo in silos)
        {
#pragma warning disable CA2000 // The channel disposes of it.
            var handler = new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(1),
                KeepAlivePingDelay = TimeSpan.FromSeconds(1),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(1),
                KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
                EnableMultipleHttp2Connections = true,
            };
#pragma warning restore CA2000
            var channel = GrpcChannel.ForAddress(silo.Url, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
            _channels.Add(channel);
            All.Add(new(silo.Number, channel));
        }
    }

    public List<Line> All { get; } = [];

    public void Dispose() => _channels.ForEach(channel => channel.Dispose());
}

/// <summary>What one silo serves.</summary>
internal sealed class Line(int silo, GrpcChannel channel)
{
    public int Silo => silo;

    public CaseService.CaseServiceClient Cases { get; } = new(channel);

    public HoldService.HoldServiceClient Holds { get; } = new(channel);

    public AccountService.AccountServiceClient Accounts { get; } = new(channel);

    public JournalService.JournalServiceClient Journal { get; } = new(channel);

    public ResponderService.ResponderServiceClient Responders { get; } = new(channel);

    public RotaService.RotaServiceClient Rotas { get; } = new(channel);

    public PageService.PageServiceClient Pages { get; } = new(channel);
}

using Grpc.Net.Client;
using Lert.Chaos.Cluster;
using Lert.V1;

namespace Lert.Chaos.Load;

/// <summary>One connection to each silo, which notices within seconds that nobody is there.</summary>
internal sealed class Lines : IDisposable
{
    private readonly List<GrpcChannel> _channels = [];
    private readonly TimeSpan _patience;

    /// <param name="patience">How long a silo may be silent on its connection.</param>
    public Lines(TimeSpan patience) => _patience = patience;

    public Lines(IEnumerable<TormentedSilo> silos)
        : this(TimeSpan.FromSeconds(1))
    {
        foreach (var silo in silos)
        {
            Open(silo.Number, silo.Url);
        }
    }

    /// <summary>Those that are open; another list when one comes or goes.</summary>
    public IReadOnlyList<Line> All { get; private set; } = [];

    public Line Any(Random random)
    {
        var open = All;
        return open[random.Next(open.Count)];
    }

    public void Open(int silo, Uri url)
    {
#pragma warning disable CA2000 // The channel disposes of it.
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = _patience,
            KeepAlivePingDelay = _patience,
            KeepAlivePingTimeout = _patience,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            EnableMultipleHttp2Connections = true,
        };
#pragma warning restore CA2000
        var channel = GrpcChannel.ForAddress(url, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        _channels.Add(channel);
        All = [.. All, new Line(silo, channel)];
    }

    /// <summary>Nobody knocks there any more, as behind a balancer that has been told; what is under way goes on.</summary>
    public void Close(int silo) => All = [.. All.Where(line => line.Silo != silo)];

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

    public ClusterService.ClusterServiceClient Cluster { get; } = new(channel);

    public PageService.PageServiceClient Pages { get; } = new(channel);
}

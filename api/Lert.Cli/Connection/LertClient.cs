using Grpc.Core;
using Grpc.Net.Client;
using Lert.V1;

namespace Lert.Cli.Connection;

/// <summary>The services of <c>lert.v1</c> over one channel, with identity and deadline on every call.</summary>
internal sealed class LertClient : IDisposable
{
    /// <summary>More than the 10 seconds that a server may wait for a hold to become active.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(15);

    private readonly GrpcChannel _channel;
    private readonly TimeProvider _clock;
    private readonly string? _token;

    public LertClient(ServerSettings settings, TimeProvider clock)
    {
        _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions { MaxReceiveMessageSize = 64 * 1024 * 1024 });
        _clock = clock;
        _token = settings.Token;
        Address = settings.Address;
        Cases = new CaseService.CaseServiceClient(_channel);
        Holds = new HoldService.HoldServiceClient(_channel);
        Accounts = new AccountService.AccountServiceClient(_channel);
        Journal = new JournalService.JournalServiceClient(_channel);
        Pages = new PageService.PageServiceClient(_channel);
        Cluster = new ClusterService.ClusterServiceClient(_channel);
        Responders = new ResponderService.ResponderServiceClient(_channel);
        Requesters = new RequesterService.RequesterServiceClient(_channel);
        Disclosures = new DisclosureService.DisclosureServiceClient(_channel);
        Letters = new LetterService.LetterServiceClient(_channel);
        Rotas = new RotaService.RotaServiceClient(_channel);
    }

    public Uri Address { get; }
    public CaseService.CaseServiceClient Cases { get; }
    public HoldService.HoldServiceClient Holds { get; }
    public AccountService.AccountServiceClient Accounts { get; }
    public JournalService.JournalServiceClient Journal { get; }
    public PageService.PageServiceClient Pages { get; }
    public ClusterService.ClusterServiceClient Cluster { get; }
    public ResponderService.ResponderServiceClient Responders { get; }
    public RequesterService.RequesterServiceClient Requesters { get; }
    public DisclosureService.DisclosureServiceClient Disclosures { get; }
    public LetterService.LetterServiceClient Letters { get; }
    public RotaService.RotaServiceClient Rotas { get; }

    /// <summary>For one answer.</summary>
    public CallOptions Unary(CancellationToken cancellationToken, string? token = null) =>
        new(Identity(token), (_clock.GetUtcNow() + CallTimeout).UtcDateTime, cancellationToken);

    /// <summary>For a stream that lasts as long as it lasts.</summary>
    public CallOptions Stream(CancellationToken cancellationToken, string? token = null) => new(Identity(token), null, cancellationToken);

    public void Dispose() => _channel.Dispose();

    private Metadata Identity(string? token)
    {
        var headers = new Metadata();
        if ((token ?? _token) is { } bearer)
        {
            headers.Add("authorization", $"Bearer {bearer}");
        }

        return headers;
    }
}

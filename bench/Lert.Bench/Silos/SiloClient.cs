using Grpc.Core;
using Grpc.Net.Client;
using Lert.Api.Identity;
using Lert.V1;

namespace Lert.Bench.Silos;

/// <summary>A caller with the roles of a lead, over one channel.</summary>
internal sealed class SiloClient : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly Metadata _identity;

    public SiloClient(SiloProcess silo, TimeProvider clock)
    {
        _channel = GrpcChannel.ForAddress(silo.Address);
        var token = DevelopmentKey.LoadOrCreate(silo.Keys).Mint("bench@lert.example", [Roles.Lead], ["us"], clock.GetUtcNow(), TimeSpan.FromHours(1));
        _identity = new Metadata { { "authorization", $"Bearer {token}" } };
        Holds = new HoldService.HoldServiceClient(_channel);
        Cases = new CaseService.CaseServiceClient(_channel);
    }

    public HoldService.HoldServiceClient Holds { get; }

    public CaseService.CaseServiceClient Cases { get; }

    /// <summary>Headers with the token.</summary>
    public CallOptions Options => new(_identity);

    public async Task<Hold> GetAsync(string holdId) => await Holds.GetAsync(new GetHoldRequest { HoldId = holdId }, Options);

    public void Dispose() => _channel.Dispose();
}

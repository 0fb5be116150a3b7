using Lert.Grains;
using Lert.Grains.Pages;
using Lert.Grains.Rotas;

namespace Lert.Api.Tests.Running;

public sealed partial class FakeCluster
{
    /// <summary>By default rotas are not there.</summary>
    public Func<string, CommandStamp, RotaCommand, Task<Reply<RotaView>>> Rota { get; set; } =
        (_, stamp, _) => Refused<RotaView>(stamp, RefusalCodes.RotaNotFound);

    public Func<string, RotaView?> ReadRota { get; set; } = _ => null;

    public Func<RotaView, RotaCalendar> Calendar { get; set; } = Some.Calendar;

    private sealed class FakeRota(FakeCluster cluster, string key) : FakeActor, IRotaGrain
    {
        public Task<Reply<RotaView>> Execute(CommandStamp stamp, RotaCommand command)
        {
            cluster.Note("rota", nameof(Execute), key, stamp, command);
            return cluster.Rota(key, stamp, command);
        }

        public Task<RotaView?> Get()
        {
            cluster.Note("rota", nameof(Get), key);
            return Task.FromResult(cluster.ReadRota(key));
        }

        public Task<OnCallReport?> ReportOnCall(DateTimeOffset? at)
        {
            cluster.Note("rota", nameof(ReportOnCall), key, at);
            return Task.FromResult(cluster.ReadRota(key) is { } rota ? Some.OnCall(rota, at) : null);
        }

        public Task<RotaCalendar?> ListShifts(DateTimeOffset from, DateTimeOffset until)
        {
            cluster.Note("rota", nameof(ListShifts), key, from, until);
            return Task.FromResult(cluster.ReadRota(key) is { } rota ? cluster.Calendar(rota) : null);
        }

        public Task<OnCall?> WhoIsOnCall(DateTimeOffset at) => throw new NotSupportedException();

        public Task<EscalationPolicy?> FindPolicy(AlertKind alert) => throw new NotSupportedException();
    }
}

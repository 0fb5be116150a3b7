using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Connection;
using Lert.Cli.Demo.Night;
using Lert.V1;

namespace Lert.Cli.Demo.Monday;

/// <summary>The desk that hears of a recall: Lena, at any hour.</summary>
internal static class LeadsDesk
{
    private const string Desk = "us-r-leads";

    public static async Task MakeAsync(LertClient client, string lead, CancellationToken cancellationToken)
    {
        await client.Rotas.PutAsync(Rota(), client.Unary(cancellationToken, lead));
        await client.Rotas.PutPolicyAsync(Policy(), client.Unary(cancellationToken, lead));
    }

    private static PutRotaRequest Rota() => new()
    {
        RequestId = "leads-rota",
        RotaId = Desk,
        Definition = new RotaDefinition
        {
            Title = "Leads",
            Zone = "America/Los_Angeles",
            Layers =
            {
                new RotaLayer { Name = "always", StartOn = "2026-01-05", Rotation = new HandOffRule { Unit = TurnUnit.Week, Every = 1, Day = 1, At = "09:00" }, People = { NightDesk.Lena } },
            },
        },
    };

    private static PutPolicyRequest Policy() => new()
    {
        RequestId = "leads-policy",
        RotaId = Desk,
        Policy = new EscalationPolicy
        {
            Steps = { new EscalationStep { Rotas = { Desk }, Delay = Duration.FromTimeSpan(TimeSpan.FromHours(1)) } },
            BreakGlass = { NightDesk.Lena },
            BreakGlassEvery = Duration.FromTimeSpan(TimeSpan.FromHours(1)),
            AcknowledgedFor = Duration.FromTimeSpan(TimeSpan.FromHours(8)),
        },
    };
}

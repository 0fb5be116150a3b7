using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Connection;
using Lert.V1;

namespace Lert.Cli.Demo.Night;

/// <summary>The desk of the night: Ana has the weekend and sleeps deeply, Ben has the week, Lena leads.</summary>
internal static class NightDesk
{
    public const string Desk = "us-r-emergency", Ana = "us-u-ana", Ben = "us-u-ben", Lena = "us-u-lena";

    /// <summary>How long a step waits for somebody, and how long an acknowledgement is good with nothing done.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5), AcknowledgedFor = TimeSpan.FromMinutes(30);

    public static async Task MakeAsync(LertClient client, string lead, CancellationToken cancellationToken)
    {
        foreach (var person in (string[])[Ana, Ben, Lena])
        {
            await client.Responders.PutAsync(Profile(person), client.Unary(cancellationToken, lead));
            await client.Responders.PutContactRulesAsync(Phone(person), client.Unary(cancellationToken, lead));
        }

        await client.Rotas.PutAsync(Rota(), client.Unary(cancellationToken, lead));
        await client.Rotas.PutPolicyAsync(Policy(), client.Unary(cancellationToken, lead));
    }

    /// <summary>What the gateway knows somebody's phone by.</summary>
    public static string PhoneOf(string person) => $"phone-{person}";

    private static PutResponderRequest Profile(string person) => new()
    {
        RequestId = $"profile-{person}",
        ResponderId = person,
        Profile = new ResponderProfile
        {
            DisplayName = person, Zone = "America/Los_Angeles", Languages = { "en" }, Clearance = Clearance.ChildSafety, Regions = { "us" }, Desks = { Desk },
        },
    };

    private static PutContactRulesRequest Phone(string person) => new()
    {
        RequestId = $"phone-{person}",
        ResponderId = person,
        Rules = { new ContactRule { Channel = ContactChannel.Webhook, Address = PhoneOf(person), After = Duration.FromTimeSpan(TimeSpan.Zero), From = Urgency.Normal } },
    };

    private static PutRotaRequest Rota() => new()
    {
        RequestId = "rota",
        RotaId = Desk,
        Definition = new RotaDefinition
        {
            Title = "Emergencies",
            Zone = "America/Los_Angeles",
            Layers = { Layer("week", Ben, fromDay: 1, "09:00", toDay: 5, "18:00"), Layer("weekend", Ana, fromDay: 5, "18:00", toDay: 1, "09:00") },
        },
    };

    private static RotaLayer Layer(string name, string person, int fromDay, string from, int toDay, string to) => new()
    {
        Name = name,
        StartOn = "2026-01-05",
        Rotation = new HandOffRule { Unit = TurnUnit.Week, Every = 1, Day = 1, At = "09:00" },
        People = { person },
        Windows = { new CoverHours { FromDay = fromDay, From = from, ToDay = toDay, To = to } },
    };

    private static PutPolicyRequest Policy() => new()
    {
        RequestId = "policy",
        RotaId = Desk,
        Policy = new EscalationPolicy
        {
            Steps =
            {
                new EscalationStep { Rotas = { Desk }, Delay = Duration.FromTimeSpan(Step) },
                new EscalationStep { Responders = { Ben }, Delay = Duration.FromTimeSpan(Step) },
            },
            Repeats = 1,
            BreakGlass = { Lena },
            BreakGlassEvery = Duration.FromTimeSpan(Step),
            AcknowledgedFor = Duration.FromTimeSpan(AcknowledgedFor),
        },
    };
}

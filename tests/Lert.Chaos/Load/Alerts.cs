using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Chaos.History;
using Lert.Grains;
using Lert.Grains.Actors;
using Lert.Store;
using Lert.V1;

namespace Lert.Chaos.Load;

/// <summary>A desk of three people, and alerts that come in all the time: some are acknowledged, some resolved, and some are left alone.</summary>
internal sealed class Alerts(Calls calls, People people, int seed, TimeProvider clock)
{
    private const string Desk = "us-r-chaos";
    private static readonly string[] Team = ["us-u-first", "us-u-second", "us-u-last"];
    private static readonly TimeSpan ShortestStep = TimeSpan.FromSeconds(30), ShortestTurn = TimeSpan.FromMinutes(1);

    /// <summary>Everybody is on call at all hours, one after the other.</summary>
    public async Task MakeDeskAsync()
    {
        var random = new Random(seed);
        foreach (var person in Team)
        {
            await DoneAsync(Verb.Other, new(ActorKinds.Responder, person), $"profile-{seed}-{person}", random, (line, until) => line.Responders.PutAsync(
                new PutResponderRequest
                {
                    RequestId = $"profile-{seed}-{person}", ResponderId = person,
                    Profile = new() { DisplayName = person, Zone = "UTC", Languages = { "en" }, Clearance = Clearance.Standard, Regions = { "us" } },
                },
                people.Lead(People.Ann), until));
            await DoneAsync(Verb.Other, new(ActorKinds.Responder, person), $"phone-{seed}-{person}", random, (line, until) => line.Responders.PutContactRulesAsync(
                new PutContactRulesRequest
                {
                    RequestId = $"phone-{seed}-{person}", ResponderId = person,
                    Rules = { new ContactRule { Channel = ContactChannel.Webhook, Address = person, After = Duration.FromTimeSpan(TimeSpan.Zero), From = Urgency.Normal } },
                },
                people.Lead(People.Ann), until));
        }

        await DoneAsync(Verb.Other, new(ActorKinds.Rota, Desk), $"rota-{seed}", random, (line, until) => line.Rotas.PutAsync(Rota(), people.Lead(People.Ann), until));
        await DoneAsync(Verb.Other, new(ActorKinds.Rota, Desk), $"policy-{seed}", random, (line, until) => line.Rotas.PutPolicyAsync(Policy(), people.Lead(People.Ann), until));
    }

    /// <summary>Goes on until it is told to stop, and then finishes what was begun.</summary>
    public Task RunAsync(CancellationToken over) => Task.Run(
        async () =>
        {
            var random = Draws.Of(seed, nameof(Alerts));
            var answers = new List<Task>();
            for (var number = 0; !over.IsCancellationRequested; number++)
            {
                answers.Add(OneAsync(number, new Random(random.Next()), over));
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 1_000)), clock, CancellationToken.None);
            }

            await Task.WhenAll(answers);
        },
        CancellationToken.None);

    private async Task OneAsync(int number, Random random, CancellationToken over)
    {
        var open = new OpenPageRequest
        {
            RequestId = $"alert-{seed}-{number}", Desk = Desk, Alert = AlertKind.Manual, Urgency = (Urgency)random.Next(1, 4), Text = "Something must be looked at.",
        };
        if (await ChangeAsync(Verb.Other, new(ActorKinds.Page, Grains.Pages.PageKey.Of("us", Grains.Pages.AlertKind.Manual, $"request/{open.RequestId}")), open.RequestId, random, (line, until) => line.Pages.OpenAsync(open, people.Lead(People.Ann), until)) is not Page page)
        {
            return;
        }

        var actor = new ActorId(ActorKinds.Page, page.PageId);
        await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * 15), clock, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        switch (random.Next(5))
        {
            case 0 or 1:
                await ChangeAsync(Verb.Other, actor, $"ack-{seed}-{number}", random, (line, until) => line.Pages.AcknowledgeAsync(
                    new AcknowledgePageRequest { RequestId = $"ack-{seed}-{number}", PageId = page.PageId }, people.Lead(People.Ann), until));
                break;
            case 2 or 3:
                await ChangeAsync(Verb.Other, actor, $"end-{seed}-{number}", random, (line, until) => line.Pages.ResolveAsync(
                    new ResolvePageRequest { RequestId = $"end-{seed}-{number}", PageId = page.PageId, Reason = "looked at" }, people.Lead(People.Ann), until));
                break;
            default:
                // Nobody answers: the next step comes.
                break;
        }
    }

    private async Task<IMessage?> ChangeAsync<TReply>(Verb verb, ActorId actor, string requestId, Random random, Func<Line, DateTime, AsyncUnaryCall<TReply>> send)
        where TReply : class, IMessage => (await calls.ChangeAsync(0, verb, actor, requestId, random, send)).Reply;

    private async Task DoneAsync<TReply>(Verb verb, ActorId actor, string requestId, Random random, Func<Line, DateTime, AsyncUnaryCall<TReply>> send)
        where TReply : class, IMessage
    {
        var done = await calls.ChangeAsync(0, verb, actor, requestId, random, send);
        if (done.Ending != Ending.Done)
        {
            throw new InvalidOperationException($"The desk could not be made: {requestId} ended as {done.Ending} {done.Code}.");
        }
    }

    private PutRotaRequest Rota() => new()
    {
        RequestId = $"rota-{seed}",
        RotaId = Desk,
        Definition = new RotaDefinition
        {
            Title = "Chaos",
            Zone = "UTC",
            Layers = { new RotaLayer { Name = "always", StartOn = "2026-01-05", Rotation = new HandOffRule { Unit = TurnUnit.Day, Every = 1, At = "09:00" }, People = { Team } } },
        },
    };

    private PutPolicyRequest Policy() => new()
    {
        RequestId = $"policy-{seed}",
        RotaId = Desk,
        Policy = new EscalationPolicy
        {
            Steps =
            {
                new EscalationStep { Rotas = { Desk }, Delay = Duration.FromTimeSpan(ShortestStep) },
                new EscalationStep { Responders = { Team[1] }, Delay = Duration.FromTimeSpan(ShortestStep) },
            },
            BreakGlass = { Team[2] },
            BreakGlassEvery = Duration.FromTimeSpan(ShortestTurn),
            AcknowledgedFor = Duration.FromTimeSpan(ShortestTurn),
        },
    };
}

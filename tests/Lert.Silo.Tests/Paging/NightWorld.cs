using System.Collections.Immutable;
using Lert.Domain.Pages;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;

namespace Lert.Silo.Tests.Paging;

/// <summary>Desks, rotas and people as a test says that they are, in the place of their grains.</summary>
internal sealed class NightWorld : IFactSource
{
    public const string Desk = "us-r-night";
    public const string Ana = "us-u-ana";
    public const string Ben = "us-u-ben";

    /// <summary>Ana is on call; after a minute Ben, and then both again and again.</summary>
    public EscalationPolicy? Policy { get; set; } = new(
        [new EscalationStep([Desk], [], TimeSpan.FromMinutes(1)), new EscalationStep([], [Ben], TimeSpan.FromMinutes(1))],
        0,
        [Ana, Ben],
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(30));

    public string? OnCall { get; set; } = Ana;

    public Func<string, ImmutableArray<ContactRule>> Contacts { get; set; } =
        responder => [new ContactRule(ContactChannel.Webhook, $"device of {responder}", TimeSpan.Zero, Urgency.Normal)];

    public bool IsAway { get; set; }

    public Task<PageFacts> ReadAsync(PageAlert alert, PageFacts known, PageQuestions questions, DateTimeOffset now) => Task.FromResult(known with
    {
        Policy = questions.Policy ? new PolicyFact(IsAway ? null : Policy, !IsAway) : known.Policy,
        Rotas = known.Rotas.AddRange(questions.Rotas.Select(rota => new RotaFact(rota, new OnCall(OnCall, null), !IsAway))),
        Contacts = known.Contacts.AddRange(questions.Responders.Select(person => new ContactFact(person, IsAway ? [] : Contacts(person), !IsAway))),
    });
}

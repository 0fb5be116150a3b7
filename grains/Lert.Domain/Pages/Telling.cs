using System.Collections.Immutable;
using Lert.Grains.Pages;

namespace Lert.Domain.Pages;

/// <summary>Whom a step is for at this moment.</summary>
/// <param name="Until">When that may be somebody else; null when that is not known to come.</param>
/// <param name="Unread">A rota that could not be asked; null when all could.</param>
internal sealed record Targets(ImmutableArray<(string Responder, string Why)> People, DateTimeOffset? Until, string? Unread)
{
    /// <summary>How long to wait where a rota says that its answer is over already.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(10);

    public static Targets Of(EscalationStep step, DateTimeOffset now, FactReader facts)
    {
        var people = new List<(string Responder, string Why)>();
        DateTimeOffset? until = null;
        string? unread = null;
        foreach (var rota in step.Rotas)
        {
            if (!facts.TryOnCall(rota, out var onCall))
            {
                unread = rota;
                continue;
            }

            if (onCall?.Responder is { Length: > 0 } responder)
            {
                people.Add((responder, $"on-call {rota}"));
            }

            if (onCall?.Until is { } end)
            {
                var look = end > now ? end : now + Least;
                until = until < look ? until : look;
            }
        }

        people.AddRange(step.Responders.Select(responder => (responder, "named")));
        return new([.. people.DistinctBy(person => person.Responder, StringComparer.Ordinal)], until, unread);
    }
}

/// <summary>People as they are told, and the deliveries that tell them.</summary>
/// <param name="Unread">Somebody whose contact rules could not be read; they are not among the people, so that they are tried again. Null when all could.</param>
internal sealed record Telling(ImmutableArray<ToldPerson> People, ImmutableArray<Delivery> Deliveries, string? Unread)
{
    /// <summary>Whether there is a way to anybody.</summary>
    public bool Reaches => People.Any(person => person.Reach == Reach.Waiting);

    public static Telling To(string key, PageState state, ImmutableArray<(string Responder, string Why)> people, DateTimeOffset now, FactReader facts)
    {
        var told = ImmutableArray.CreateBuilder<ToldPerson>();
        var deliveries = ImmutableArray.CreateBuilder<Delivery>();
        string? unread = null;
        foreach (var (responder, why) in people)
        {
            if (facts.Contacts(responder) is not { } rules)
            {
                unread = responder;
                continue;
            }

            foreach (var rule in rules.Where(rule => !state.Deliveries.Any(DeliveryRules.IsSame(responder, rule))))
            {
                deliveries.Add(DeliveryRules.First($"{key}/{state.Delivered + deliveries.Count + 1}", responder, rule, now));
            }

            told.Add(new ToldPerson(responder, why, now, rules.IsEmpty ? Reach.NotReached : Reach.Waiting));
        }

        return new(told.ToImmutable(), deliveries.ToImmutable(), unread);
    }
}

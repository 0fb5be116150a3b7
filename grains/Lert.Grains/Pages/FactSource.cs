using System.Collections.Immutable;
using Lert.Domain.Pages;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;

namespace Lert.Grains.Pages;

/// <summary>Who answers a page's questions.</summary>
public interface IFactSource
{
    /// <summary><paramref name="known"/>, and an answer to each of the questions. It never fails: what could not be asked is an answer as well.</summary>
    Task<PageFacts> ReadAsync(PageAlert alert, PageFacts known, PageQuestions questions, DateTimeOffset now);
}

/// <summary>Asks rotas and responders what a page wants to know. Who does not answer in time, or not at all, is a fact as well: a page must go on without them.</summary>
public sealed class FactSource(IGrainFactory grains, TimeProvider clock) : IFactSource
{
    /// <summary>A page holds its other callers up for as long as it asks.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<PageFacts> ReadAsync(PageAlert alert, PageFacts known, PageQuestions questions, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(questions);
        var policy = questions.Policy ? AskAsync(() => grains.GetGrain<IRotaGrain>(alert.Desk).FindPolicy(alert.Kind)) : null;
        var rotas = questions.Rotas.Select(rota => AskAsync(() => grains.GetGrain<IRotaGrain>(rota).WhoIsOnCall(now))).ToArray();
        var contacts = questions.Responders.Select(person => AskAsync(() => grains.GetGrain<IResponderGrain>(person).FindContacts(alert.Urgency))).ToArray();
        if (policy is not null)
        {
            var (found, isRead) = await policy;
            known = known with { Policy = new PolicyFact(found, isRead) };
        }

        var onCall = await Task.WhenAll(rotas);
        var rules = await Task.WhenAll(contacts);
        return known with
        {
            Rotas = known.Rotas.AddRange(questions.Rotas.Select((rota, i) => new RotaFact(rota, onCall[i].Answer, onCall[i].IsRead))),
            Contacts = known.Contacts.AddRange(questions.Responders.Select((person, i) => new ContactFact(person, Present(rules[i].Answer), rules[i].IsRead))),
        };
    }

    private async Task<(T? Answer, bool IsRead)> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return (await ask().WaitAsync(Patience, clock), true);
        }
#pragma warning disable CA1031 // Whatever is broken there: the page is told that it could not be read, and journals that.
        catch (Exception)
#pragma warning restore CA1031
        {
            return (default, false);
        }
    }

    private static ImmutableArray<ContactRule> Present(ImmutableArray<ContactRule> rules) => rules.IsDefault ? [] : rules;
}

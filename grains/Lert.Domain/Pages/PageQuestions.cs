using System.Collections.Immutable;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;

namespace Lert.Domain.Pages;

/// <summary>What a decision would still like to know before it is made.</summary>
public sealed record PageQuestions(bool Policy, ImmutableArray<string> Rotas, ImmutableArray<string> Responders)
{
    public bool IsEmpty => !Policy && Rotas.IsEmpty && Responders.IsEmpty;
}

/// <summary>The facts of one decision. What is not among them counts as something that could not be read, and is noted as a question.</summary>
internal sealed class FactReader(PageFacts? facts)
{
    private readonly PageFacts _facts = facts ?? PageFacts.None;
    private readonly SortedSet<string> _rotas = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _responders = new(StringComparer.Ordinal);
    private bool _policy;

    public PageQuestions Missing => new(_policy, [.. _rotas], [.. _responders]);

    /// <summary>Null when it could not be read.</summary>
    public PolicyFact? Policy()
    {
        _policy |= _facts.Policy is null;
        return _facts.Policy is { IsRead: true } known ? known : null;
    }

    /// <summary>False when it could not be read.</summary>
    public bool TryOnCall(string rota, out OnCall? onCall)
    {
        var known = _facts.Rotas.FirstOrDefault(fact => fact.Rota == rota);
        if (known is null)
        {
            _rotas.Add(rota);
        }

        onCall = known?.OnCall;
        return known is { IsRead: true };
    }

    /// <summary>Null when they could not be read.</summary>
    public ImmutableArray<ContactRule>? Contacts(string responder)
    {
        var known = _facts.Contacts.FirstOrDefault(fact => fact.Responder == responder);
        if (known is null)
        {
            _responders.Add(responder);
        }

        return known is { IsRead: true } ? known.Rules : null;
    }
}

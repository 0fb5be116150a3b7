using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Links;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Links.LinkEvent>;

namespace Lert.Domain.Links;

/// <summary>Which cases have one thing in common, the latest of them. A case hears of those before it; who is restricted is told of to nobody.</summary>
public sealed class LinkDecider : IDecider<LinkState, LinkCommand, LinkEvent, LinkView>
{
    /// <summary>How many cases are remembered; what has more in common is no sign of anything.</summary>
    private const int Kept = 50;

    /// <summary>How many are suggested to one case.</summary>
    private const int Suggested = 10;

    private LinkDecider()
    {
    }

    public static LinkState Initial => LinkState.Initial;

    public static LinkCommand TimerTick { get; } = new LinkCommand.Tick();

    public static IEnumerable<FieldViolation> Validate(string key, LinkCommand command, Moment moment) => [];

    public static Decision Decide(string key, LinkState state, LinkCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(moment);
        if (command is not LinkCommand.NoteCase note || state.Cases.Any(known => known.CaseId == note.CaseId))
        {
            return Decision.Nothing;
        }

        var others = state.Cases.Where(known => !known.IsRestricted).Select(known => known.CaseId).Reverse().Concat(note.Holding ?? [])
            .Where(other => other != note.CaseId).Distinct(StringComparer.Ordinal).Take(Suggested)
            .Select(other => new CaseLink(other, note.Ground, note.What, LinkStatus.Suggested)).ToImmutableArray();
        var noted = Decision.Accept(new LinkEvent.CaseNoted(note.Ground, note.CaseId, note.IsRestricted, moment.Now));
        return others.IsEmpty ? noted : noted.Send(new Outgoing.ToCase(note.CaseId, new CaseCommand.SuggestLinks(others)));
    }

    public static LinkState Evolve(LinkState state, LinkEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        return happened switch
        {
            LinkEvent.CaseNoted noted => state with { Ground = noted.Ground, Cases = [.. state.Cases.TakeLast(Kept - 1), new LinkedCase(noted.CaseId, noted.IsRestricted)] },
            _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
        };
    }

    /// <summary>It waits for cases alone.</summary>
    public static DateTimeOffset? WakeAt(LinkState state) => null;

    public static Listing List(string key, LinkState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(state.Ground.ToString());
    }

    public static LinkView? View(string key, long version, LinkState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Cases.IsEmpty ? null : new LinkView(key, version, state.Ground, state.Cases.Length);
    }
}

/// <summary>What can happen to a link. Names and shapes are permanent.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(CaseNoted), "link.case-noted.v1")]
public abstract record LinkEvent
{
    private LinkEvent()
    {
    }

    /// <summary>A case has this number or account.</summary>
    public sealed record CaseNoted(LinkGround Ground, string CaseId, bool IsRestricted, DateTimeOffset At) : LinkEvent;
}

/// <summary>The latest cases that have it.</summary>
public sealed record LinkState
{
    public static LinkState Initial { get; } = new();

    public LinkGround Ground { get; init; }
    public ImmutableArray<LinkedCase> Cases { get => field.IsDefault ? [] : field; init; } = [];
}

public sealed record LinkedCase(string CaseId, bool IsRestricted);

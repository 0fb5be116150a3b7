using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains.Pages;

namespace Lert.Domain.Pages;

/// <summary>One tick of a page: everything that is due now, in one decision.</summary>
internal sealed class PageTurn(string key, PageState state, Moment moment, FactReader facts)
{
    /// <summary>How often in a row something is tried to be read before the step goes on without it: after 1, 2 and 4 seconds.</summary>
    private const int MostUnread = 3;

    private readonly ImmutableArray<PageEvent>.Builder _events = ImmutableArray.CreateBuilder<PageEvent>();
    private PageState _state = state;

    private DateTimeOffset Now => moment.Now;

    public ImmutableArray<PageEvent> Run()
    {
        switch (_state)
        {
            case { Status: PageStatus.Acknowledged, Until: { } until } when until <= Now:
                Add(new PageEvent.AcknowledgementExpired(_state.AcknowledgedBy ?? "", Now));
                break;
            case { Status: PageStatus.Snoozed, Until: { } until } when until <= Now:
                Add(new PageEvent.SnoozeEnded(Now));
                break;
        }

        if (_state.Status == PageStatus.Open)
        {
            if (_state.NextAt <= Now)
            {
                Advance();
            }
            else if (_state.LookAt <= Now)
            {
                LookAgain();
            }

            Offer();
        }

        return _events.ToImmutable();
    }

    private void Advance()
    {
        if (!HasPolicy())
        {
            return;
        }

        var policy = _state.Policy!;
        while (true)
        {
            var (round, step) = Next(policy);
            if (step >= policy.Steps.Length)
            {
                BreakGlass(policy);
                return;
            }

            var found = Targets.Of(policy.Steps[step], Now, facts);
            var telling = Telling.To(key, _state, found.People, Now, facts);
            if (telling.Reaches)
            {
                var nextAt = Now + policy.Steps[step].Delay;
                Add(new PageEvent.StepBegun(round, step, Now, nextAt, LookAt(found, telling, nextAt, 0), telling.People, telling.Deliveries));
                return;
            }

            var unread = found.Unread ?? telling.Unread;
            if (unread is not null && _state.Unread < MostUnread)
            {
                Add(new PageEvent.NotRead(unread, Now, Now + Patience(_state.Unread)));
                return;
            }

            Add(new PageEvent.StepPassed(
                round, step, Now, unread is not null ? "not-read" : found.People.IsEmpty ? "nobody" : "no-contact", [.. found.People.Select(person => person.Responder)]));
        }
    }

    private bool HasPolicy()
    {
        if (_state.Policy is not null)
        {
            return true;
        }

        var alert = _state.Alert!;
        // A page that names no desk has nobody to ask.
        var known = alert.Desk.Length == 0 ? new PolicyFact(null, true) : facts.Policy();
        switch (known)
        {
            case { Policy: { } policy }:
                Add(new PageEvent.PolicyTaken(PolicyRules.Bound(key, policy, moment.Rules), null, Now));
                return true;
            case null when _state.Unread < MostUnread:
                Add(new PageEvent.NotRead("policy", Now, Now + Patience(_state.Unread)));
                return false;
            default:
                Add(new PageEvent.PolicyTaken(
                    PolicyRules.BuiltIn(key, alert, moment.Rules), known is null ? PageProblems.DeskUnread : PageProblems.DeskWithoutPolicy, Now));
                return true;
        }
    }

    /// <summary>The step after the one under way; the number of steps at the last resort, which is never left but by a person.</summary>
    private (int Round, int Step) Next(EscalationPolicy policy) =>
        _state.StepOrNone + 1 < policy.Steps.Length ? (_state.Round, _state.StepOrNone + 1)
        : _state.StepOrNone < policy.Steps.Length && _state.Round < policy.Repeats && !policy.Steps.IsEmpty ? (_state.Round + 1, 0)
        : (_state.Round, policy.Steps.Length);

    private void BreakGlass(EscalationPolicy policy)
    {
        // With nobody named, whoever is on call is all there is.
        var found = policy.BreakGlass.IsEmpty && _state.Alert!.Desk.Length > 0
            ? Targets.Of(new EscalationStep([_state.Alert.Desk], [], policy.BreakGlassEvery), Now, facts)
            : new Targets([.. policy.BreakGlass.Select(person => (person, "break-glass"))], null, null);
        var telling = Telling.To(key, _state, found.People, Now, facts);
        var nextAt = Now + policy.BreakGlassEvery;
        Add(new PageEvent.GlassBroken(_state.BreakGlass + 1, Now, nextAt, LookAt(found, telling, nextAt, 0), telling.People, telling.Deliveries));
    }

    /// <summary>Somebody else may be on call now, or somebody can be read who could not be.</summary>
    private void LookAgain()
    {
        var policy = _state.Policy!;
        var found = _state.StepOrNone >= 0 && _state.StepOrNone < policy.Steps.Length
            ? Targets.Of(policy.Steps[_state.StepOrNone], Now, facts)
            : policy.BreakGlass.IsEmpty && _state.Alert!.Desk.Length > 0
                ? Targets.Of(new EscalationStep([_state.Alert.Desk], [], policy.BreakGlassEvery), Now, facts)
                : new Targets([.. policy.BreakGlass.Select(person => (person, "break-glass"))], null, null);
        var news = found with { People = found.People.RemoveAll(person => _state.Told.Any(told => told.Responder == person.Responder)) };
        var telling = Telling.To(key, _state, news.People, Now, facts);
        var isUnread = news.Unread is not null || telling.Unread is not null;
        Add(new PageEvent.LookedAgain(Now, LookAt(news, telling, _state.NextAt ?? Now, isUnread ? _state.Unread + 1 : 0), isUnread, telling.People, telling.Deliveries));
    }

    /// <summary>When the answers of now are no longer good, if that is before the next step.</summary>
    private DateTimeOffset? LookAt(Targets found, Telling telling, DateTimeOffset nextAt, int unread)
    {
        var look = found.Until;
        if (found.Unread is not null || telling.Unread is not null)
        {
            var again = Now + Patience(unread);
            look = look < again ? look : again;
        }

        return look < nextAt ? look : null;
    }

    private void Offer()
    {
        var due = _state.Deliveries.RemoveAll(delivery => delivery.NextAt > Now);
        if (!due.IsEmpty)
        {
            Add(new PageEvent.Offered([.. due.Select(delivery => new DeliveryOffer(delivery.Id, Now + DeliveryRules.Unheard(delivery.Offers)))], Now));
        }
    }

    /// <summary>1, 2, 4 … up to 64 seconds.</summary>
    private static TimeSpan Patience(int unread) => TimeSpan.FromSeconds(1 << Math.Clamp(unread, 0, 6));

    private void Add(PageEvent happened)
    {
        _events.Add(happened);
        _state = PageFolding.Evolve(_state, happened);
    }
}

using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Simulation;

using SimulatedAccount = SimulatedActor<AccountDecider, AccountState, AccountCommand, AccountEvent, AccountView>;
using SimulatedCase = SimulatedActor<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>;
using SimulatedHold = SimulatedActor<HoldDecider, HoldState, HoldCommand, HoldEvent, HoldView>;

/// <summary>Cases, accounts and holds, the messages on their way between them, and one clock that only goes forward.</summary>
internal sealed class World(Rulebook rulebook, Rules rules)
{
    /// <summary>More work than any run has; past it something runs hot.</summary>
    private const int MostSettlingSteps = 20_000;

    private readonly List<Letter> _mail = [];

    public DateTimeOffset Now { get; private set; } = Some.Start;

    public SortedDictionary<string, SimulatedCase> Cases { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, SimulatedAccount> Accounts { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, SimulatedHold> Holds { get; } = new(StringComparer.Ordinal);

    public int MailCount => _mail.Count;

    public IEnumerable<ISimulatedActor> Actors => [.. Cases.Values, .. Accounts.Values, .. Holds.Values];

    public Outcome Send(string id, string by, Outgoing message)
    {
        var moment = new Moment(Now, by, rules);
        var outcome = message switch
        {
            Outgoing.ToCase(var key, var command) => Of(Cases, key, () => new SimulatedCase(key, rulebook.Case, rulebook.Forgetful)).Execute(id, command, moment),
            Outgoing.ToAccount(var key, var command) => Of(Accounts, key, () => new SimulatedAccount(key, rulebook.Account, rulebook.Forgetful)).Execute(id, command, moment),
            Outgoing.ToHold(var key, var command) => Of(Holds, key, () => new SimulatedHold(key, rulebook.Hold, rulebook.Forgetful)).Execute(id, command, moment),
            // Who asks changes nothing of what is kept.
            Outgoing.ToRequester or Outgoing.ToLink => new Outcome(null, []),
            _ => throw new ArgumentOutOfRangeException(nameof(message)),
        };
        _mail.AddRange(outcome.Letters);
        return outcome;
    }

    /// <summary>Delivers the message at this place in the queue; where it is also kept, it will come again.</summary>
    public void Deliver(int place, bool keep)
    {
        if (_mail.Count == 0)
        {
            return;
        }

        var at = place % _mail.Count;
        var letter = _mail[at];
        if (!keep)
        {
            _mail.RemoveAt(at);
        }

        Send(letter.Id, "system:outbox", letter.Message);
    }

    public void Tick(ISimulatedActor actor) => _mail.AddRange(actor.Tick(new Moment(Now, "system:timer", rules)).Letters);

    public void Advance(TimeSpan by) => Now += by;

    /// <summary>Delivers everything, lets time pass from one wake-up to the next, and ticks whoever is due, until nobody waits for anything.</summary>
    public void Settle(Action<World> afterEachStep)
    {
        for (var step = 0; step < MostSettlingSteps; step++)
        {
            if (_mail.Count > 0)
            {
                Deliver(step * 7, keep: false);
            }
            else if (Actors.Where(actor => actor.WakeAt is not null).MinBy(actor => actor.WakeAt) is { } next)
            {
                Now = next.WakeAt > Now ? next.WakeAt.Value : Now;
                Tick(next);
                if (next.WakeAt <= Now)
                {
                    throw new ViolationException($"{next.Key} is due again at {next.WakeAt:O} right after its tick at {Now:O}.");
                }
            }
            else
            {
                return;
            }

            afterEachStep(this);
        }

        throw new ViolationException("The world does not come to rest.");
    }

    private static T Of<T>(SortedDictionary<string, T> actors, string key, Func<T> create)
    {
        if (!actors.TryGetValue(key, out var actor))
        {
            actors.Add(key, actor = create());
        }

        return actor;
    }
}

/// <summary>An invariant is broken.</summary>
internal sealed class ViolationException(string message) : Exception(message);

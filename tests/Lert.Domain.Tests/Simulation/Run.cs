using System.Globalization;
using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Simulation;

/// <summary>One run: each number is one thing that happens. The same numbers make the same run, so that a failing one can be shrunk and kept.</summary>
internal sealed class Run(Rulebook rulebook, int graceDays)
{
    private static readonly string[] CaseIds = ["us-c-1", "us-c-2"];
    private static readonly string[] AccountIds = ["us-account-1", "us-account-2"];
    private static readonly string[] Regimes = ["us-2703f", "ca-487012"];
    private static readonly string[] People = ["user:lead", "user:counsel", "user:specialist"];
    private static readonly string[] References = ["warrant 1", "mlat 2"];

    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(20), TimeSpan.FromHours(1), TimeSpan.FromHours(25), TimeSpan.FromDays(9), TimeSpan.FromDays(31),
    ];

    private readonly World _world = new(rulebook, Some.Rules with { GraceDays = graceDays });
    private readonly Invariants _invariants = new();
    private readonly List<(string Id, string Account, DateTimeOffset At)> _authorized = [];
    private int _commands;

    /// <summary>What the runs of a test have met, so that it can say that they met enough.</summary>
    public HashSet<string> Met { get; } = [];

    public void Play(IEnumerable<int> choices)
    {
        for (var i = 0; i < CaseIds.Length; i++)
        {
            User(new Outgoing.ToCase(CaseIds[i], Some.Open() with { Regime = Regimes[i] }));
        }

        foreach (var choice in choices)
        {
            Act(choice & int.MaxValue);
            _invariants.Check(_world);
        }

        ComeToRest();
        foreach (var happened in _world.Holds.Values.SelectMany(hold => hold.Journal))
        {
            Met.Add(happened.Event.GetType().Name);
        }

        foreach (var happened in _world.Accounts.Values.SelectMany(account => account.Journal))
        {
            Met.Add(happened.Event.GetType().Name);
        }
    }

    private void Act(int choice)
    {
        var (kind, rest) = (choice % 24, choice / 24);
        var (account, person) = (AccountIds[rest % 2], People[rest / 7 % 3]);
        var hold = HoldId.Of(CaseIds[rest / 2 % 2], account);
        var reference = References[rest / 5 % 2];
        switch (kind)
        {
            case < 7:
                _world.Deliver(rest, keep: rest / 64 % 4 == 0);
                break;
            case < 9:
                _world.Advance(Steps[rest % Steps.Length]);
                break;
            case 9 or 10 when _world.Actors.Where(actor => actor.WakeAt > _world.Now).MinBy(actor => actor.WakeAt) is { } next:
                // To just before the next wake-up, or to the very instant.
                _world.Advance(next.WakeAt!.Value - _world.Now - (rest % 2 == 0 ? TimeSpan.FromSeconds(Math.Min(20, (next.WakeAt.Value - _world.Now).TotalSeconds)) : TimeSpan.Zero));
                _world.Tick(next);
                break;
            case 11 or 12 when _world.Actors.Any():
                _world.Tick(_world.Actors.ElementAt(rest % _world.Actors.Count()));
                break;
            case 13 or 14:
                User(new Outgoing.ToCase(CaseIds[rest / 2 % 2], new CaseCommand.RequestHolds([new HoldRequest(account, null)])), person);
                break;
            case 15:
                User(new Outgoing.ToHold(hold, new HoldCommand.Extend(_world.Now, "letter")), person);
                break;
            case 16 or 17:
                User(new Outgoing.ToHold(hold, new HoldCommand.LockForProduction(reference)), person);
                break;
            case 18 or 19:
                User(new Outgoing.ToHold(hold, new HoldCommand.Unlock(reference)), person);
                break;
            case 20:
                User(new Outgoing.ToHold(hold, new HoldCommand.Release(ReleaseGround.Withdrawn, "they withdrew", null, null)), person);
                break;
            case 21 or 22:
                AskToDelete(account);
                break;
            case 23 when _authorized.Count > 0:
                Replay(_authorized[rest % _authorized.Count]);
                break;
        }
    }

    private void AskToDelete(string account)
    {
        var id = NextId();
        if (_world.Send(id, "system:pipeline", new Outgoing.ToAccount(account, new AccountCommand.AuthorizeDeletion(id))).Refusal is null)
        {
            _authorized.Add((id, account, _world.Now));
        }
    }

    private void Replay((string Id, string Account, DateTimeOffset At) authorized)
    {
        var refusal = _world.Send(authorized.Id, "system:pipeline", new Outgoing.ToAccount(authorized.Account, new AccountCommand.AuthorizeDeletion(authorized.Id))).Refusal;
        var account = _world.Accounts[authorized.Account].State;
        Met.Add(refusal is null ? "ReplayAllowed" : "ReplayRefused");
        Invariants.Require(
            refusal is not null || account is { Status: PreservationStatus.Free } && account.AuthorizationExpiresAt > _world.Now,
            $"A permission of {authorized.At:O} for {authorized.Account} was repeated at {_world.Now:O}.");
    }

    /// <summary>All messages arrive, all process is produced, and time passes until nobody waits: then every duty must have been met, and be over.</summary>
    private void ComeToRest()
    {
        while (_world.MailCount > 0)
        {
            _world.Deliver(0, keep: false);
            _invariants.Check(_world);
        }

        foreach (var hold in _world.Holds.Values)
        {
            Invariants.Require(hold.State.PendingLocks.IsEmpty, $"{hold.Key} still waits for an answer about a lock.");
            foreach (var open in hold.State.Locks)
            {
                User(new Outgoing.ToHold(hold.Key, new HoldCommand.Unlock(open.Reference)));
            }
        }

        var askedInGrace = new HashSet<string>(StringComparer.Ordinal);
        _world.Settle(world =>
        {
            _invariants.Check(world);
            foreach (var (key, account) in world.Accounts)
            {
                if (account.State.GraceUntil > world.Now && askedInGrace.Add(key))
                {
                    var refusal = world.Send(NextId(), "system:pipeline", new Outgoing.ToAccount(key, new AccountCommand.AuthorizeDeletion("in grace"))).Refusal;
                    Invariants.Require(refusal?.Code == RefusalCodes.AccountRetained, $"Deletion of {key} was allowed in grace.");
                }
            }
        });

        foreach (var hold in _world.Holds.Values.Where(hold => hold.State.Exists))
        {
            Invariants.Require(hold.State.ReleasedAt is not null, $"{hold.Key} never ended.");
            var progress = _world.Cases[hold.State.Order!.CaseId].State.Holds[hold.Key];
            Invariants.Require(progress == Lert.Domain.Cases.HoldProgress.Ended, $"The case of {hold.Key} does not know that it ended.");
        }

        foreach (var (caseId, @case) in _world.Cases)
        {
            Invariants.Require(@case.State.Holds.Keys.All(hold => _world.Holds.TryGetValue(hold, out var placed) && placed.State.Exists), $"A hold of {caseId} was never placed.");
            Invariants.Require(@case.State.Holds.IsEmpty || @case.State.Status == CaseStatus.Preserved, $"{caseId} came to rest in {@case.State.Status}.");
        }

        foreach (var (key, account) in _world.Accounts)
        {
            Invariants.Require(account.State.Status == PreservationStatus.Free, $"{key} is {account.State.Status} at the end.");
            var refusal = _world.Send(NextId(), "system:pipeline", new Outgoing.ToAccount(key, new AccountCommand.AuthorizeDeletion("at the end"))).Refusal;
            Invariants.Require(refusal is null, $"Deletion of {key} is refused for ever.");
        }
    }

    private void User(Outgoing message, string by = "user:lead") => _world.Send(NextId(), by, message);

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"command-{_commands++}");
}

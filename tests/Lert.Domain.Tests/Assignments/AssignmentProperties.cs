using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Responders;
using Lert.Domain.Tests.Deciding;
using Lert.Domain.Tests.Responders;
using Lert.Grains.Cases;
using Lert.Grains.Responders;

namespace Lert.Domain.Tests.Assignments;

/// <summary>
/// One case, three people, and messages that come late, twice and in any order, while leads give it and take it and people go on and off duty: when all is
/// delivered, exactly whoever is its assignee has it.
/// </summary>
public class AssignmentProperties
{
    private static readonly ImmutableArray<string> People = ["us-u-ana", "us-u-ben", "us-u-cy"];

    [Fact]
    public void B11_When_everything_is_delivered_exactly_the_assignee_has_it()
    {
        var ends = new HashSet<bool>();
        var choices = Gen.ArrayOf(Gen.Choose(0, int.MaxValue - 1), 40);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(Arb.From(choices), drawn => ends.Add(Play(drawn, CaseDecider.Decide)) | true));
        Assert.Equal([false, true], ends.Order());
    }

    [Fact]
    public void It_bites_when_whoever_said_yes_too_late_is_not_let_go() => Bites((command, decision) =>
        command is CaseCommand.NoteTaken && decision.Events.IsEmpty ? decision with { Messages = [] } : decision);

    [Fact]
    public void It_bites_when_whoever_had_it_is_not_let_go() => Bites((command, decision) =>
        command is CaseCommand.NoteTaken && !decision.Events.IsEmpty ? decision with { Messages = [] } : decision);

    private static void Bites(Func<CaseCommand, Decision<CaseEvent>, Decision<CaseEvent>> broken)
    {
        var random = new System.Random(7);
        Assert.ThrowsAny<Exception>(() =>
        {
            for (var run = 0; run < 2_000; run++)
            {
                Play([.. Enumerable.Range(0, 40).Select(_ => random.Next())], (key, state, command, moment) => broken(command, CaseDecider.Decide(key, state, command, moment)));
            }
        });
    }

    /// <summary>Whether somebody has it in the end.</summary>
    private static bool Play(int[] choices, Func<string, CaseState, CaseCommand, Moment, Decision<CaseEvent>> decide)
    {
        var world = new World(decide);
        foreach (var choice in choices)
        {
            world.Act(choice);
        }

        return world.ComeToRest();
    }

    private sealed class World
    {
        private readonly Func<string, CaseState, CaseCommand, Moment, Decision<CaseEvent>> _decide;
        private readonly Dictionary<string, ResponderState> _people = [];
        private readonly List<(string Id, Outgoing Message)> _mail = [];
        private readonly HashSet<(string, string)> _known = [];
        private CaseState _case = CaseState.Initial;
        private DateTimeOffset _now = SomeRequest.Received;
        private int _commits;

        public World(Func<string, CaseState, CaseCommand, Moment, Decision<CaseEvent>> decide)
        {
            _decide = decide;
            foreach (var person in People)
            {
                _people[person] = ResponderState.Initial;
                Ask(person, new ResponderCommand.Put(SomeResponder.Profile with { DisplayName = person, Languages = ["en"], Desks = ["us-r-intake"] }));
                Ask(person, new ResponderCommand.GoOnDuty(null));
            }

            Ask(SomeRequest.Warrant());
            Ask(new CaseCommand.Triage(""));
        }

        public void Act(int choice)
        {
            var (kind, rest) = (choice % 16, choice / 16);
            var person = People[rest % People.Length];
            switch (kind)
            {
                case < 6:
                    Deliver(rest, keep: rest / 64 % 4 == 0);
                    break;
                case < 9:
                    Tick();
                    break;
                case 9:
                    _now += TimeSpan.FromSeconds(rest % 90);
                    break;
                case 10:
                    Ask(new CaseCommand.Assign(person, "x", rest / 8 % 2 == 0 ? null : "must be", Facts(person)));
                    break;
                case 11:
                    Ask(new CaseCommand.Unassign("x"));
                    break;
                case 12:
                    Ask(person, rest / 8 % 3 == 0 ? new ResponderCommand.GoOffDuty() : new ResponderCommand.GoOnDuty(null));
                    break;
                case 13:
                    Ask(person, new ResponderCommand.TakeBreak(1 + (rest % 3)));
                    break;
                case 14:
                    Ask(rest % 2 == 0 ? new CaseCommand.Withdraw("settled", false) : new CaseCommand.Reopen("not settled"));
                    break;
                case 15:
                    Ask(person, new ResponderCommand.Assign(SomeResponder.Need(Some.CaseId), null, false));
                    break;
            }
        }

        public bool ComeToRest()
        {
            for (var round = 0; round < 500 && (_mail.Count > 0 || CaseDecider.WakeAt(_case) <= _now || _case.Search?.Asked is not null); round++)
            {
                if (_mail.Count > 0)
                {
                    Deliver(round * 7, keep: false);
                }
                else
                {
                    _now = CaseDecider.WakeAt(_case) is { } due && due > _now ? due : _now;
                    Tick();
                }
            }

            Assert.Empty(_mail);
            foreach (var (person, state) in _people)
            {
                Assert.True(state.Cases.ContainsKey(Some.CaseId) == (_case.Assignee == person), $"The assignee is {_case.Assignee ?? "nobody"}, and {person} has {state.Cases.Count} cases.");
            }

            return _case.Assignee is not null;
        }

        private void Tick()
        {
            if (CaseDecider.WakeAt(_case) <= _now)
            {
                Ask(new CaseCommand.Tick(Facts(null)));
            }
        }

        private CandidateFacts Facts(string? person) => new(
            [.. _people.Where(one => person is null || one.Key == person).Select(one => ResponderDecider.FitnessOf(one.Key, one.Value, _now, Some.Rules.Wellness)!)], true, null);

        private void Deliver(int place, bool keep)
        {
            if (_mail.Count == 0)
            {
                return;
            }

            var (id, message) = _mail[place % _mail.Count];
            if (!keep)
            {
                _mail.RemoveAt(place % _mail.Count);
            }

            // Whoever has taken a message once knows its id.
            if (!_known.Add((message.Key, id)))
            {
                return;
            }

            switch (message)
            {
                case Outgoing.ToCase(_, var command):
                    Ask(command, "system:outbox");
                    break;
                case Outgoing.ToResponder(var key, var command):
                    Ask(key, command, "system:outbox");
                    break;
            }
        }

        private void Ask(CaseCommand command, string by = "user:lead")
        {
            var decision = _decide(Some.CaseId, _case, command, new Moment(_now, by, Some.Rules));
            _case = decision.Events.Aggregate(_case, CaseDecider.Evolve);
            Post(Some.CaseId, decision.Messages);
        }

        private void Ask(string person, ResponderCommand command, string by = "lead")
        {
            var moment = new Moment(_now, by, Some.Rules);
            Assert.Empty(ResponderDecider.Validate(person, command, moment));
            var decision = ResponderDecider.Decide(person, _people[person], command, moment);
            _people[person] = decision.Events.Aggregate(_people[person], ResponderDecider.Evolve);
            Post(person, decision.Messages);
        }

        private void Post(string from, ImmutableArray<Outgoing> messages)
        {
            _commits++;
            _mail.AddRange(messages.Where(message => message is not (Outgoing.ToPage or Outgoing.ToHold)).Select((message, i) => ($"{from}/{_commits}/{i}", message)));
        }
    }
}

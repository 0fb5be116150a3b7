using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Requesters;
using Lert.Domain.Tests.Deciding;
using Lert.Domain.Tests.Simulation;
using Lert.Grains.Cases;
using Lert.Grains.Requesters;

namespace Lert.Domain.Tests.Requesters;

using SimulatedCase = SimulatedActor<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>;
using SimulatedOfficer = SimulatedActor<RequesterDecider, RequesterState, RequesterCommand, RequesterEvent, RequesterView>;

/// <summary>
/// A8: an officer and their cases, with messages that come late, twice and in any order, and stretches whose silo died before they were committed. Whatever happens,
/// each case is recalled once, and the requester knows that all are.
/// </summary>
public class RecallProperties
{
    private const int Cases = 12;
    private static readonly DateTimeOffset AsOf = Some.Start.AddDays(100);

    [Fact]
    public void A8_A_recall_reaches_each_case_exactly_once_whatever_the_network_does()
    {
        var choices = Gen.ArrayOf(Gen.Choose(0, int.MaxValue - 1), 80);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(choices), drawn => Assert.True(Play(drawn, forgetful: false))));
    }

    [Fact]
    public void A8_A_store_that_forgets_what_it_has_done_would_be_found()
    {
        var random = new System.Random(8);
        Assert.Contains(Enumerable.Range(0, 100), _ => !Play([.. Enumerable.Range(0, 80).Select(_ => random.Next())], forgetful: true));
    }

    private static bool Play(int[] choices, bool forgetful)
    {
        var officer = new SimulatedOfficer(SomeRequester.Officer, RequesterDecider.Decide, forgetful);
        // The last one was opened before the 90 days.
        var cases = Enumerable.Range(0, Cases).Select(i => new SimulatedCase($"us-c-{i}", CaseDecider.Decide, forgetful)).ToDictionary(one => one.Key);
        var mail = new List<Letter>();
        var now = AsOf;
        Moment At(DateTimeOffset at) => new(at, "system:test", Some.Rules);
        foreach (var (one, i) in cases.Values.Select((one, i) => (one, i)))
        {
            var opened = i == Cases - 1 ? AsOf.AddDays(-91) : AsOf.AddDays(-i);
            mail.AddRange(one.Execute($"open-{i}", SomeRequest.Warrant() with { TriggerAt = AsOf.AddDays(-95) }, At(opened)).Letters);
        }

        void Deliver(Letter letter) => mail.AddRange(letter.Message switch
        {
            Outgoing.ToRequester(var key, var command) => key != officer.Key ? [] : officer.Execute(letter.Id, Informed(officer, command), At(now)).Letters,
            Outgoing.ToCase(var key, var command) => cases[key].Execute(letter.Id, command, At(now)).Letters,
            _ => [],
        });

        var isOrdered = false;
        void Order()
        {
            // Nobody is recalled whom nobody has heard of.
            if (!isOrdered && officer.State.Exists)
            {
                isOrdered = true;
                mail.AddRange(officer.Execute("recall", Informed(officer, new RequesterCommand.Recall(AsOf, "x")), At(now)).Letters);
            }
        }

        void Tick(bool dies)
        {
            now = now.AddSeconds(1);
            if (!dies && officer.State.Recall is { IsRead: false } running)
            {
                var lines = officer.Journal.Select((line, i) => (Sequence: i + 1L, line.Event)).Where(line => line.Sequence > running.ReadTo).Take(3);
                mail.AddRange(officer.Execute(null, new RequesterCommand.Tick(RecallReading.Stretch(running, [.. lines])), At(now)).Letters);
            }
        }

        foreach (var choice in choices)
        {
            switch (choice % 8)
            {
                case 0 when choice / 8 % 4 == 0:
                    Order();
                    break;
                case 1 or 2:
                    Tick(dies: choice / 8 % 3 == 0);
                    break;
                default:
                    if (mail.Count > 0)
                    {
                        var letter = mail[choice / 8 % mail.Count];
                        // Kept, it comes again.
                        if (choice / 64 % 3 != 0)
                        {
                            mail.Remove(letter);
                        }

                        Deliver(letter);
                    }

                    break;
            }
        }

        for (var step = 0; step < 2_000 && (mail.Count > 0 || !isOrdered || officer.State.Recall is { IsRead: false }); step++)
        {
            if (mail.Count > 0)
            {
                var letter = mail[step * 7 % mail.Count];
                mail.Remove(letter);
                Deliver(letter);
            }

            Order();
            Tick(dies: false);
        }

        var recall = officer.State.Recall!;
        return recall is { IsRead: true, DoneAt: not null, Total: Cases - 1, Told: Cases - 1, Done: Cases - 1 }
            && cases.Values.SkipLast(1).All(one => one.State.IsRecallOpen && one.Journal.Count(line => line.Event is CaseEvent.Recalled) == 1)
            && !cases.Values.Last().State.IsRecallOpen
            && officer.Journal.Count(line => line.Event is RequesterEvent.RecallOrdered) == 1;
    }

    /// <summary>As the grain does.</summary>
    private static RequesterCommand Informed(SimulatedOfficer officer, RequesterCommand command) => command is RequesterCommand.Recall recall
        ? recall with
        {
            Affected = RecallReading.Count(
                [.. officer.Journal.Select((line, i) => (i + 1L, line.Event))], RecallReading.SinceOf(recall, new Moment(AsOf, "", Some.Rules))),
        }
        : command;
}

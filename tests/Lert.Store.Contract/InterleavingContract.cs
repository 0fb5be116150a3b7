using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Lert.Store.Contract;

/// <summary>Random histories over a few actors end as a model of a dozen lines says.</summary>
public abstract class InterleavingContract : StoreContract
{
    /// <summary>One step: which actor, how far from the right version it aims, which command id it carries, and how many events.</summary>
    private sealed record Step(int Actor, int Aim, int Command, int Request, int Events, bool Wake);

    private static Gen<Step> Steps =>
        from actor in Gen.Choose(0, 2)
        from aim in Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Choose(-2, 2)))
        from command in Gen.Choose(0, 12)
        from request in Gen.Frequency((6, Gen.Constant(0)), (1, Gen.Constant(1)))
        from events in Gen.Choose(0, 3)
        from wake in Gen.Elements(true, false)
        select new Step(actor, aim, command, request, events, wake);

    [Fact]
    public void One_after_the_other_each_commit_gets_the_verdict_of_the_model() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(40),
            Prop.ForAll(Steps.ListOf().ToArbitrary(), async steps =>
            {
                var (model, run) = (new Model(), _runs++);
                foreach (var step in steps)
                {
                    var commit = Commit(run, step, model.Version(Actor(run, step.Actor)));
                    Same(model.Decide(commit), await Store.CommitAsync(commit, None));
                }

                await EndsAsync(run, model);
            }));

    [Fact]
    public void Together_exactly_one_commit_per_version_lands() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(40).WithEndSize(40),
            Prop.ForAll(Steps.ListOf().ToArbitrary(), async steps =>
            {
                var (model, run) = (new Model(), _runs++);
                foreach (var round in steps.Chunk(8))
                {
                    var commits = round.Select(step => Commit(run, step, model.Version(Actor(run, step.Actor)))).ToList();
                    var outcomes = await Task.WhenAll(commits.Select(commit => Task.Run(() => Store.CommitAsync(commit, None).AsTask())));

                    // The order is the store's; told in the order in which versions were given out, the model must come to the same verdicts on what landed.
                    foreach (var (commit, outcome) in commits.Zip(outcomes).Where(pair => pair.Second is CommitOutcome.Committed).OrderBy(pair => ((CommitOutcome.Committed)pair.Second).Version))
                    {
                        Same(model.Decide(commit), outcome);
                    }

                    Assert.All(commits.Zip(outcomes), pair => Justified(pair.First, pair.Second, model));
                }

                await EndsAsync(run, model);
            }));

    private int _runs;

    private static ActorId Actor(int run, int actor) => Some.Hold($"us-{run}-{actor}");

    private static Commit Commit(int run, Step step, long version) => Some.Commit(Actor(run, step.Actor), Math.Max(0, version + step.Aim), step.Events) with
    {
        // Twelve ids and "none": with a few dozen steps some come twice.
        Command = step.Command == 0 ? null : Some.Command($"c{step.Command}", $"request {step.Request}", $"reply at {version}"),
        WakeAt = step.Wake ? Some.Instant.AddSeconds(version) : null,
    };

    // A refusal is judged by what it says; when exactly it was said among its neighbours nobody knows.
    private static void Justified(Commit commit, CommitOutcome outcome, Model model)
    {
        switch (outcome)
        {
            case CommitOutcome.Conflict conflict:
                Assert.NotEqual(commit.ExpectedVersion, conflict.ActualVersion);
                Assert.InRange(conflict.ActualVersion, 0, model.Version(commit.Actor));
                break;
            case CommitOutcome.AlreadyDone or CommitOutcome.CommandIdReused:
                Same(model.Decide(commit), outcome);
                break;
            default:
                break;
        }
    }

    private static void Same(CommitOutcome expected, CommitOutcome actual)
    {
        if (expected is CommitOutcome.AlreadyDone done)
        {
            Assert.Equal(Some.Text(done.Reply), Some.Text(Assert.IsType<CommitOutcome.AlreadyDone>(actual).Reply));
        }
        else
        {
            Assert.Equal(expected, actual);
        }
    }

    private async Task EndsAsync(int run, Model model)
    {
        for (var number = 0; number < 3; number++)
        {
            var actor = Actor(run, number);
            var stored = await Store.LoadAsync(actor, None);
            var last = model.Last(actor);
            Assert.Equal((model.Version(actor), last?.WakeAt), (stored?.Version ?? 0, stored?.WakeAt));
            Assert.Equal(last is null ? null : Some.Text(last.State), stored is null ? null : Some.Text(stored.State));
            var journal = await JournalAsync(actor);
            JournalProof.Holds(journal);
            Assert.Equal(model.Journal(actor), journal.Select(entry => (entry.Version, Some.Text(entry.Data))));
        }
    }

    /// <summary>The contract without a disk: what a store may never differ from.</summary>
    private sealed class Model
    {
        private readonly Dictionary<ActorId, List<Commit>> _landed = [];

        public long Version(ActorId actor) => Landed(actor).Count;

        public Commit? Last(ActorId actor) => Landed(actor).LastOrDefault();

        public IEnumerable<(long Version, string Data)> Journal(ActorId actor) =>
            Landed(actor).SelectMany((commit, index) => commit.Events.Select(happened => (index + 1L, Some.Text(happened.Data))));

        public CommitOutcome Decide(Commit commit)
        {
            if (Known(commit) is { } known)
            {
                return known.RequestHash.Span.SequenceEqual(commit.Command!.RequestHash.Span) ? new CommitOutcome.AlreadyDone(known.Reply) : new CommitOutcome.CommandIdReused();
            }

            if (commit.ExpectedVersion != Version(commit.Actor))
            {
                return new CommitOutcome.Conflict(Version(commit.Actor));
            }

            Landed(commit.Actor).Add(commit);
            return new CommitOutcome.Committed(Version(commit.Actor));
        }

        private RememberedCommand? Known(Commit commit) =>
            commit.Command is null ? null : Landed(commit.Actor).Select(landed => landed.Command).FirstOrDefault(command => command?.Id == commit.Command.Id);

        private List<Commit> Landed(ActorId actor) => _landed.TryGetValue(actor, out var landed) ? landed : _landed[actor] = [];
    }
}

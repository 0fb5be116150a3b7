using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Grains.Actors;
using Lert.Grains.Requesters;
using Lert.Store;

namespace Lert.Grains.Cases;

/// <inheritdoc cref="ICaseGrain"/>
public sealed class CaseGrain(ActorServices services)
    : ActorGrain<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>(services, ActorKinds.Case), ICaseGrain
{
    /// <summary>What of the journal is read at once.</summary>
    private const int JournalRows = 1_000;

    private TaskCompletionSource? _answered;

    private CandidateSource Candidates => field ??= new CandidateSource(GrainFactory, Clock);

    public Task<Reply<CaseView>> Execute(CommandStamp stamp, CaseCommand command) => ExecuteAsync(stamp, command);

    public Task<CaseView?> Get() => ViewAsync();

    public async Task<CaseScope?> GetScope()
    {
        await ViewAsync();
        return CaseDecider.ScopeOf(Key, State, new Moment(Services.Now(), "", Services.Rules));
    }

    public Task<CaseView?> GetAsOf(DateTimeOffset at) => Faults.Translate(async () =>
    {
        var (state, version, after) = (CaseState.Initial, 0L, 0L);
        while (await Services.Store.ReadJournalAsync(new ActorId(ActorKinds.Case, Key), after, JournalRows, CancellationToken.None) is { IsEmpty: false } entries)
        {
            foreach (var entry in entries.TakeWhile(entry => entry.At <= at))
            {
                (state, version) = (CaseDecider.Evolve(state, ActorJson.Read<CaseEvent>(entry.Data.Span)), entry.Version);
            }

            after = entries[^1].Sequence;
            if (entries[^1].At > at || entries.Length < JournalRows)
            {
                break;
            }
        }

        return CaseDecider.View(Key, version, state);
    });

    public async Task<CaseTimeline?> GetTimeline(long sequence, int limit)
    {
        if (await ViewAsync() is not { } view)
        {
            return null;
        }

        var entries = await Faults.Translate(() => Services.Store.ReadJournalAsync(new ActorId(ActorKinds.Case, Key), sequence, limit, CancellationToken.None).AsTask());
        return new CaseTimeline(
            view,
            [.. entries.Select(entry => new TimelineEntry(entry.Sequence, entry.At, entry.By, entry.Type, CaseStory.Tell(ActorJson.Read<CaseEvent>(entry.Data.Span))))],
            entries.Length == limit ? entries[^1].Sequence : null,
            Services.Now());
    }

    public async Task<CaseView?> WhenAnswered(long attempt, TimeSpan patience)
    {
        var left = await ViewAsync();
        while (IsAsking(left, attempt))
        {
            _answered ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                await _answered.Task.WaitAsync(patience, Clock);
            }
            catch (TimeoutException)
            {
                // The caller sees by the answer that nobody has answered, and says so.
                return Current;
            }

            left = Current;
        }

        return left;
    }

    /// <summary>Who could take it is read from people and the desk's rota; whether a number is of the directory is for the directory to say.</summary>
    protected override async ValueTask<CaseCommand> InformAsync(CaseState state, CaseCommand command, Moment moment)
    {
        var facts = CaseDecider.Missing(Key, state, command, moment) is { } question ? await Candidates.ReadAsync(question, moment.Now) : null;
        return command switch
        {
            CaseCommand.Tick => new CaseCommand.Tick(facts),
            CaseCommand.Assign assign => assign with { Facts = facts },
            CaseCommand.RecordCallBack record when state.Request is { } request => record with
            {
                IsInDirectory = (await GrainFactory.GetGrain<IRequesterGrain>(RequesterKey.AgencyOf(ActorKey.RegionOf(Key), request.Agency)).FindDirectory()).Has(record.Number),
            },
            _ => command,
        };
    }

    protected override void Changed()
    {
        if (_answered is { } waiting)
        {
            _answered = null;
            waiting.SetResult();
        }
    }

    private static bool IsAsking(CaseView? view, long attempt) => view?.File.Assignment is { Asked: not null } assignment && assignment.Attempt == attempt;
}

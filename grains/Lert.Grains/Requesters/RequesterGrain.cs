using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Domain.Requesters;
using Lert.Grains.Actors;
using Lert.Store;

namespace Lert.Grains.Requesters;

/// <inheritdoc cref="IRequesterGrain"/>
public sealed class RequesterGrain(ActorServices services)
    : ActorGrain<RequesterDecider, RequesterState, RequesterCommand, RequesterEvent, RequesterView>(services, ActorKinds.Requester), IRequesterGrain
{
    /// <summary>How many lines of the journal one commit of a recall goes through.</summary>
    private const int StretchLines = 250;

    /// <summary>What of the journal is read at once to count.</summary>
    private const int CountLines = 1_000;

    public Task<Reply<RequesterView>> Execute(CommandStamp stamp, RequesterCommand command) => ExecuteAsync(stamp, command);

    public Task<RequesterView?> Get() => ViewAsync();

    public async Task<AgencyDirectory> FindDirectory()
    {
        await ViewAsync();
        return RequesterDecider.DirectoryOf(State);
    }

    protected override async ValueTask<RequesterCommand> InformAsync(RequesterState state, RequesterCommand command, Moment moment) => command switch
    {
        RequesterCommand.NoteCase note => note with { Directory = await DirectoryAsync(note.Agency) },
        RequesterCommand.RecordCallBack record when state.Officer is not null => record with { Directory = await DirectoryAsync(state.Agency) },
        RequesterCommand.Verify verify when state.Officer is not null => verify with { Directory = await DirectoryAsync(state.Agency) },
        RequesterCommand.Recall recall when state.Officer is not null => recall with { Affected = await CountAsync(RecallReading.SinceOf(recall, moment)) },
        RequesterCommand.Tick when state.Recall is { IsRead: false } running && running.NextAt <= moment.Now =>
            new RequesterCommand.Tick(RecallReading.Stretch(running, await ReadAsync(running.ReadTo, StretchLines))),
        _ => command,
    };

    private Task<AgencyDirectory> DirectoryAsync(string agency) =>
        GrainFactory.GetGrain<IRequesterGrain>(RequesterKey.AgencyOf(ActorKey.RegionOf(Key), agency)).FindDirectory();

    private async Task<int> CountAsync(DateTimeOffset since)
    {
        var (count, after) = (0, 0L);
        while (true)
        {
            var lines = await ReadAsync(after, CountLines);
            count += RecallReading.Count(lines, since);
            if (lines.Length < CountLines)
            {
                return count;
            }

            after = lines[^1].Sequence;
        }
    }

    private async Task<ImmutableArray<(long Sequence, RequesterEvent Event)>> ReadAsync(long after, int limit)
    {
        var entries = await Services.Store.ReadJournalAsync(new ActorId(ActorKinds.Requester, Key), after, limit, CancellationToken.None);
        return [.. entries.Select(entry => (entry.Sequence, ActorJson.Read<RequesterEvent>(entry.Data.Span)))];
    }
}

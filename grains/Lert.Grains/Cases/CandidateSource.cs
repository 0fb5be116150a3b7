using Lert.Domain.Assignments;
using Lert.Grains.Journal;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;

namespace Lert.Grains.Cases;

/// <summary>Reads who could take a case: people and their room, and who is on call at the desk. Who cannot be read in time is a fact as well: the case's clocks must go on.</summary>
internal sealed class CandidateSource(IGrainFactory grains, TimeProvider clock)
{
    /// <summary>A case holds its other callers up for as long as it asks.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The archive holds no state: any key will do.</summary>
    private const string Archive = "candidates";

    public async Task<CandidateFacts> ReadAsync(CandidateQuestion question, DateTimeOffset now)
    {
        try
        {
            return await AskAsync(question, now).WaitAsync(Patience, clock);
        }
#pragma warning disable CA1031 // Whatever is broken there: the case is told that it could not be read, and journals that.
        catch (Exception)
#pragma warning restore CA1031
        {
            return CandidateFacts.Unread;
        }
    }

    private async Task<CandidateFacts> AskAsync(CandidateQuestion question, DateTimeOffset now)
    {
        var onCall = question.Desk is { } desk ? await grains.GetGrain<IRotaGrain>(desk).WhoIsOnCall(now) : null;
        if (question.ResponderId is not { } person)
        {
            return new CandidateFacts(await grains.GetGrain<IArchiveGrain>(Archive).FindCandidates([question.Region], question.Desk), true, onCall?.Until);
        }

        var fitness = await grains.GetGrain<IResponderGrain>(person).FindFitness();
        return new CandidateFacts(fitness is null ? [] : [fitness with { IsOnCall = onCall?.Responder == person }], true, onCall?.Until);
    }
}

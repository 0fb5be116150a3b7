using Lert.Domain.Deciding;
using Lert.Store;

namespace Lert.Grains.Actors;

/// <content>What was asked before: a retry gets the answer that it got, once it is known whether it got one.</content>
public abstract partial class ActorGrain<TDecider, TState, TCommand, TEvent, TView>
{
    private static Reply<TView> Reused { get; } = new(null, new Refusal(RefusalCodes.RequestIdReused, "This request id was used for another request."));

    /// <summary>Nobody can say what is in the store but the store. The command id tells whether it landed; null when it did not, or cannot be asked.</summary>
    private async Task<CommitOutcome?> LandedAsync(RememberedRequest remember)
    {
        try
        {
            return await services.Store.FindReplyAsync(Id, remember.Id, CancellationToken.None) switch
            {
                null => null,
                var landed when landed.RequestHash.Span.SequenceEqual(remember.Hash) => new CommitOutcome.AlreadyDone(landed.Reply),
                _ => new CommitOutcome.CommandIdReused(),
            };
        }
        catch (StoreUnavailableException)
        {
            // That the store is away now does not mean that nothing was written before.
            return null;
        }
    }

    /// <summary>
    /// What was answered before, when what looks like a refusal now is a retry of a command that was done: its etag is stale by its own doing, or its rule has
    /// changed since. Not for what the edge turned down: that was never done.
    /// </summary>
    private async Task<Reply<TView>?> FindReplyAsync(CommandStamp stamp, RememberedRequest? remember, Refusal refusal, TCommand command, Moment moment)
    {
        // Whoever may not know of it gets no remembered answer either: a request id can be somebody else's.
        if (remember is null || !stamp.Violations.IsEmpty || IsAbsence(refusal) || await services.Store.FindReplyAsync(Id, remember.Id, CancellationToken.None) is not { } stored)
        {
            return null;
        }

        return stored.RequestHash.Span.SequenceEqual(remember.Hash) ? await ReplayAsync(stored.Reply, command, moment) : Reused;
    }

    /// <summary>A remembered answer is judged by what is stored now and not by what is in memory, which may be older than the answer itself.</summary>
    private async Task<Reply<TView>> ReplayAsync(ReadOnlyMemory<byte> stored, TCommand command, Moment moment)
    {
        _load = null;
        await LoadOnceAsync();
        var reply = ActorJson.Read<Reply<TView>>(stored.Span);
        return reply.Refusal is null && TDecider.JudgeReplay(_state, command, moment) is { } superseded ? new Reply<TView>(null, superseded) : reply;
    }

    /// <summary>Whether it says that this actor is not there, for this person at least.</summary>
    private bool IsAbsence(Refusal? refusal) => refusal?.Code == $"{kind}.not-found";

    /// <param name="Answer">Whether the caller wants the remembered answer; a message only wants its effect.</param>
    private sealed record RememberedRequest(string Id, byte[] Hash, bool Answer);
}

using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Store;

namespace Lert.Grains.Holds;

/// <inheritdoc cref="IHoldGrain"/>
public sealed class HoldGrain(ActorServices services)
    : ActorGrain<HoldDecider, HoldState, HoldCommand, HoldEvent, HoldView>(services, ActorKinds.Hold), IHoldGrain
{
    private TaskCompletionSource? _settled;

    public Task<Reply<HoldView>> Execute(CommandStamp stamp, HoldCommand command) => ExecuteAsync(stamp, command);

    public Task<HoldView?> Get() => ViewAsync();

    public async Task<HoldView?> WhenSettled(TimeSpan patience)
    {
        if (IsSettled(await ViewAsync()))
        {
            return Current;
        }

        _settled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _settled.Task.WaitAsync(patience, Clock);
        }
        catch (TimeoutException)
        {
            // The caller sees by the answer that it is not settled, and says so.
        }

        return Current;
    }

    protected override async ValueTask<HoldCommand> InformAsync(HoldState state, HoldCommand command, Moment moment) => command switch
    {
        HoldCommand.LockForProduction asked => asked with { IsServed = await IsServedAsync(asked.Reference, moment, whereUnread: true) },
        HoldCommand.Unlock asked => asked with { IsServed = await IsServedAsync(asked.Reference, moment, whereUnread: null) },
        _ => command,
    };

    /// <summary>What the case that says this, about its own process, says by now; null where it is none.</summary>
    /// <param name="whereUnread">The answer where the case is damaged or of a newer release; null to fail, and to be asked again.</param>
    private async ValueTask<bool?> IsServedAsync(string reference, Moment moment, bool? whereUnread)
    {
        try
        {
            return await SayingCase.ReadAsync(Services, moment) is (var key, var of) && key == reference ? CaseDecider.IsServedOn(of, Key) : null;
        }
        catch (Exception unread) when (whereUnread is not null && unread is DataLossException or NewerReleaseException or System.Text.Json.JsonException)
        {
            // To lock is the safe side.
            return whereUnread;
        }
    }

    protected override void Changed()
    {
        if (_settled is { } waiting && IsSettled(Current))
        {
            _settled = null;
            waiting.SetResult();
        }
    }

    private static bool IsSettled(HoldView? hold) => hold is { PendingLock: null };
}

using Lert.Domain.Holds;
using Lert.Grains.Actors;

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

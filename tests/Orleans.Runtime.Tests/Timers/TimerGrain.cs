using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Timers;

public interface ITimerGrain : IGrainWithStringKey
{
    Task Start(TimeSpan dueTime, TimeSpan period, bool interleave, bool keepAlive);

    Task StartFailing(TimeSpan period);

    Task StartSlow(TimeSpan period);

    Task Change(TimeSpan dueTime, TimeSpan period);

    Task Stop();

    Task End();

    Task Hold(string gate);
}

public sealed class TimerGrain(Probe probe) : Grain, ITimerGrain
{
    private IGrainTimer? _timer;

    public Task Start(TimeSpan dueTime, TimeSpan period, bool interleave, bool keepAlive)
    {
        TaskScheduler mine = TaskScheduler.Current;
        _timer = this.RegisterGrainTimer(
            () =>
            {
                probe.Say(ReferenceEquals(mine, TaskScheduler.Current) ? "tick" : "tick outside its grain");
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(dueTime, period) { Interleave = interleave, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task StartFailing(TimeSpan period)
    {
        _timer = this.RegisterGrainTimer(
            static state =>
            {
                state.Say("tick");
                throw new InvalidOperationException("a failing tick");
            },
            probe,
            period,
            period);
        return Task.CompletedTask;
    }

    public Task StartSlow(TimeSpan period)
    {
        _timer = this.RegisterGrainTimer(
            async token =>
            {
                probe.Say("tick begins");
                await probe.Gate("tick");
                probe.Say(token.IsCancellationRequested ? "tick ends cancelled" : "tick ends");
            },
            period,
            period);
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan dueTime, TimeSpan period)
    {
        _timer!.Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Hold(string gate) => probe.Gate(gate);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Say("ended");
        return Task.CompletedTask;
    }
}

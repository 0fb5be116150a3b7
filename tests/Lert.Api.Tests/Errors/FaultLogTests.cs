using System.Collections.Concurrent;
using Lert.Api.Errors;
using Lert.Api.Tests.Running;
using Lert.Grains;
using Microsoft.Extensions.Logging;

namespace Lert.Api.Tests.Errors;

/// <summary>Thousands of calls that fail for one reason are a few lines, and none of the other reasons is lost among them.</summary>
public sealed class FaultLogTests : IDisposable
{
    private const string Close = "/lert.v1.CaseService/Close", Get = "/lert.v1.HoldService/Get";

    private static readonly ActorFaultException Away = new(FaultKind.Unavailable, "PostgreSQL at db:5432/lert cannot be reached: Connection refused");

    private readonly RecordedLog _log = new();
    private readonly ILoggerFactory _logs;
    private readonly SteppedTime _time = new();
    private readonly FaultLog _faults;

    public FaultLogTests()
    {
        _logs = LoggerFactory.Create(logs => logs.AddProvider(_log));
        _faults = new FaultLog(new EdgeClock(_time), _logs.CreateLogger<FaultLog>());
    }

    public void Dispose()
    {
        _faults.Dispose();
        _logs.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void Of_many_calls_that_fail_for_one_reason_the_first_is_said_whole_and_the_others_are_counted()
    {
        Fail(13_441, Away);

        var first = Assert.Single(_log.Lines);
        Assert.Equal((2101, $"{Close} answered fault.unavailable."), (first.Id.Id, first.Text));
        Assert.Same(Away, first.Exception);

        _time.Pass();
        Assert.Equal(
            (2104, $"13440 more calls were answered fault.unavailable within 10 s for the same reason ({Away.Message}), the last of them {Close}."),
            Assert.Single(_log.Lines.Skip(1).Select(line => (line.Id.Id, line.Text))));
    }

    [Fact]
    public void As_long_as_it_goes_on_each_interval_is_one_line_and_after_a_quiet_one_it_begins_anew()
    {
        Fail(5, Away);
        _time.Pass();
        Fail(3, Away, Get);
        _time.Pass();
        Assert.Equal([2101, 2104, 2104], Ids);
        Assert.StartsWith("3 more calls", _log.Lines.Last().Text, StringComparison.Ordinal);
        Assert.EndsWith($"the last of them {Get}.", _log.Lines.Last().Text, StringComparison.Ordinal);

        _time.Pass();
        Assert.Equal(3, Ids.Length);
        Assert.Equal(0, _time.Armed);

        Fail(1, Away);
        Assert.Equal([2101, 2104, 2104, 2101], Ids);
    }

    [Fact]
    public void Another_reason_is_said_at_once_whatever_is_being_counted()
    {
        Fail(1_000, Away);
        Fail(1, new ActorFaultException(FaultKind.Unavailable, "PostgreSQL at db:5432/lert refused: the disk is full (53100)."));
        Fail(1, new TimeoutException("No answer from case/us-c-1 in 30 s."), code: EdgeCodes.OutcomeUnknown);
        Assert.Equal([2101, 2101, 2101], Ids);
    }

    [Fact]
    public void Texts_that_name_the_grain_of_each_call_are_one_reason_and_reasons_without_end_are_bounded()
    {
        for (var grain = 0; grain < 100; grain++)
        {
            Fail(1, new TimeoutException($"No answer from case/us-c-{grain} in 30 s."), code: EdgeCodes.OutcomeUnknown);
        }

        Assert.Single(_log.Lines);

        for (var actor = 0; actor < 10_000; actor++)
        {
            Fail(1, new ActorFaultException(FaultKind.DataLoss, $"hold/us-{actor} does not verify."), code: EdgeCodes.DataLoss);
        }

        Assert.Equal(FaultBursts.MostReasons + 1, _log.Lines.Count);
    }

    [Fact]
    public void What_was_counted_is_said_before_the_end()
    {
        Fail(7, Away);
        _faults.Dispose();
        Assert.StartsWith("6 more calls", _log.Lines.Last().Text, StringComparison.Ordinal);
        Assert.Equal(0, _time.Armed);
    }

    private int[] Ids => [.. _log.Lines.Select(line => line.Id.Id)];

    private void Fail(int times, Exception fault, string method = Close, string code = EdgeCodes.Unavailable)
    {
        for (var call = 0; call < times; call++)
        {
            _faults.Note(fault, method, code);
        }
    }

    /// <summary>Time that stands still until one period of every timer is let pass.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        private readonly ConcurrentDictionary<Step, TimerCallback> _timers = [];

        public int Armed => _timers.Count;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Step(_timers);
            _timers[timer] = callback;
            return timer;
        }

        public void Pass()
        {
            foreach (var (_, tick) in _timers)
            {
                tick(null);
            }
        }

        private sealed class Step(ConcurrentDictionary<Step, TimerCallback> all) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => all.TryRemove(this, out _);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }
    }
}

using Spectre.Console;

namespace Lert.Cli.Import;

/// <summary>How far an import is: a bar with rate and time left on a terminal, a line now and then elsewhere.</summary>
internal sealed class ImportProgress(int total, Surroundings surroundings)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly long _started = surroundings.Clock.GetTimestamp();
    private long _lastLine = surroundings.Clock.GetTimestamp();
    private int _done;
    private int _failed;
    private int _retries;
    private ProgressTask? _bar;

    public async Task<T> WhileAsync<T>(Func<Task<T>> run)
    {
        if (Console.IsErrorRedirected)
        {
            return await run();
        }

        return await AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(surroundings.Error) }).Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 30 }, new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                _bar = context.AddTask("sending", maxValue: Math.Max(total, 1));
                return run();
            });
    }

    public void Take(LineResult result)
    {
        _done++;
        _failed += result.AsExpected ? 0 : 1;
        if (_bar is not null)
        {
            _bar.Value = _done;
            _bar.Description = Words().EscapeMarkup();
        }
        else if (surroundings.Clock.GetElapsedTime(_lastLine) >= Every)
        {
            _lastLine = surroundings.Clock.GetTimestamp();
            surroundings.Error.WriteLine($"lert: {Words()}{Left()}");
        }
    }

    public void Retried() => Interlocked.Increment(ref _retries);

    private string Words() => $"{_done:N0} of {total:N0}, {Rate():N0}/s, {_failed:N0} failed{(_retries > 0 ? $", {_retries:N0} sent again" : "")}";

    private string Left() => Rate() is > 0 and var rate ? $", about {Math.Ceiling((total - _done) / rate):N0} s left" : "";

    private double Rate() => surroundings.Clock.GetElapsedTime(_started).TotalSeconds is > 0 and var seconds ? _done / seconds : 0;
}

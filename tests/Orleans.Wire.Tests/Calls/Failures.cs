using Lert.Grains;
using Orleans.Runtime;
using Orleans.Wire.Tests.Format;

namespace Orleans.Wire.Tests.Calls;

internal static class Failures
{
    /// <summary>One of each kind that comes back as what it was, by name, and some that do not.</summary>
    public static Exception Make(string kind) => kind switch
    {
        "fault" => new ActorFaultException(FaultKind.OutcomeUnknown, "the connection broke", TimeSpan.FromSeconds(3), new TimeoutException("too late")),
        "fault without retry" => new ActorFaultException(FaultKind.Busy, "later"),
        "own" => new TroubleException(7, "seven") { Note = "a note" },
        "timeout" => new TimeoutException("too late"),
        "cancelled" => new OperationCanceledException("stopped"),
        "task cancelled" => new TaskCanceledException("stopped"),
        "invalid" => new InvalidOperationException("not now", new FormatException("that is why")),
        "argument" => new ArgumentException("is bad", "thing"),
        "argument without name" => new ArgumentException("is bad"),
        "argument null" => new ArgumentNullException("thing", "is null"),
        "out of range" => new ArgumentOutOfRangeException("thing", 12, "is too much"),
        "out of range without value" => new ArgumentOutOfRangeException("thing"),
        "disposed" => new ObjectDisposedException("thing"),
        "aggregate" => new AggregateException("several", new TimeoutException("one"), new TroubleException(2, "two"), new FormatException("three")),
        "rejection" => new SiloUnavailableException("the silo stops"),
        "orleans" => new OrleansException("something"),
        "no such key" => new KeyNotFoundException("x"),
        "unknown" => new UnknownException("nobody knows", new TimeoutException("the cause")),
        "broken text" => new InvalidOperationException("half \ud800 of it"),
        "long" => new InvalidOperationException(new string('x', 100_000)),
        "data" => WithData(),
        "throwing" => new ThrowingException(),
        "broken member" => new TroubleException(7, "seven") { Note = "half \ud800 of it" },
        "nested" => Enumerable.Range(0, 100).Aggregate(new AggregateException("0"), (inner, i) => new AggregateException($"{i}", new TimeoutException("first"), inner)),
        "stubborn" => new StubbornException(1, "one"),
        "deep" => Enumerable.Range(0, 100).Aggregate(new InvalidOperationException("0"), (inner, i) => new InvalidOperationException($"{i}", inner)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such failure"),
    };

    private static InvalidOperationException WithData()
    {
        var exception = new InvalidOperationException("with data");
        exception.Data["text"] = "t";
        exception.Data["number"] = 5L;
        exception.Data["object"] = new object();
        return exception;
    }

    public sealed class UnknownException(string message, Exception inner) : Exception(message, inner);

    public sealed class ThrowingException : Exception
    {
        public override string Message => throw new NotSupportedException("There is none.");
    }
}

using System.Globalization;

namespace Lert.Chaos.Faults;

/// <summary>One thing that goes wrong, from when, and for how long. Silos are numbered from 1.</summary>
internal abstract record Fault(TimeSpan At, TimeSpan For)
{
    public TimeSpan Until => At + For;

    /// <summary>Whether it takes a network whose links can be cut.</summary>
    public virtual bool NeedsNetwork => false;

    /// <summary>Whether it takes PostgreSQL.</summary>
    public virtual bool NeedsPostgres => false;

    /// <summary>The highest number of a silo that it names.</summary>
    public virtual int HighestSilo => 0;

    protected abstract string What { get; }

    public sealed override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.TotalSeconds,6:0.0} s  {What}{(For > TimeSpan.Zero ? $" for {For.TotalSeconds:0.0} s" : "")}");

    /// <summary>SIGKILL; whoever supervises it starts it again.</summary>
    internal sealed record Kill(int Silo, TimeSpan At) : Fault(At, TimeSpan.Zero)
    {
        public override int HighestSilo => Silo;

        protected override string What => $"kill -9 s{Silo}";
    }

    /// <summary>SIGTERM: a planned stop, and a new start.</summary>
    internal sealed record Restart(int Silo, TimeSpan At) : Fault(At, TimeSpan.Zero)
    {
        public override int HighestSilo => Silo;

        protected override string What => $"planned restart of s{Silo}";
    }

    /// <summary>SIGSTOP, and SIGCONT at the end.</summary>
    internal sealed record Pause(int Silo, TimeSpan At, TimeSpan For) : Fault(At, For)
    {
        public override int HighestSilo => Silo;

        protected override string What => $"pause s{Silo}";
    }

    /// <summary>PostgreSQL stops as in a power cut, and starts again at the end.</summary>
    internal sealed record DatabaseCrash(TimeSpan At, TimeSpan For) : Fault(At, For)
    {
        public override bool NeedsPostgres => true;

        protected override string What => "stop PostgreSQL -m immediate";
    }

    /// <summary>A silo and the database do not reach each other, or not one way.</summary>
    internal sealed record CutDatabase(int Silo, Direction Way, TimeSpan At, TimeSpan For) : Fault(At, For)
    {
        public override bool NeedsNetwork => true;

        public override bool NeedsPostgres => true;

        public override int HighestSilo => Silo;

        protected override string What => $"cut s{Silo} {Arrow(Way)} database";
    }

    /// <summary>Two silos do not reach each other, or not one way.</summary>
    internal sealed record CutSilos(int Silo, int Other, Direction Way, TimeSpan At, TimeSpan For) : Fault(At, For)
    {
        public override bool NeedsNetwork => true;

        public override int HighestSilo => Math.Max(Silo, Other);

        protected override string What => $"cut s{Silo} {Arrow(Way)} s{Other}";
    }

    /// <summary>All packets of a silo are late, and some are lost.</summary>
    internal sealed record Slow(int Silo, TimeSpan Delay, double Loss, TimeSpan At, TimeSpan For) : Fault(At, For)
    {
        public override bool NeedsNetwork => true;

        public override int HighestSilo => Silo;

        protected override string What => string.Create(CultureInfo.InvariantCulture, $"slow s{Silo} by {Delay.TotalMilliseconds:0} ms and lose {Loss:P0}");
    }

    /// <summary>What a silo asks of the database is done, and the answer never comes: the connection is reset instead.</summary>
    internal sealed record CutAnswers(int Silo, TimeSpan At, TimeSpan For) : Fault(At, For)
    {
        public override bool NeedsPostgres => true;

        public override int HighestSilo => Silo;

        protected override string What => $"cut the database's answers to s{Silo}";
    }

    /// <summary>A silo's time of day is wrong; its monotonic clock is not.</summary>
    internal sealed record MoveClock(int Silo, TimeSpan By, TimeSpan At, TimeSpan For) : Fault(At, For)
    {
        public override int HighestSilo => Silo;

        // With SQLite the silo's clock is the only one that there is.
        public override bool NeedsPostgres => true;

        protected override string What => string.Create(CultureInfo.InvariantCulture, $"move the clock of s{Silo} by {By.TotalMinutes:+0;-0} min");
    }

    private static string Arrow(Direction way) => way switch
    {
        Direction.Out => "->",
        Direction.In => "<-",
        _ => "<->",
    };
}

/// <summary>Which packets of the first one named are cut.</summary>
internal enum Direction
{
    Both,
    Out,
    In,
}

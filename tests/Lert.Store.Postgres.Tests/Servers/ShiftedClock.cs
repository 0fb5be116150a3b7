namespace Lert.Store.Postgres.Tests.Servers;

/// <summary>The machine's clock, set wrong by so much.</summary>
internal sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
{
    public TimeSpan Ahead { get; set; } = ahead;

#pragma warning disable RS0030 // Here the database's true clock is the other side of the test.
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
#pragma warning restore RS0030
}

namespace Lert.Store.Postgres.Tests.Servers;

/// <summary>The machine's clock, set wrong by so much.</summary>
internal sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
{
#pragma warning disable RS0030 // Here the database's true clock is the other side of the test.
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
#pragma warning restore RS0030
}

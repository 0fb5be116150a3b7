namespace Lert.Chaos.Faults;

/// <summary>Which kinds of faults left a trace: a signal that met a process, a packet that was taken, a silo that says that its clock is wrong.</summary>
internal static class Traces
{
    /// <summary>One that falls on what is down already touches nothing, and that may happen twice.</summary>
    private const int Several = 3;

    /// <summary>Kinds that were drawn again and again, and never touched anything.</summary>
    public static IEnumerable<string> Missing(IReadOnlyList<Fault> drawn, IReadOnlyCollection<Type> left) =>
        from kind in drawn.GroupBy(fault => fault.GetType())
        where kind.Count() >= Several && !left.Contains(kind.Key)
        select $"{kind.Key.Name} was drawn {kind.Count()} times and never left a trace: the cluster was not tried as it should have been";
}

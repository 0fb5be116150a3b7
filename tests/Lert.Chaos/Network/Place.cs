using System.Net;

namespace Lert.Chaos.Network;

/// <summary>Where a process lives: a silo, the database, or everything else.</summary>
/// <param name="Name">As it is called in the schedule: <c>s1</c>, <c>db</c>, <c>clients</c>.</param>
/// <param name="Prefix">The words that start a command there; empty for here.</param>
internal sealed record Place(string Name, IPAddress Address, IReadOnlyList<string> Prefix);

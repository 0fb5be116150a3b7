using System.Collections.Immutable;

namespace Lert.Domain.Rulebooks;

/// <summary>A checked book of rules, or every problem that kept it from being one.</summary>
public sealed record Loaded<TBook>(TBook? Book, ImmutableArray<string> Problems)
    where TBook : class
{
    /// <summary>For what ships with the release.</summary>
    /// <exception cref="InvalidDataException">It has problems.</exception>
    internal TBook Required() => Book ?? throw new InvalidDataException(string.Join(Environment.NewLine, Problems));
}

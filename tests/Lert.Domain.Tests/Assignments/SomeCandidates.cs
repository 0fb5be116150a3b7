using System.Collections.Immutable;
using Lert.Domain.Tests.Responders;
using Lert.Grains.Cases;
using Lert.Grains.Responders;

namespace Lert.Domain.Tests.Assignments;

/// <summary>People as a case reads them: Ana and Ben of the emergency desk, both on duty.</summary>
internal static class SomeCandidates
{
    public const string Ana = SomeResponder.Id;
    public const string Ben = "us-u-ben";
    public const string Desk = "us-r-emergency";

    public static ImmutableArray<CandidateFacts> Facts { get; } = [CandidateFacts.Unread, Of(), Of(Person(Ana), Person(Ben))];

    public static CandidateFacts Of(params ReadOnlySpan<Fitness> people) => new([.. people], true, null);

    public static Fitness Person(string id, Func<Fitness, Fitness>? but = null) =>
        SomeResponder.Fit(id, fit => (but ?? Same)(fit.With(profile => profile with { Languages = ["en"], Skills = [], Desks = [Desk, "us-r-intake"] })));

    private static Fitness Same(Fitness fitness) => fitness;
}

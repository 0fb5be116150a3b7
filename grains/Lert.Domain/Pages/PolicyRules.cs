using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Pages;

namespace Lert.Domain.Pages;

/// <summary>The policy that a page follows: the desk's within its bounds, or the built-in one.</summary>
internal static class PolicyRules
{
    public const int MostSteps = 20;
    public const int MostPeople = 50;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BuiltInDelay = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BuiltInAcknowledgement = TimeSpan.FromMinutes(30);

    /// <summary>
    /// For a desk that has none, is not there or cannot be asked: whoever is on call there, three times, and then the people whom the deployment names as the
    /// last resort, every five minutes until somebody acknowledges.
    /// </summary>
    public static EscalationPolicy BuiltIn(string key, PageAlert alert, Rules rules) => new(
        alert.Desk.Length == 0 ? [] : [new EscalationStep([alert.Desk], [], BuiltInDelay)],
        2,
        LastResort(key, rules),
        BuiltInDelay,
        BuiltInAcknowledgement);

    /// <summary>What a desk says, brought within the bounds that keep a page from falling silent or running hot.</summary>
    public static EscalationPolicy Bound(string key, EscalationPolicy policy, Rules rules) => new(
        [.. Some(policy.Steps).Take(MostSteps).Select(Bound)],
        Math.Clamp(policy.Repeats, 0, 10),
        Some(policy.BreakGlass) is { IsEmpty: false } last ? [.. last.Distinct(StringComparer.Ordinal).Take(MostPeople)] : LastResort(key, rules),
        Bound(policy.BreakGlassEvery, Minute, TimeSpan.FromHours(1)),
        Bound(policy.AcknowledgedFor, Minute, TimeSpan.FromHours(24)));

    private static EscalationStep Bound(EscalationStep step) => new(
        [.. Some(step.Rotas).Distinct(StringComparer.Ordinal).Take(MostPeople)],
        [.. Some(step.Responders).Distinct(StringComparer.Ordinal).Take(MostPeople)],
        Bound(step.Delay, TimeSpan.FromSeconds(30), TimeSpan.FromHours(4)));

    private static ImmutableArray<string> LastResort(string key, Rules rules) =>
        rules.LastResort.RemoveAll(person => ActorKey.RegionOf(person) != ActorKey.RegionOf(key));

    private static TimeSpan Bound(TimeSpan given, TimeSpan least, TimeSpan most) => given < least ? least : given > most ? most : given;

    private static ImmutableArray<T> Some<T>(ImmutableArray<T> given) => given.IsDefault ? [] : given;
}

using System.Collections;
using System.Collections.Immutable;
using System.Reflection;

namespace Lert.Domain.Tests.Deciding;

/// <summary>
/// Every case of a closed hierarchy, found by reflection, with values for each of its parameters. A case or a parameter that nobody thought of
/// fails the test that walks them.
/// </summary>
internal static class ClosedHierarchy
{
    /// <summary>The most samples of one case: enough for every pair of values of its parameters that a decision can tell apart.</summary>
    private const int MostPerCase = 96;

    public static ImmutableArray<Type> Cases(Type root) =>
        [.. root.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).Where(type => type.IsSubclassOf(root) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>Samples of each case.</summary>
    public static ImmutableArray<T> Samples<T>()
        where T : class => [.. Cases(typeof(T)).SelectMany(type => SampleValues.Whole(type).Concat(Of(type))).Cast<T>()];

    /// <summary>Values of one record: all combinations of its parameters' values, or an even spread of them where they are too many.</summary>
    public static ImmutableArray<object> Of(Type record)
    {
        var constructor = record.GetConstructors().OrderByDescending(known => known.GetParameters().Length).First();
        var combinations = constructor.GetParameters().Select(parameter => SampleValues.Of(parameter.Name!, parameter.ParameterType)).Aggregate(
            new List<ImmutableArray<object?>> { ImmutableArray<object?>.Empty },
            (so, values) => [.. from begun in so from value in values select begun.Add(value)]);
        var step = Math.Max(1, combinations.Count / MostPerCase);
        // A step that shares no factor with the lists walks through all values of each parameter.
        step += step > 1 && step % 2 == 0 ? 1 : 0;
        return [.. combinations.Where((_, i) => i % step == 0).Select(arguments => constructor.Invoke([.. arguments]))];
    }

    /// <summary>An immutable array of the element type, made by reflection.</summary>
    public static object ArrayOf(Type element, IEnumerable values)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        foreach (var value in values)
        {
            list.Add(value);
        }

        return typeof(ImmutableArray).GetMethods()
            .Single(method => method.Name == nameof(ImmutableArray.CreateRange) && method.GetParameters().Length == 1)
            .MakeGenericMethod(element).Invoke(null, [list])!;
    }
}

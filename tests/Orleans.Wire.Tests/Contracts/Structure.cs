using System.Collections;
using System.Reflection;

namespace Orleans.Wire.Tests.Contracts;

/// <summary>Whether two values are the same all the way down: records compare their arrays by reference, which is not enough here.</summary>
internal static class Structure
{
    public static void AssertSame(object? expected, object? actual, string path = "it")
    {
        Assert.True((expected is null) == (actual is null), $"{path} was {expected ?? "null"} and is {actual ?? "null"}");
        if (expected is null || actual is null)
        {
            return;
        }

        Assert.True(expected.GetType() == actual.GetType(), $"{path} was a {expected.GetType()} and is a {actual.GetType()}");
        if (expected is IDictionary first)
        {
            var second = (IDictionary)actual;
            Assert.True(first.Count == second.Count, $"{path} had {first.Count} entries and has {second.Count}");
            foreach (DictionaryEntry entry in first)
            {
                AssertSame(entry.Value, second[entry.Key], $"{path}[{entry.Key}]");
            }
        }
        else if (expected is IEnumerable and not string)
        {
            AssertSameItems(expected, actual, path);
        }
        else if (expected.GetType().GetCustomAttribute<GenerateSerializerAttribute>() is not null)
        {
            foreach (PropertyInfo property in expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                AssertSame(property.GetValue(expected), property.GetValue(actual), $"{path}.{property.Name}");
            }
        }
        else
        {
            Assert.True(expected.Equals(actual), $"{path} was {expected} and is {actual}");

            // Equal instants may lie in different zones.
            Assert.Equal(Convert.ToString(expected, null), Convert.ToString(actual, null));
        }
    }

    private static void AssertSameItems(object expected, object actual, string path)
    {
        PropertyInfo? isDefault = expected.GetType().GetProperty("IsDefault");
        if (isDefault is not null)
        {
            AssertSame(isDefault.GetValue(expected), isDefault.GetValue(actual), $"{path}.IsDefault");
            if ((bool)isDefault.GetValue(expected)!)
            {
                return;
            }
        }

        object?[] first = [.. ((IEnumerable)expected).Cast<object?>()];
        object?[] second = [.. ((IEnumerable)actual).Cast<object?>()];
        Assert.True(first.Length == second.Length, $"{path} had {first.Length} items and has {second.Length}");
        for (int i = 0; i < first.Length; i++)
        {
            AssertSame(first[i], second[i], $"{path}[{i}]");
        }
    }
}

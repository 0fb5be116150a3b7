using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lert.Architecture.Tests.Reading;
using Lert.Domain.Cases;
using Lert.Grains;

namespace Lert.Architecture.Tests.Events;

/// <summary>Every stored event as a page of the documentation: what it means, since which format, which command makes it, and its fields.</summary>
internal static class EventsPage
{
    private static readonly Assembly Rules = typeof(CaseEvent).Assembly;

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>The hierarchies of events, each with its actor's name, in its order.</summary>
    public static ImmutableArray<(string Kind, Type Events)> Actors { get; } =
    [
        .. Rules.GetTypes().Where(type => type.Name.EndsWith("Event", StringComparison.Ordinal) && type.IsDefined(typeof(JsonDerivedTypeAttribute), inherit: false))
            .Select(type => (Names(type).First().Name.Split('.')[0], type)).OrderBy(actor => actor.Item1, StringComparer.Ordinal),
    ];

    public static IEnumerable<(string Name, Type Event)> Names(Type events) =>
        events.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).Select(derived => ((string)derived.TypeDiscriminator!, derived.DerivedType));

    public static string Write()
    {
        var docs = new DocComments(typeof(CaseEvent), typeof(RefusalCodes));
        var text = new StringBuilder("""
            # Stored events

            Made from the code; a test compares. Names and shapes are permanent: what was stored once is read for ever. *Since* is the format of the actor's state in
            which the event came. *Made by* are the commands whose rules make it; *follows* says that it comes as an effect of other events, whatever the command.
            Fields are in JSON as they are named here, and those that hold nothing are left out. Instants are to the microsecond. A last part has the types that fields name.

            """);
        var parts = new Queue<Type>();
        foreach (var (kind, events) in Actors)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {kind}\n\n| event | since | made by | meaning and fields |\n|---|---|---|---|\n");
            var makers = new EventMakers(Rules, events, Commands(events));
            foreach (var (name, made) in Names(events))
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{name}` | {Since(kind, name)} | {MadeBy(makers, made)} | {Cell(made, docs, parts)} |\n");
            }
        }

        text.Append("\n## Types\n\n| type | meaning and parts |\n|---|---|\n");
        foreach (var type in All(parts, docs).OrderBy(type => type.Name, StringComparer.Ordinal).ThenBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {type.Name} | {(type.IsEnum ? Values(type, docs) : Cell(type, docs, new Queue<Type>()))} |\n");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    public static string MadeBy(EventMakers makers, Type made)
    {
        var (commands, follows) = makers.Of(made);
        return string.Join(", ", commands.Concat(follows ? ["*follows*"] : []));
    }

    /// <summary>The commands of an actor, by its name: <c>CaseCommand</c> beside <c>CaseEvent</c>.</summary>
    public static Type Commands(Type events) => typeof(RefusalCodes).Assembly.GetTypes().Single(type => type.Name == events.Name.Replace("Event", "Command", StringComparison.Ordinal));

    /// <summary>The first format in which the event has a shape.</summary>
    public static int Since(string kind, string name)
    {
        for (var format = 1; ; format++)
        {
            var shape = Path.Combine(Repository.Root, "tests/Lert.Domain.Tests/Golden/formats", $"{kind}.{format}.txt");
            if (!File.Exists(shape) || File.ReadLines(shape).Contains(name))
            {
                return format;
            }
        }
    }

    private static IEnumerable<Type> All(Queue<Type> parts, DocComments docs)
    {
        var seen = new HashSet<Type>();
        while (parts.TryDequeue(out var type))
        {
            if (seen.Add(type) && !type.IsEnum)
            {
                _ = Cell(type, docs, parts);
            }
        }

        return seen;
    }

    private static string Values(Type type, DocComments docs) =>
        string.Join("<br>", new[] { Escape(docs.Of(type)), string.Join(", ", Enum.GetNames(type)) }.Where(line => line.Length > 0));

    private static string Cell(Type record, DocComments docs, Queue<Type> parts)
    {
        var fields = record.GetConstructors().OrderByDescending(known => known.GetParameters().Length).First().GetParameters()
            .Select(parameter => (parameter.Name!, Word(Nullability.Create(parameter), parts)))
            .Concat(record.GetProperties().Where(property => property.CanWrite && property.DeclaringType == record && !property.IsDefined(typeof(JsonIgnoreAttribute)))
                .Select(property => (property.Name, Word(Nullability.Create(property), parts))))
            .DistinctBy(field => field.Item1, StringComparer.OrdinalIgnoreCase)
            .Select(field => $"`{JsonNamingPolicy.CamelCase.ConvertName(field.Item1)}` {field.Item2}{(docs.Of(record, field.Item1) is { Length: > 0 } said ? $": {Escape(said)}" : "")}");
        return string.Join("<br>", new[] { Escape(docs.Of(record)) }.Concat(fields).Where(line => line.Length > 0));
    }

    /// <summary>A type as a person says it.</summary>
    private static string Word(NullabilityInfo field, Queue<Type> parts) =>
        $"{Word(field.Type, parts)}{(field.ReadState == NullabilityState.Nullable || Nullable.GetUnderlyingType(field.Type) is not null ? ", or none" : "")}";

    private static string Word(Type type, Queue<Type> parts)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Word(inner, parts);
        }

        if (type.IsGenericType)
        {
            var of = type.GetGenericArguments();
            return of.Length == 1 ? $"list of {Word(of[0], parts)}" : $"{Word(of[1], parts)} by {Word(of[0], parts)}";
        }

        switch (type.Name)
        {
            case nameof(String): return "text";
            case nameof(Boolean): return "yes or no";
            case nameof(Int32) or nameof(Int64): return "number";
            case nameof(DateTimeOffset): return "instant";
            case nameof(DateOnly): return "date";
            case nameof(TimeOnly): return "time of day";
            case nameof(TimeSpan): return "span";
            default:
                if (type.Namespace?.StartsWith("Lert", StringComparison.Ordinal) == true)
                {
                    parts.Enqueue(type);
                }

                return type.Name;
        }
    }

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}

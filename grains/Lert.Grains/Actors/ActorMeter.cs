using System.Diagnostics.Metrics;
using Lert.Grains;

namespace Lert.Grains.Actors;

/// <summary>Counts what actors decided. Labels are permanent names and codes, never keys.</summary>
public static class ActorMeter
{
    public const string Name = "Lert.Actors";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Commands =
        Meter.CreateCounter<long>("lert.commands", description: "Commands, messages and ticks decided, by kind of actor, command, outcome, and code of a refusal.");

    internal static void Decided<TCommand>(string kind, TCommand command, Refusal? refusal)
        where TCommand : class
    {
        if (Commands.Enabled)
        {
            Commands.Add(
                1,
                new KeyValuePair<string, object?>("kind", kind),
                new KeyValuePair<string, object?>("command", StoredNames<TCommand>.Of(command)),
                new KeyValuePair<string, object?>("outcome", refusal is null ? "done" : "refused"),
                new KeyValuePair<string, object?>("code", refusal?.Code ?? ""));
        }
    }
}

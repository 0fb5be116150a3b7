using System.Collections.Immutable;

namespace Lert.Grains;

/// <summary>What every actor answers to: its own timer, and messages from the outboxes of others.</summary>
public interface IActorGrain : IGrainWithStringKey
{
    /// <summary>Does what is due now, if anything is. Early, late and repeated ticks are harmless.</summary>
    Task Tick();

    /// <summary>Takes a message once in effect, however often it comes: its id is the command id. Null when it was taken, else the refusal.</summary>
    Task<Refusal?> Deliver(Message message);
}

/// <summary>A command on its way from one actor to another.</summary>
/// <param name="Id">Unique for ever; the command id at the receiver.</param>
/// <param name="Source">Who sent it: <c>kind/key</c>.</param>
/// <param name="Type">The permanent name of the command, such as <c>account.protect.v1</c>.</param>
/// <param name="Body">The command as UTF-8 JSON.</param>
[GenerateSerializer, Immutable, Alias("lert.message")]
public sealed record Message(
    [property: Id(0)] string Id,
    [property: Id(1)] string Source,
    [property: Id(2)] string Type,
    [property: Id(3)] ImmutableArray<byte> Body);

using Lert.Grains;

namespace Lert.Api.Tests.Running;

/// <summary>One call that reached a grain.</summary>
public sealed record FakeCall(string Grain, string Method, string Key, IReadOnlyList<object?> Arguments)
{
    public CommandStamp Stamp => (CommandStamp)Arguments[0]!;

    public TCommand Command<TCommand>() => (TCommand)Arguments[1]!;
}

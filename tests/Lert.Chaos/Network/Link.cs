namespace Lert.Chaos.Network;

/// <summary>What happens to packets in one direction between two addresses.</summary>
/// <param name="Cut">None arrives.</param>
/// <param name="Loss">The share of packets that are lost, 0 to 1.</param>
/// <param name="Delay">How long each takes.</param>
/// <param name="Jitter">How much longer it may take at most.</param>
internal sealed record Link(bool Cut = false, double Loss = 0, TimeSpan Delay = default, TimeSpan Jitter = default)
{
    public static Link Whole { get; } = new();
}

using System.Text;

namespace Lert.Chaos.Load;

/// <summary>What each of a run's people draws from. By arithmetic of its own: the hash codes of the base library are others in every process.</summary>
internal static class Draws
{
    public static Random Of(int seed, string who, int number = 0) =>
        new(Encoding.UTF8.GetBytes($"{seed} {who} {number}").Aggregate(unchecked((int)2_166_136_261), (sum, letter) => unchecked((sum ^ letter) * 16_777_619)));
}

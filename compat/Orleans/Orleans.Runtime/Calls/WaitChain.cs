using System.Text;
using Orleans.Compat;
using Orleans.Runtime.Network;
using Orleans.Runtime.Turns;

namespace Orleans.Runtime.Calls;

/// <summary>Says, for a call that timed out, what its grain was doing and whom that was waiting for. Read while the silo runs: what it says may be a moment old.</summary>
internal static class WaitChain
{
    private const int MaxLinks = 16;

    /// <param name="overdue">The call.</param>
    /// <param name="waitingFor">For each activation that waits, one of the calls it waits for.</param>
    internal static string Describe(PendingCall overdue, IReadOnlyDictionary<ActivationContext, GrainCall> waitingFor)
    {
        GrainCall call = overdue.Call;
        var text = new StringBuilder($"Response did not arrive on time in {overdue.Timeout} for the call {Name(call.Source)} -> {call}.");
        if (overdue.Link is CallLink sent)
        {
            // What goes on there shows only there.
            text.Append($" It had been sent to {sent.Peer}.");
        }

        HashSet<ActivationContext> seen = [];
        if (call.Source is { } source)
        {
            seen.Add(source);
            text.Append($" {source.GrainId} was running {Running(source)}.");
        }

        for (int link = 0; link < MaxLinks && call.Target is Activation target; link++)
        {
            if (!seen.Add(target))
            {
                text.Append(" These grains wait for each other: a deadlock.");
                break;
            }

            text.Append($" {target.GrainId} was running {Running(target)}");
            if (!waitingFor.TryGetValue(target, out GrainCall? next))
            {
                text.Append('.');
                break;
            }

            text.Append($", which was waiting for {next}.");
            call = next;
        }

        return text.ToString();
    }

    private static string Running(ActivationContext context)
    {
        IReadOnlyList<GrainCall> calls = context is Activation activation ? activation.DescribeRunning() : [];
        return calls.Count == 0 ? "nothing" : string.Join(", ", calls.Select(call => call.Descriptor.FullName));
    }

    private static string Name(ActivationContext? source) => source?.GrainId.ToString() ?? "client";
}

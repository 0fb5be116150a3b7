using Lert.Grains;
using Lert.Grains.Holds;

namespace Orleans.RemoteCalls;

/// <summary>A command of a hold and its answer, as long as they are in practice.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset At = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);

    internal static CommandStamp Stamp { get; } = new("0198f2c4-7a31-7c55-9b1e-0d6a5a2f4c11", "user:lead", 3, []);

    internal static HoldCommand Command { get; } = new HoldCommand.Extend(At, "letter of 2026-04-01");

    internal static Reply<HoldView> Reply { get; } = new(
        new HoldView(
            "us-h-3f9c2a7d10b84e6f", 4, HoldStatus.Locked,
            new HoldOrder("us-h-3f9c2a7d10b84e6f", "us-c-7d10b84e6f3f9c2a", "us-1700000042", "us-2703f", At, null, "26/0042", null),
            At, new DateOnly(2026, 4, 15), new DateOnly(2026, 4, 15), null, 1, "90 days from receipt, and once 90 more; 18 U.S.C. § 2703(f)",
            [new HoldLock("warrant 1", At, "user:lead")], null, [], null, false, null, null, null),
        null);
}

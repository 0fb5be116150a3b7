using Google.Protobuf;
using Lert.Chaos.History;
using Lert.Grains;

namespace Lert.Chaos.Checks;

/// <summary>I5: a request that is sent once more gets the answer that it had; and what was done is not refused to whoever asked for it and heard nothing.</summary>
internal static class Replies
{
    public static IEnumerable<Breach> Find(Evidence evidence) => [.. Otherwise(evidence), .. Denied(evidence)];

    private static IEnumerable<Breach> Denied(Evidence evidence) =>
        from one in evidence.Operations
        where one is { Ending: Ending.Refused, RequestId: not null }
        let done = evidence.ByActor[one.Actor].FirstOrDefault(line => line.Entry.CommandId == one.RequestId)
        where done is not null && !Refusals.Leaves(one.Code, done.Entry.Type) && !Refusals.CameFirst(one, done)
        select new Breach("I5", $"{one.Verb} {one.RequestId} was done and then refused as {one.Code}", one, done);

    private static IEnumerable<Breach> Otherwise(Evidence evidence)
    {
        foreach (var again in evidence.Resends)
        {
            if (!IsSame(again))
            {
                yield return new("I5", $"{again.First.Verb} {again.First.RequestId} was sent again and answered otherwise: {Text(again.First.Code, again.First.Reply)} and then {Text(again.Code, again.Reply)}", again.First, again);
            }
        }
    }

    private static bool IsSame(Resend again) => again switch
    {
        // Nobody knows what it would have been.
        { Ending: Ending.Unknown } => true,
        // An old permission to delete is worth nothing once it is over or a hold has come; the silo says so instead of repeating it.
        { First: { Verb: Verb.Authorize, Ending: Ending.Done }, Code: RefusalCodes.AccountAuthorizationSuperseded } => true,
        // What is placed is told as it is now; that it is the same hold is what was promised.
        { First: { Verb: Verb.Place, Reply: V1.Hold placed }, Reply: V1.Hold now } => placed.HoldId == now.HoldId,
        _ => again.Ending == again.First.Ending && again.Code == again.First.Code && Equal(again.Reply, again.First.Reply),
    };

    private static bool Equal(IMessage? one, IMessage? other) => one is null ? other is null : one.Equals(other);

    private static string Text(string? code, IMessage? reply) => code ?? reply?.ToString() ?? "nothing";
}

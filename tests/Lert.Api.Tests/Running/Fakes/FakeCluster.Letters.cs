using Lert.Grains;
using Lert.Grains.Letters;

namespace Lert.Api.Tests.Running;

public sealed partial class FakeCluster
{
    /// <summary>By default letters are not there.</summary>
    public Func<string, CommandStamp, LetterCommand, Task<Reply<LetterView>>> Letter { get; set; } =
        (_, stamp, _) => Refused<LetterView>(stamp, RefusalCodes.LetterNotFound);

    public Func<string, LetterView?> ReadLetter { get; set; } = _ => null;

    private sealed class FakeLetter(FakeCluster cluster, string key) : FakeActor, ILetterGrain
    {
        public Task<Reply<LetterView>> Execute(CommandStamp stamp, LetterCommand command)
        {
            cluster.Note("letter", nameof(Execute), key, stamp, command);
            return cluster.Letter(key, stamp, command);
        }

        public Task<LetterView?> Get()
        {
            cluster.Note("letter", nameof(Get), key);
            return Task.FromResult(cluster.ReadLetter(key));
        }
    }
}

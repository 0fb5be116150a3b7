using System.Collections.Concurrent;
using Grpc.Core;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Lert.V1;

namespace Lert.Silo.Tests.Processes;

/// <summary>A real silo, killed in the middle of placing holds, again and again. What it acknowledged is there afterwards, nothing stays half-done, and a watch has told all of it once.</summary>
public sealed class KillTests : IDisposable
{
    private const int Rounds = 4, Callers = 8;
    private readonly ScratchFolder _folder = new();
    private readonly string _url = $"http://127.0.0.1:{SiloProcess.FreePort()}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_acknowledged_placement_survives_every_kill_and_every_begun_one_is_finished()
    {
        var random = new Random(20260115);
        var acknowledged = new ConcurrentDictionary<string, string>();
        var begun = new ConcurrentDictionary<string, byte>();
        var watched = new Watched();
        var caseId = "";
        for (var round = 0; round < Rounds; round++)
        {
            using var silo = Start();
            await silo.ServingAsync();
            using var caller = new Caller(_url, _folder.Keys);
            caseId = (await caller.Cases.OpenAsync(Caller.Open("open", Some.Start), deadline: Caller.Deadline)).CaseId;

            var watching = watched.FollowAsync(caller);
            var placing = Enumerable.Range(0, Callers).Select(number => PlaceUntilKilledAsync(caller, caseId, $"{round}-{number}", acknowledged, begun)).ToArray();
            var enough = acknowledged.Count + random.Next(5, 60);
            await Eventually.TrueAsync(() => acknowledged.Count >= enough, $"{enough} placements are acknowledged");
            await silo.KillAsync();
            await Task.WhenAll([watching, .. placing]).WaitAsync(Eventually.Bound);
        }

        using (var last = Start())
        {
            await last.ServingAsync();
            using var caller = new Caller(_url, _folder.Keys);
            foreach (var (account, holdId) in acknowledged)
            {
                var hold = await caller.Holds.GetAsync(new() { HoldId = holdId }, deadline: Caller.Deadline);
                Assert.Equal((HoldStatus.Active, account), (hold.Status, hold.AccountId));
                var kept = await caller.Accounts.GetPreservationAsync(new() { AccountId = account }, deadline: Caller.Deadline);
                Assert.Equal([holdId], kept.HoldIds);
                var refused = await Assert.ThrowsAsync<RpcException>(async () => await caller.Deletion.AuthorizeDeletionAsync(
                    new() { RequestId = "delete", AccountId = account, Ticket = "T-1" }, deadline: Caller.Deadline));
                Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
            }

            await NothingIsHalfDoneAsync(caller, caseId, begun);
            await watched.ToldEverythingAsync(caller);
            await TheJournalVerifiesAsync(caller, acknowledged);
            last.AskToLeave();
            Assert.Equal(0, await last.ExitAsync());
        }

        Assert.True(acknowledged.Count >= Rounds * 5);
        Assert.True(watched.Streams > Rounds);
    }

    private SiloProcess Start() => SiloProcess.Start(
        _folder.At("."),
        "Development",
        $"--Lert:Listen:Url={_url}",
        $"--Lert:Store:Path={_folder.StoreFile}",
        $"--Lert:Identity:DevelopmentKeys={_folder.Keys}",
        // The calendar stands at the request's, so that a hold of then is active now.
        $"--Lert:Clock:Speed=1",
        $"--Lert:Clock:Origin={Caller.Now:O}",
        $"--Lert:Clock:Start={Some.Start:O}");

    private static async Task PlaceUntilKilledAsync(
        Caller caller, string caseId, string name, ConcurrentDictionary<string, string> acknowledged, ConcurrentDictionary<string, byte> begun)
    {
        for (var number = 0; number < 10_000; number++)
        {
            var account = $"us-{name}-{number}";
            begun.TryAdd(account, 0);
            try
            {
                var hold = await caller.Holds.PlaceAsync(Caller.Place($"place-{name}-{number}", caseId, account), deadline: Caller.Deadline);
                Assert.Equal(HoldStatus.Active, hold.Status);
                acknowledged.TryAdd(account, hold.HoldId);
            }
            catch (RpcException broken)
            {
                Assert.Equal(StatusCode.Unavailable, broken.StatusCode);
                return;
            }
        }
    }

    /// <summary>Every account of which the case knows ends up with an active hold that keeps it; of the others nothing is there at all.</summary>
    private static async Task NothingIsHalfDoneAsync(Caller caller, string caseId, ConcurrentDictionary<string, byte> begun)
    {
        await Eventually.TrueAsync(
            async () => (await caller.Cases.GetAsync(new() { CaseId = caseId }, deadline: Caller.Deadline)).HoldsPending == 0, "no hold is pending");
        var holds = new Dictionary<string, Hold>();
        var token = "";
        do
        {
            var page = await caller.Holds.ListAsync(new() { PageSize = 1_000, PageToken = token }, deadline: Caller.Deadline);
            foreach (var hold in page.Holds)
            {
                holds.Add(hold.AccountId, hold);
            }

            token = page.NextPageToken;
        }
        while (token.Length > 0);

        foreach (var account in begun.Keys)
        {
            var kept = await caller.Accounts.GetPreservationAsync(new() { AccountId = account }, deadline: Caller.Deadline);
            Assert.Equal(holds.ContainsKey(account) ? PreservationStatus.Kept : PreservationStatus.Free, kept.Status);
        }

        Assert.All(holds.Values, hold => Assert.Equal(HoldStatus.Active, hold.Status));
        var opened = await caller.Cases.GetAsync(new() { CaseId = caseId }, deadline: Caller.Deadline);
        Assert.Equal(holds.Count, opened.HoldsActive);
    }

    /// <summary>One watch that goes on from its token after every kill.</summary>
    private sealed class Watched
    {
        private readonly List<(string Hold, long Sequence)> _told = [];
        private string _token = "";

        public int Streams { get; private set; }

        /// <summary>Listens until the stream breaks, or until <paramref name="enough"/>.</summary>
        public async Task FollowAsync(Caller caller, int? enough = null)
        {
            Streams++;
            using var watch = caller.Holds.Watch(new() { FromStart = _token.Length == 0, ResumeToken = _token }, deadline: Caller.Deadline);
            try
            {
                while (_told.Count != enough && await watch.ResponseStream.MoveNext(CancellationToken.None))
                {
                    var answer = watch.ResponseStream.Current;
                    _token = answer.ResumeToken;
                    if (answer.Change is { } change)
                    {
                        _told.Add((change.Hold.HoldId, change.Sequence));
                    }
                }
            }
            catch (RpcException broken) when (broken.StatusCode == StatusCode.Unavailable)
            {
                // Killed.
            }
        }

        public async Task ToldEverythingAsync(Caller caller)
        {
            var journal = new List<(string Hold, long Sequence)>();
            using (var reading = caller.Journal.Read(new(), deadline: Caller.Deadline))
            {
                while (await reading.ResponseStream.MoveNext(CancellationToken.None))
                {
                    if (reading.ResponseStream.Current is { Kind: "hold" } line)
                    {
                        journal.Add((line.Key, line.Sequence));
                    }
                }
            }

            await FollowAsync(caller, journal.Count);
            Assert.Equal(journal, _told);
        }
    }

    private static async Task TheJournalVerifiesAsync(Caller caller, ConcurrentDictionary<string, string> acknowledged)
    {
        var ends = new Dictionary<ActorId, (long Sequence, byte[] Hash)>();
        using var reading = caller.Journal.Read(new(), deadline: Caller.Deadline);
        while (await reading.ResponseStream.MoveNext(CancellationToken.None))
        {
            var line = reading.ResponseStream.Current;
            var actor = new ActorId(line.Kind, line.Key);
            var (sequence, previous) = ends.GetValueOrDefault(actor, (0, JournalChain.Origin.ToArray()));
            Assert.Equal(sequence + 1, line.Sequence);
            Assert.Equal(previous, line.PreviousHash.ToByteArray());
            Assert.Equal(
                JournalChain.Hash(
                    previous, actor, line.Sequence, line.Version, line.Type, line.At.ToDateTimeOffset(), line.By, line.CommandId.Length > 0 ? line.CommandId : null, line.Data.Span),
                line.Hash.ToByteArray());
            ends[actor] = (line.Sequence, line.Hash.ToByteArray());
        }

        Assert.All(acknowledged.Values, hold => Assert.True(ends.ContainsKey(new ActorId("hold", hold))));
    }
}

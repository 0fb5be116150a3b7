using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains;
using Lert.Grains.Accounts;

namespace Lert.Api.Tests.Notices;

/// <summary>G6: nothing reveals a hold, not the tools of support and not a request for access to one's own data. Over real gRPC, a real silo and a real store.</summary>
public sealed class LeakGuardTests
{
    /// <summary>Those who work on requests. Every other role, also one that is added later, is outside and meets the guard.</summary>
    private static readonly ImmutableArray<string> Team = [Roles.Intake, Roles.Specialist, Roles.Lead, Roles.Counsel, Roles.Producer, Roles.Auditor];

    /// <summary>Tokens of tools that have no role here: they may call nothing, and learn nothing from that.</summary>
    private static readonly ImmutableArray<string> Strangers = ["support", "access-requests", ""];

    private static ImmutableArray<string> Outside => [.. Roles.All.Except(Team), .. Strangers];

    [Fact]
    public async Task G6_No_method_tells_people_outside_the_team_whether_an_account_is_held()
    {
        await using var world = await World.StartAsync();
        var guard = new LeakGuard(world.Silo);
        Assert.Empty(await guard.FindAsync(Outside, world.Held, world.Free));
        // It has asked what the table says that they may ask, and the rest as well.
        var mayCall = from method in RawCalls.Methods from role in Roles.All.Except(Team) where MethodRoles.AllowedFor(method.Path()).Contains(role) select (role, method.Path());
        Assert.True(guard.Called.IsSupersetOf(mayCall));
        Assert.Equal(RawCalls.Methods.Count * Outside.Length, guard.Called.Count);
    }

    [Fact]
    public async Task G6_The_guard_bites_where_a_role_may_see_holds()
    {
        await using var world = await World.StartAsync();
        foreach (var role in (string[])[Roles.Auditor, Roles.Specialist])
        {
            var leaks = await new LeakGuard(world.Silo).FindAsync([role], world.Held, world.Free);
            Assert.Contains(leaks, leak => leak.StartsWith($"{role} /lert.v1.AccountService/GetPreservation: ", StringComparison.Ordinal));
            Assert.Contains(leaks, leak => leak.StartsWith($"{role} /lert.v1.HoldService/Get: ", StringComparison.Ordinal));
            Assert.Contains(leaks, leak => leak.StartsWith($"{role} /lert.v1.CaseService/GetTimeline: ", StringComparison.Ordinal));
            Assert.Contains(leaks, leak => leak.StartsWith($"{role} /lert.v1.HoldService/List: ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task G6_A_deletion_is_refused_in_the_same_words_whatever_keeps_the_data()
    {
        await using var world = await World.StartAsync();
        var held = await RefusalAsync(world, world.Held.Account);
        await world.LockAsync(world.Held);
        var locked = await RefusalAsync(world, world.Held.Account);
        await world.UnlockAsync(world.Held);
        await world.ReleaseAsync(world.Held, V1.PreservationStatus.Grace);
        var grace = await RefusalAsync(world, world.Held.Account);
        Assert.Equal((held, held), (locked, grace));
        Assert.Contains(RefusalCodes.AccountRetained, held, StringComparison.Ordinal);
        Assert.Null(Telling(held));
    }

    [Fact]
    public async Task G6_An_account_that_was_held_once_answers_as_one_that_never_was()
    {
        await using var world = await World.StartAsync("--Lert:Preservation:GraceDays=0");
        await world.ReleaseAsync(world.Held, V1.PreservationStatus.Free);
        var guard = new LeakGuard(world.Silo);
        var method = RawCalls.Methods.Single(known => known.Path() == LeakGuard.MayDelete);
        // A version would count what happened to the account.
        foreach (var etag in (string[])["", "0", "1", "2", "3", "99"])
        {
            var was = await guard.AskAsync(world.Silo.As(Roles.DeletionPipeline), method, world.Held, etag);
            var never = await guard.AskAsync(world.Silo.As(Roles.DeletionPipeline), method, world.Free, etag);
            Assert.Equal(never.Answer, was.Answer);
            Assert.StartsWith(etag.Length == 0 ? "OK" : "InvalidArgument", was.Answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Deletion may not proceed: hold us-h-1 keeps it.")]
    [InlineData("The data is preserved for a case.")]
    [InlineData("A warrant was served.")]
    [InlineData("Ask the legal desk.")]
    public void G6_Words_that_give_something_away_would_be_found(string refusal) => Assert.NotNull(Telling(refusal));

    [Fact]
    public async Task G6_A_leave_that_names_a_hold_would_be_found()
    {
        var api = new ApiUnderTest();
        await api.InitializeAsync();
        try
        {
            var (held, free) = (new Asked("us-guard-held", Some.CaseId), new Asked("us-guard-free", Some.CaseId));
            api.Cluster.Account = (key, _, _) => Task.FromResult(new Reply<AccountView>(null, new Refusal(RefusalCodes.AccountRetained, key == held.Account ? $"Kept by {held.Case}." : "No.")));
            var leaks = await new LeakGuard(api).FindAsync([Roles.DeletionPipeline], held, free);
            Assert.Contains(leaks, leak => leak.Contains($"it names {held.Case}", StringComparison.Ordinal));
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    /// <summary>A word that tells why; null where there is none.</summary>
    private static string? Telling(string refusal) =>
        ((string[])["hold", "held", "preserv", "legal", "law", "police", "warrant", "order", "court", "case", "request of", "grace", "us-h-", "us-c-"])
            .FirstOrDefault(word => refusal.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static async Task<string> RefusalAsync(World world, string account)
    {
        var error = await ErrorDetails.Of(world.Silo.Accounts(Roles.DeletionPipeline).AuthorizeDeletionAsync(new() { RequestId = world.Next(), AccountId = account, Ticket = "t" }));
        Assert.Equal(StatusCode.FailedPrecondition, error.Code);
        return $"{error.Message} {error.Info} {error.BadRequest}";
    }

    /// <summary>A silo with one account that is held, and one that nothing was ever asked of; each has a case.</summary>
    private sealed class World : IAsyncDisposable
    {
        private int _requests;

        public SiloUnderTest Silo { get; } = new();

        public Asked Held { get; private set; } = null!;

        public Asked Free { get; private set; } = null!;

        public static async Task<World> StartAsync(params string[] settings)
        {
            var world = new World();
            foreach (var setting in settings)
            {
                world.Silo.Settings.Add(setting);
            }

            await world.Silo.InitializeAsync();
            world.Held = new Asked("us-guard-held", await world.OpenAsync("held"));
            world.Free = new Asked("us-guard-free", await world.OpenAsync("free"));
            await world.Silo.Holds(Roles.Lead).PlaceAsync(new() { RequestId = world.Next(), CaseId = world.Held.Case, Account = new() { AccountId = world.Held.Account } });
            Assert.Equal(V1.PreservationStatus.Kept, await world.StatusAsync(world.Held.Account));
            Assert.Equal(V1.PreservationStatus.Free, await world.StatusAsync(world.Free.Account));
            return world;
        }

        public string Next() => $"world-{Interlocked.Increment(ref _requests)}";

        public async Task<V1.PreservationStatus> StatusAsync(string account) => (await Silo.Accounts(Roles.Lead).GetPreservationAsync(new() { AccountId = account })).Status;

        public async Task LockAsync(Asked about) => await Silo.Holds(Roles.Lead).LockForProductionAsync(new() { RequestId = Next(), HoldId = about.Hold, Reference = "W-1" });

        public async Task UnlockAsync(Asked about) => await Silo.Holds(Roles.Lead).UnlockAsync(new() { RequestId = Next(), HoldId = about.Hold, Reference = "W-1" });

        /// <summary>By two people, and waits until its account knows.</summary>
        public async Task ReleaseAsync(Asked about, V1.PreservationStatus until)
        {
            foreach (var who in (string[])["ann", "bob"])
            {
                await new V1.HoldService.HoldServiceClient(Silo.With(Silo.Token([Roles.Counsel], subject: who)))
                    .ReleaseAsync(new() { RequestId = Next(), HoldId = about.Hold, Ground = V1.ReleaseGround.Withdrawn, Reason = "withdrawn by the agency" });
            }

            for (var tries = 0; await StatusAsync(about.Account) != until; tries++)
            {
                Assert.True(tries < 600, $"The account did not become {until} after the release of its hold.");
                // A message is on its way; asking again is all that a client can do.
                await Task.Delay(TimeSpan.FromMilliseconds(50), RunningApi.Clock, CancellationToken.None);
            }
        }

        public async ValueTask DisposeAsync() => await Silo.DisposeAsync();

        private async Task<string> OpenAsync(string which) => (await Silo.Cases(Roles.Intake).OpenAsync(new V1.OpenCaseRequest
        {
            RequestId = $"guard-case-{which}",
            Region = "us",
            Kind = V1.CaseKind.Preservation,
            Regime = "us-2703f",
            TriggerAt = Timestamp.FromDateTimeOffset(RunningApi.Now.AddMinutes(-1)),
            Agency = "Example County",
            Officer = "Officer Example",
            AgencyReference = $"REF-{which}",
        })).CaseId;
    }
}

using Grpc.Core;
using Lert.Chaos.Cluster;
using Lert.Chaos.Load;
using Lert.V1;

namespace Lert.Chaos.Upgrades;

/// <summary>An old silo that meets what a new one left: it says so and changes nothing.</summary>
internal sealed class WayBack(UpgradeSettings settings, PostgresServer server, Fleet fleet, People people, TimeProvider clock)
{
    private const string NewerRelease = "fault.newer-release", SaysItsLog = "knows formats up to", SaysItsStart = "run the newer version";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20), StartPatience = TimeSpan.FromSeconds(60);

    private readonly StoredCases _stored = new(server.Superuser);

    /// <summary>What was found; one sentence each.</summary>
    public List<string> Found { get; } = [];

    /// <summary>What should have been otherwise.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Every new silo leaves, and an old one is alone with cases that new ones wrote.</summary>
    /// <returns>Those cases; none where both builds write the same format.</returns>
    public async Task<IReadOnlyList<StoredCases.Row>> RefusesCasesAsync(BuildSilo old, Line door, CancellationToken cancellationToken)
    {
        var (least, most) = await _stored.FormatsAsync();
        if (least == most)
        {
            Found.Add($"both builds write cases in format {most}: there is none that the old one could not read");
            return [];
        }

        foreach (var silo in fleet.Running.Where(silo => silo.IsNew).ToArray())
        {
            if (await silo.StopAsync(cancellationToken) is not 0)
            {
                Problems.Add($"the {silo.Name} did not stop when it was told to: {silo.LastLine()}");
            }
        }

        var cases = await _stored.InAsync(most);
        foreach (var one in cases)
        {
            await RefusesAsync(one, "a question", async () => await door.Cases.GetAsync(new GetCaseRequest { CaseId = one.Key }, people.Lead(People.Ann), Until()));
            await RefusesAsync(one, "a command", async () => await door.Cases.TickStepAsync(
                new TickStepRequest { RequestId = $"back-{one.Key}", CaseId = one.Key, StepId = "face", Note = "read by an old silo" }, people.Lead(People.Ann), Until()));
            if (await _stored.FindAsync(one.Key) != one)
            {
                Problems.Add($"case/{one.Key} of format {most} was changed while only the {old.Name} ran");
            }
        }

        if (!old.Said(SaysItsLog))
        {
            Problems.Add($"the log of the {old.Name} does not say that it met a newer format");
        }

        Found.Add($"the {old.Name}, alone with cases in format {most} where it knows {least}, was asked for {cases.Count} of them, refused each with {NewerRelease}, said so in its log and left them as they were");
        return cases;
    }

    /// <summary>What an old silo had refused answers again, and nothing of it is lost.</summary>
    public async Task AnswersAgainAsync(IEnumerable<StoredCases.Row> cases, Line door)
    {
        foreach (var one in cases)
        {
            try
            {
                var told = await door.Cases.GetAsync(new GetCaseRequest { CaseId = one.Key }, people.Lead(People.Ann), Until());
                if (long.Parse(told.Etag, System.Globalization.CultureInfo.InvariantCulture) < one.Version)
                {
                    Problems.Add($"case/{one.Key} is at version {told.Etag}, and was at {one.Version}");
                }
            }
            catch (RpcException refused)
            {
                Problems.Add($"case/{one.Key} does not answer at a new silo: {refused.Status}");
            }
        }
    }

    /// <summary>Once the schema has gone on, no old silo starts.</summary>
    /// <param name="before">How far the schema was when only old silos ran.</param>
    public async Task RefusesToStartAsync(int before, CancellationToken cancellationToken)
    {
        var now = await _stored.SchemaAsync();
        if (now == before)
        {
            Found.Add($"both builds have schema {now}: an old silo may start again");
            return;
        }

        var old = fleet.Start(isNew: false);
        var code = await old.EndsAsync(StartPatience, cancellationToken);
        var sentence = $"has schema {now}, and this version knows schemas up to {before}: {SaysItsStart}.";
        if (code is null or 0 || !old.Said(sentence))
        {
            Problems.Add($"an old silo on the new schema should have ended with '… {sentence}'; it {(code is null ? "goes on" : $"ended with {code}")}: {old.LastLine()}");
        }
        else
        {
            Found.Add($"an old silo on the new schema does not start, exit code {code}: {old.LastLine()}");
        }
    }

    /// <summary>The new build's own judge of a store, as <c>lert backup verify</c> runs it.</summary>
    public async Task VerifiesAsync(CancellationToken cancellationToken)
    {
        var (code, said) = await fleet.RunAsync(settings.New, "verify", ["backup", "verify"], cancellationToken);
        (code == 0 ? Found : Problems).Add($"backup verify ends with {code}: {string.Join(' ', said.TakeLast(code == 0 ? 1 : 5))}");
    }

    private async Task RefusesAsync(StoredCases.Row one, string what, Func<Task> ask)
    {
        // The old silo may not yet have the view in which the case is its own.
        for (var began = clock.GetTimestamp(); ;)
        {
            try
            {
                await ask();
                Problems.Add($"{what} to case/{one.Key} was answered by a silo that does not know its format {one.Format}");
                return;
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.Unavailable && Calls.Reason(refused) == NewerRelease)
            {
                return;
            }
            catch (RpcException other)
            {
                if (clock.GetElapsedTime(began) > Patience)
                {
                    Problems.Add($"{what} to case/{one.Key} should have ended with UNAVAILABLE {NewerRelease}, and ended with {other.Status}");
                    return;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), clock, CancellationToken.None);
            }
        }
    }

    private DateTime Until() => clock.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(10);
}

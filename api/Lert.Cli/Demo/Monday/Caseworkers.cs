using Grpc.Core;
using Lert.Cli.Connection;
using Lert.Cli.Import;
using Lert.V1;

namespace Lert.Cli.Demo.Monday;

/// <summary>Something that must be refused, and what it was answered.</summary>
/// <param name="What">Who tried what.</param>
/// <param name="Code">The code that is due.</param>
/// <param name="Answer">The code that came; empty where it was done.</param>
internal sealed record Refused(string What, string Code, string Answer);

/// <summary>The people of the third act: each of them asks the silo with a token of their own.</summary>
internal sealed class Caseworkers(LertClient client, Impersonation people, Telling telling, CancellationToken cancelled)
{
    public const string Ivo = "intake:ivo", Ben = "specialist:ben", Max = "lead:max", Cora = "counsel:cora", Pia = "producer:pia";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly List<Refused> _refusals = [];
    private int _requests;

    public LertClient Client => client;

    public CancellationToken Cancelled => cancelled;

    public IReadOnlyList<Refused> Refusals => _refusals;

    public string TokenOf(string who) => people.TokenFor(who)!;

    public string Next(string word) => $"{word}-{Interlocked.Increment(ref _requests)}";

    /// <summary>The answer. Whoever is away or busy is asked again, with the same request.</summary>
    public async Task<T> AskAsync<TRequest, T>(string who, Func<TRequest, CallOptions, AsyncUnaryCall<T>> method, TRequest request)
    {
        var (answer, _) = await new Retrying(Patience, telling.Surroundings.Clock).AskAsync(
            async token => await method(request, client.Unary(token, TokenOf(who))), onRetry: null, cancelled);
        return answer;
    }

    /// <summary>Something that must not be done is tried, and the answer kept for the judgement.</summary>
    public async Task RefusedAsync<TRequest, T>(string what, string code, string who, Func<TRequest, CallOptions, AsyncUnaryCall<T>> method, TRequest request)
    {
        var answer = "";
        try
        {
            await AskAsync(who, method, request);
        }
        catch (RpcException refused) when (!cancelled.IsCancellationRequested)
        {
            answer = ApiProblem.Of(refused).Reason;
        }

        _refusals.Add(new Refused(what, code, answer));
        telling.Say($"{what}: {(answer.Length == 0 ? "DONE" : $"refused, {answer}")}.");
    }

    /// <summary>Looks until it is so.</summary>
    /// <exception cref="DemoFailedException">It was not, for a whole minute.</exception>
    public async Task<T> UntilAsync<T>(string what, Func<Task<T>> look, Func<T, bool> isSo)
    {
        var clock = telling.Surroundings.Clock;
        var started = clock.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (isSo(seen))
            {
                return seen;
            }

            if (clock.GetElapsedTime(started) > Patience)
            {
                throw new DemoFailedException($"in the third act, {what} did not come about within {Patience.TotalSeconds:0} s");
            }

            await Task.Delay(Look, clock, cancelled);
        }
    }

    public Task<Case> CaseAsync(string id) => AskAsync(DemoRun.Auditor, client.Cases.GetAsync, new GetCaseRequest { CaseId = id });

    public Task<Disclosure> DisclosureAsync(string id) => AskAsync(DemoRun.Auditor, client.Disclosures.GetAsync, new GetDisclosureRequest { DisclosureId = id });

    public Task<Requester> RequesterAsync(string id) => AskAsync(DemoRun.Auditor, client.Requesters.GetAsync, new GetRequesterRequest { RequesterId = id });
}

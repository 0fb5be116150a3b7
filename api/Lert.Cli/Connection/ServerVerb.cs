using System.CommandLine;
using Grpc.Core;
using Lert.Cli.Output;

namespace Lert.Cli.Connection;

/// <summary>A verb that asks a server: its common options, and one way to end for every kind of trouble.</summary>
internal static class ServerVerb
{
    /// <summary>How long a verb goes on asking when the server is away or busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Gives the command its server options and its action.</summary>
    public static Command Asks(this Command command, Surroundings surroundings, Func<Asking, Task<int>> run)
    {
        var address = new Option<string?>("--address") { Description = $"The server. Else {ServerSettings.AddressVariable}, the configuration file, {ServerSettings.DefaultAddress}.", HelpName = "URL" };
        var token = new Option<string?>("--token") { Description = $"The bearer token. Else {ServerSettings.TokenVariable}, the configuration file.", HelpName = "JWT" };
        var output = OutputOption.AddTo(command);
        command.Add(address);
        command.Add(token);
        command.SetAction((parse, cancellationToken) =>
        {
            var format = parse.GetValue(output);
            return Ending.OfAsync(surroundings, format, async () =>
            {
                var settings = ServerSettings.Resolve(parse.GetValue(address), parse.GetValue(token), surroundings);
                using var client = new LertClient(settings, surroundings.Clock);
                return await run(new Asking(parse, client, settings, surroundings, format, new Retrying(Patience, surroundings.Clock), cancellationToken));
            }, cancellationToken);
        });
        return command;
    }
}

/// <summary>One run of a verb.</summary>
internal sealed record Asking(
    ParseResult Parse,
    LertClient Client,
    ServerSettings Settings,
    Surroundings Surroundings,
    OutputFormat Format,
    Retrying Retrying,
    CancellationToken Cancelled)
{
    public Display Display { get; } = new(Format, Surroundings);

    public T? Get<T>(Option<T> option) => Parse.GetValue(option);

    public T Get<T>(Argument<T> argument) => Parse.GetValue(argument)!;

    /// <summary>One answer, asked for again while the server is away or busy.</summary>
    /// <param name="ask">The same request each time.</param>
    /// <param name="requestId">The id to name when nobody knows how it ended; null for what changes nothing.</param>
    /// <exception cref="ApiFailureException">It was refused, or nobody answered.</exception>
    public async Task<T> AskAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> ask, string? requestId = null)
    {
        try
        {
            var (answer, _) = await Retrying.AskAsync(
                async cancelled =>
                {
                    using var call = ask(Client.Unary(cancelled));
                    return await call;
                },
                onRetry: null,
                Cancelled);
            return answer;
        }
        catch (RpcException exception) when (!Cancelled.IsCancellationRequested)
        {
            throw Failure(exception, requestId);
        }
    }

    public ApiFailureException Failure(RpcException exception, string? requestId = null) => new(ApiProblem.Of(exception), Client.Address, requestId, exception);
}

using System.CommandLine;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Journal;

/// <summary><c>lert journal</c>: all that ever happened, and whether it is still what was written.</summary>
internal static class JournalCommand
{
    public static Command Create(Surroundings surroundings) =>
        new("journal", "All that ever happened, line by line. Needs the role auditor.") { Show(surroundings), Verify(surroundings) };

    private static Command Show(Surroundings surroundings)
    {
        var actor = ActorArgument();
        var after = new Option<long>("--after") { Description = "Only after this sequence (of one actor) or position (of all).", HelpName = "N" };
        var limit = new Option<int>("--limit") { Description = "At most this many lines.", HelpName = "N" };
        var data = new Option<bool>("--data") { Description = "Shows the whole event under each line." };
        return new Command("show", "Shows the journal of one actor, or of all.") { actor, after, limit, data }.Asks(surroundings, async asking =>
        {
            var (kind, key) = ActorOf(asking.Get(actor));
            var request = new ReadJournalRequest { Kind = kind, Key = key, After = asking.Get(after), Limit = asking.Get(limit) };
            await ReadAsync(asking, request, line =>
            {
                if (asking.Format == OutputFormat.Json)
                {
                    surroundings.Out.WriteLine(Json(line));
                    return;
                }

                surroundings.Out.WriteLine(Line(line));
                if (asking.Get(data) && !line.Withheld)
                {
                    surroundings.Out.WriteLine($"    {Encoding.UTF8.GetString(line.Data.Span)}");
                }
            });
            return ExitCode.Done;
        }).WithExamples(
            "lert journal show hold/us-h-0123456789abcdefghjkmnpqrs --data",
            "lert journal show --output json > journal.jsonl   # all that ever happened");
    }

    private static Command Verify(Surroundings surroundings)
    {
        var actor = ActorArgument();
        return new Command("verify", "Computes every hash again here, and finds the first line that is not as it was written.") { actor }.Asks(surroundings, async asking =>
        {
            var (kind, key) = ActorOf(asking.Get(actor));
            var check = new ChainCheck();
            await ReadAsync(asking, new ReadJournalRequest { Kind = kind, Key = key }, check.Take);
            var broken = check.Breaks.Count > 0 ? check.Breaks[0] : null;
            if (asking.Format == OutputFormat.Json)
            {
                surroundings.Out.WriteLine(JsonSerializer.Serialize(
                    new { lines = check.Lines, withheld = check.Withheld, actors = check.Actors, verified = broken is null, breaks = check.Breaks }, JsonText.Indented));
            }
            else if (broken is null)
            {
                surroundings.Out.WriteLine($"{check.Lines:N0} lines of {check.Actors:N0} actors: no gap, every hash follows from the one before it.");
                if (check.Withheld > 0)
                {
                    surroundings.Out.WriteLine($"{check.Withheld:N0} of them are people's own: their hashes follow from each other, and what they say was not read.");
                }
            }

            if (broken is not null)
            {
                surroundings.Error.WriteLine($"error: the journal is broken at {broken.Actor} #{broken.Sequence}: {broken.What}");
                surroundings.Error.WriteLine($"  {check.Breaks.Count:N0} breaks in {check.Lines:N0} lines of {check.Actors:N0} actors");
            }

            return broken is null ? ExitCode.Done : ExitCode.Refused;
        }).WithExamples("lert journal verify", "lert journal verify account/us-1700000001");
    }

    private static async Task ReadAsync(Asking asking, ReadJournalRequest request, Action<JournalLine> take)
    {
        try
        {
            using var call = asking.Client.Journal.Read(request, asking.Client.Stream(asking.Cancelled));
            while (await call.ResponseStream.MoveNext(asking.Cancelled))
            {
                take(call.ResponseStream.Current);
            }
        }
        catch (RpcException exception) when (!asking.Cancelled.IsCancellationRequested)
        {
            throw asking.Failure(exception);
        }
    }

    private static Argument<string?> ActorArgument() => new("ACTOR")
    {
        Description = "One actor: hold/us-h-…, account/us-…, case/us-c-…, responder/us-u-…. Left out: all of them.", Arity = ArgumentArity.ZeroOrOne,
    };

    private static (string Kind, string Key) ActorOf(string? actor)
    {
        if (string.IsNullOrEmpty(actor))
        {
            return ("", "");
        }

        var slash = actor.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < actor.Length - 1
            ? (actor[..slash], actor[(slash + 1)..])
            : throw new UsageException($"'{actor}' names no actor; write its kind and its id, such as hold/us-h-0123456789abcdefghjkmnpqrs");
    }

    // The type names the kind; of a message, who sent it is enough here, and the JSON has all of it.
    private static string Line(JournalLine line) => line.Withheld
        ? $"{"",-24} {"(the person's own)",-25} {line.Key} #{line.Sequence}"
        : $"{Moments.Text(line.At)} {line.Type,-25} {line.Key} #{line.Sequence} {line.By.Split('/')[0]}";

    // Bytes as people compare them: the event as the JSON that it is, hashes in hexadecimal.
    private static string Json(JournalLine line) => JsonSerializer.Serialize(
        new
        {
            line.Position,
            line.Kind,
            line.Key,
            line.Sequence,
            line.Version,
            line.Type,
            At = line.At?.ToDateTimeOffset(),
            line.By,
            CommandId = line.CommandId.Length > 0 ? line.CommandId : null,
            Data = line.Withheld ? (JsonElement?)null : JsonSerializer.Deserialize<JsonElement>(line.Data.Span),
            Withheld = line.Withheld ? true : (bool?)null,
            PreviousHash = Convert.ToHexStringLower(line.PreviousHash.Span),
            Hash = Convert.ToHexStringLower(line.Hash.Span),
        },
        JsonText.Compact);
}

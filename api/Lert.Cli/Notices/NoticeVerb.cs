using System.CommandLine;
using Grpc.Core;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.V1;

namespace Lert.Cli.Notices;

/// <summary>A verb that changes the notice of one case.</summary>
internal static class NoticeVerb
{
    /// <param name="ask">From case, request id and etag to the call.</param>
    public static Command Create(
        Surroundings surroundings, string name, string description, string example, Option[] options, Func<Asking, string, string, string, Func<CallOptions, AsyncUnaryCall<Notice>>> ask)
    {
        var id = NoticeCommand.Id();
        var change = new ChangeOptions();
        var command = new Command(name, description) { id };
        foreach (var option in options)
        {
            command.Add(option);
        }

        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var requestId = change.IdFor(asking);
            return NoticeCommand.ShowAsync(asking, asking.AskAsync(ask(asking, asking.Get(id), requestId, change.EtagFor(asking)), requestId));
        }).WithExamples($"lert notice {name} {NoticeCommand.SomeCase} {example}");
    }

    public static Option<string> Text(string name, string description) => new(name) { Description = description, HelpName = "TEXT", Required = true };
}

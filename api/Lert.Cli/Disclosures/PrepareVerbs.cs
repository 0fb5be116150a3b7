using System.CommandLine;
using System.Security.Cryptography;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Disclosures;

/// <summary>What says what is to be produced.</summary>
internal static class PrepareVerbs
{
    private const string Example = "--produce i1=us-h-0123456789abcdefghjkmnpqrs --withhold 'i2=privileged' --recipient 'Evidence desk' --key recipient.pub.pem";

    public static Command Prepare(Surroundings surroundings)
    {
        var of = new Argument<string>("CASE") { Description = "The id of the case: us-c-…" };
        var (items, change) = (new ItemOptions(), new ChangeOptions());
        var command = new Command("prepare", "Says what is to be produced, for whom, and why the rest is not.") { of };
        items.AddTo(command);
        command.Add(change.RequestId);
        return command.Asks(surroundings, asking =>
        {
            var request = new PrepareDisclosureRequest { RequestId = change.IdFor(asking), CaseId = asking.Get(of), Items = { items.Items(asking) }, Recipient = items.Recipient(asking) };
            return DisclosureCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Disclosures.PrepareAsync(request, call), request.RequestId));
        }).WithExamples($"lert disclosure prepare {DisclosureCommand.SomeCase} {Example}");
    }

    public static Command Revise(Surroundings surroundings)
    {
        var id = DisclosureCommand.Id();
        var reason = new Option<string>("--reason") { Description = "Why, for the journal.", HelpName = "TEXT", Required = true };
        var (items, change) = (new ItemOptions(), new ChangeOptions());
        var command = new Command("revise", "Says it anew; every approval is void.") { id, reason };
        items.AddTo(command);
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var request = new ReviseDisclosureRequest
            {
                RequestId = change.IdFor(asking), DisclosureId = asking.Get(id), Items = { items.Items(asking) }, Recipient = items.Recipient(asking), Reason = asking.Get(reason), Etag = change.EtagFor(asking),
            };
            return DisclosureCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Disclosures.ReviseAsync(request, call), request.RequestId));
        }).WithExamples($"lert disclosure revise {DisclosureCommand.Some} {Example} --reason 'Counsel has cleared the rest.'");
    }

    /// <summary>One option for each outcome, and the recipient.</summary>
    private sealed class ItemOptions
    {
        private readonly Option<string[]> _produce = Item("--produce", "An item, and the hold that it is produced from. Repeatable.", "ITEM=HOLD");
        private readonly Option<string[]> _notFound = Item("--not-found", "An item of which there is nothing, and a remark. Repeatable.", "ITEM=TEXT");
        private readonly Option<string[]> _withhold = Item("--withhold", "An item that is not produced, and why. Repeatable.", "ITEM=TEXT");
        private readonly Option<string[]> _later = Item("--later", "An item that follows, and why it waits. Repeatable.", "ITEM=TEXT");
        private readonly Option<string[]> _earlier = Item("--earlier", "An item that was produced before, and where. Repeatable.", "ITEM=TEXT");
        private readonly Option<string> _recipient = new("--recipient") { Description = "Who receives it.", HelpName = "TEXT", Required = true };
        private readonly Option<string> _key = new("--key") { Description = "Their P-256 public key, a PEM file.", HelpName = "FILE", Required = true };

        public void AddTo(Command command)
        {
            foreach (var option in (Option[])[_produce, _notFound, _withhold, _later, _earlier, _recipient, _key])
            {
                command.Add(option);
            }

            _key.Validators.Add(result =>
            {
                if (result.Tokens is [var token] && PublicKey(token.Value).Problem is { } problem)
                {
                    result.AddError($"--key: {problem}");
                }
            });
        }

        public IEnumerable<ItemChoice> Items(Asking asking) =>
        [
            .. Of(asking, _produce).Select(part => new ItemChoice { ItemId = part.Item, Outcome = ProductionOutcome.Produced, HoldId = part.Value }),
            .. Reasoned(asking, _notFound, ProductionOutcome.NotFound),
            .. Reasoned(asking, _withhold, ProductionOutcome.Withheld),
            .. Reasoned(asking, _later, ProductionOutcome.Later),
            .. Reasoned(asking, _earlier, ProductionOutcome.Earlier),
        ];

        public Recipient Recipient(Asking asking) => new() { Name = asking.Get(_recipient), PublicKey = PublicKey(asking.Get(_key)!).Key };

        private static Option<string[]> Item(string name, string description, string help)
        {
            var option = new Option<string[]>(name) { Description = description, HelpName = help };
            option.Validators.Add(result =>
            {
                foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
                {
                    result.AddError($"{name} '{token.Value}' is not of the form {help}");
                }
            });
            return option;
        }

        private static IEnumerable<ItemChoice> Reasoned(Asking asking, Option<string[]> option, ProductionOutcome outcome) =>
            Of(asking, option).Select(part => new ItemChoice { ItemId = part.Item, Outcome = outcome, Reason = part.Value });

        private static IEnumerable<(string Item, string Value)> Of(Asking asking, Option<string[]> option) =>
            (asking.Get(option) ?? []).Select(text => (text[..text.IndexOf('=', StringComparison.Ordinal)], text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]));

        private static (string Key, string? Problem) PublicKey(string path)
        {
            var file = TextFile.Read(path);
            if (file.Problem is { } problem)
            {
                return ("", problem);
            }

            try
            {
                using var key = ECDiffieHellman.Create();
                key.ImportFromPem(file.Text);
                return (Domain.Packages.RecipientKey.Write(key), null);
            }
            catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
            {
                return ("", $"'{path}' holds no elliptic-curve key in PEM");
            }
        }
    }
}

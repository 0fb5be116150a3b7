using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.V1;

namespace Lert.Cli.Rotas;

/// <summary>What changes who is on call.</summary>
internal static class ChangeVerbs
{
    private const string SomeRota = "us-r-night-desk";
    private const string Clock = "On the wall clock of the rota, such as 2026-12-24T18:00; with an offset where clocks change.";

    public static Command Override(Surroundings surroundings)
    {
        var id = RotaCommand.Id();
        var from = new Option<string>("--from") { Description = Clock, HelpName = "TIME", Required = true };
        var until = new Option<string>("--until") { Description = "The end, in the same way.", HelpName = "TIME", Required = true };
        var person = new Option<string?>("--person") { Description = "Who is on call instead: ana, or us-u-ana.", HelpName = "PERSON" };
        var nobody = new Option<bool>("--nobody") { Description = "Nobody is, and that is meant." };
        var replaces = new Option<string?>("--replaces") { Description = "Only this person's shifts. Default: whoever it is, and gaps as well.", HelpName = "PERSON" };
        var reason = Reason();
        var change = new ChangeOptions();
        var command = new Command("override", "Puts somebody else on call for a time.") { id, from, until, person, nobody, replaces, reason };
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var rota = asking.Get(id);
            var request = new AddOverridesRequest
            {
                RequestId = change.IdFor(asking),
                RotaId = rota,
                Overrides =
                {
                    new NewOverride
                    {
                        From = asking.Get(from),
                        Until = asking.Get(until),
                        Person = PersonName.Id(rota, asking.Get(person) ?? ""),
                        Nobody = asking.Get(nobody),
                        Replaces = PersonName.Id(rota, asking.Get(replaces) ?? ""),
                        Reason = asking.Get(reason) ?? "",
                    },
                },
                Etag = change.EtagFor(asking),
            };
            return RotaCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Rotas.AddOverridesAsync(request, call), request.RequestId));
        }).WithExamples(
            $"lert rota override {SomeRota} --from 2026-12-24T18:00 --until 2026-12-26T09:00 --person cy --reason 'Christmas'",
            $"lert rota override {SomeRota} --from 2026-12-01T09:00 --until 2026-12-08T09:00 --replaces ana --person bo");
    }

    public static Command RemoveOverride(Surroundings surroundings)
    {
        var id = RotaCommand.Id();
        var made = new Argument<string>("OVERRIDE") { Description = "Such as o17; 'show' lists them" };
        var change = new ChangeOptions();
        var command = new Command("remove-override", "Takes back an override, or both halves of a swap.") { id, made };
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var request = new RemoveOverrideRequest { RequestId = change.IdFor(asking), RotaId = asking.Get(id), OverrideId = asking.Get(made), Etag = change.EtagFor(asking) };
            return RotaCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Rotas.RemoveOverrideAsync(request, call), request.RequestId));
        }).WithExamples($"lert rota remove-override {SomeRota} o17");
    }

    public static Command Swap(Surroundings surroundings)
    {
        var id = RotaCommand.Id();
        var one = new Argument<string>("PERSON") { Description = "Who gives the first stretch: ana, or us-u-ana" };
        var gives = new Argument<string>("STRETCH") { Description = "What they give, on the wall clock of the rota: 2026-12-01T09:00/2026-12-02T09:00" };
        var other = new Argument<string>("OTHER") { Description = "Who takes it" };
        var back = new Argument<string>("OTHER-STRETCH") { Description = "What they give for it" };
        var reason = Reason();
        var change = new ChangeOptions();
        var command = new Command("swap", "Two people exchange stretches. Refused when anything would be left uncovered.") { id, one, gives, other, back, reason };
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var rota = asking.Get(id);
            var request = new SwapRequest
            {
                RequestId = change.IdFor(asking),
                RotaId = rota,
                One = Side(rota, asking.Get(one), asking.Get(gives)),
                Other = Side(rota, asking.Get(other), asking.Get(back)),
                Reason = asking.Get(reason) ?? "",
                Etag = change.EtagFor(asking),
            };
            return RotaCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Rotas.SwapAsync(request, call), request.RequestId));
        }).WithExamples($"lert rota swap {SomeRota} ana 2026-12-01T09:00/2026-12-02T09:00 bo 2026-12-08T09:00/2026-12-09T09:00");
    }

    public static Command Note(Surroundings surroundings)
    {
        var id = RotaCommand.Id();
        var text = new Argument<string>("TEXT") { Description = "What whoever comes on must know; no personal data" };
        var change = new ChangeOptions();
        var command = new Command("note", "Writes a hand-off note.") { id, text };
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var request = new WriteHandoffNoteRequest { RequestId = change.IdFor(asking), RotaId = asking.Get(id), Text = asking.Get(text), Etag = change.EtagFor(asking) };
            return RotaCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Rotas.WriteHandoffNoteAsync(request, call), request.RequestId));
        }).WithExamples($"lert rota note {SomeRota} 'Two emergency requests of the same agency wait for its answer.'");
    }

    private static Option<string?> Reason() => new("--reason") { Description = "Why, for the journal.", HelpName = "TEXT" };

    private static SwapSide Side(string rota, string person, string stretch) => stretch.Split('/') switch
    {
        [var from, var until] => new SwapSide { Person = PersonName.Id(rota, person), From = from, Until = until },
        _ => throw new UsageException($"'{stretch}' is no stretch; one looks like 2026-12-01T09:00/2026-12-02T09:00"),
    };
}

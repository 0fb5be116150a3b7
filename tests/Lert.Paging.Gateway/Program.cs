// A paging gateway by itself:
//   Lert.Paging.Gateway --secret SECRET [--port N] [--slow-ms N] [--fail-first N] [--cut-first N] [--die-first N] [--record FILE] [--quiet]
// It prints "Listening URL", then a line of JSON for each arrival, and writes the same lines into FILE. It ends with its standard input.
using System.Globalization;
using System.Text.Json;
using Lert.Paging.Gateway;

string? Given(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
int Number(string name) => int.TryParse(Given(name), CultureInfo.InvariantCulture, out var number) ? number : 0;

if (Given("--secret") is not { } secret)
{
    await Console.Error.WriteLineAsync("--secret is required");
    return 2;
}

await using var gateway = await PagingGateway.StartAsync(secret, Number("--port"));
gateway.Behaviour = new Behaviour
{
    Slow = TimeSpan.FromMilliseconds(Number("--slow-ms")),
    FailFirst = Number("--fail-first"),
    CutAfterTaking = Number("--cut-first"),
    DieInTheMiddle = Number("--die-first"),
};
var writing = new Lock();
await using var record = Given("--record") is { } file ? new StreamWriter(file, append: true) { AutoFlush = true } : null;
var quiet = args.Contains("--quiet");
gateway.OnArrival = arrival =>
{
    var line = JsonSerializer.Serialize(arrival);
    lock (writing)
    {
        record?.WriteLine(line);
        if (!quiet)
        {
            Console.WriteLine(line);
        }
    }
};
Console.WriteLine($"Listening {gateway.Url}");
await Task.Run(() =>
{
    while (Console.In.ReadLine() is not null)
    {
    }
});
return 0;

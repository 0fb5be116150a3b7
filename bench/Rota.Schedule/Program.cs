// How long a rota takes to answer, as one process and one thread: who is on call at any instant of five years, and all the shifts of one year.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Lert.Domain.Rotas;
using NodaTime;
using Rota.Schedule;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Questions = 200_000, Years = 100;
var start = Instant.FromUtc(2026, 1, 1, 0, 0);
var seconds = (long)Duration.FromDays(5 * 365).TotalSeconds;
var random = new Random(1);
Instant[] asked = [.. Enumerable.Range(0, Questions).Select(_ => start + Duration.FromSeconds(random.NextInt64(seconds)))];

Console.WriteLine($"{"rota of ten layers, five years",-44} {"on call: mean",14} {"p99",9} {"a year of shifts",17} {"worst",9} {"shifts",8}");
foreach (var (name, rota) in SampleRotas.All)
{
    var schedule = new RotaSchedule(rota);
    // Once to compile and to fill the caches of time zones, once to measure.
    _ = Ask(schedule);
    var took = Ask(schedule);
    _ = Shifts(schedule);
    var (years, shifts) = Shifts(schedule);
    Console.WriteLine(
        $"{name,-44} {took.Average(),11:0.00} µs {Percentile(took, 0.99),6:0.00} µs {years.Average() / 1_000,14:0.00} ms {years.Max() / 1_000,6:0.00} ms {shifts,8:N0}");
    Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["bench"] = "rota", ["rota"] = name, ["on_call_us"] = Math.Round(took.Average(), 2), ["on_call_p99_us"] = Math.Round(Percentile(took, 0.99), 2),
        ["year_ms"] = Math.Round(years.Average() / 1_000, 2), ["year_worst_ms"] = Math.Round(years.Max() / 1_000, 2), ["shifts"] = shifts,
    }));
}

Console.WriteLine("aim: who is on call in less than 50 µs, a year of shifts in less than 50 ms");

double[] Ask(RotaSchedule schedule)
{
    var took = new double[Questions];
    for (var i = 0; i < asked.Length; i++)
    {
        var before = Stopwatch.GetTimestamp();
        _ = schedule.WhoIsOnCall(asked[i]);
        took[i] = Stopwatch.GetElapsedTime(before).TotalMicroseconds;
    }

    return took;
}

(double[] Took, int Shifts) Shifts(RotaSchedule schedule)
{
    var (took, count) = (new double[Years], 0);
    for (var i = 0; i < Years; i++)
    {
        var from = start + Duration.FromDays(i * 14);
        var before = Stopwatch.GetTimestamp();
        count = schedule.Shifts(from, from + Duration.FromDays(365)).Length;
        took[i] = Stopwatch.GetElapsedTime(before).TotalMicroseconds;
    }

    return (took, count);
}

static double Percentile(double[] took, double share) => took.Order().ElementAt((int)(took.Length * share));

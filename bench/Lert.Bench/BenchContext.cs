using System.Text.Json;

namespace Lert.Bench;

/// <summary>What every bench is given: the clock, its numbers, a folder on the disk that it measures, and a way to say what it found.</summary>
internal sealed class BenchContext(TimeProvider clock, string[] args) : IDisposable
{
    public TimeProvider Clock { get; } = clock;

    /// <summary>Removed at the end, with the stores in it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("lert-bench-").FullName;

    /// <summary>The number after <c>--name</c>, or the bench's own.</summary>
    public int Number(string name, int otherwise) => Array.IndexOf(args, $"--{name}") is var at and > 0 ? int.Parse(args[at + 1]) : otherwise;

    /// <summary>One line for a machine, after the table for people.</summary>
    public static void Json(Dictionary<string, object> figures) => Console.WriteLine(JsonSerializer.Serialize(figures));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

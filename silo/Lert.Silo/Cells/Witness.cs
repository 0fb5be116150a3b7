using System.Security.Cryptography;
using System.Text.Json;

namespace Lert.Silo.Cells;

/// <summary>What this machine remembers of the store, outside of it.</summary>
/// <param name="Id">Made at random with the file: a store that tells no place of its own lies where this is.</param>
/// <param name="Entry">The last entry of the diary that was seen.</param>
/// <param name="Position">How far the feed went. Never more than was durable.</param>
internal sealed record Witness(string Id, long Entry, long Position)
{
    public static Witness New() => new(RandomNumberGenerator.GetHexString(32, lowercase: true), 0, 0);

    /// <summary>What the file says; null when there is none, or none that reads: that is not the witness of anything.</summary>
    public static async Task<Witness?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize<Witness>(await File.ReadAllTextAsync(path, cancellationToken)) is { Id.Length: > 0 } read ? read : null;
        }
        catch (Exception absent) when (absent is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>In one step: a crash leaves the old one or the new one.</summary>
    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        var next = $"{path}.next";
        // Written through: its name may be on the disk before it is, and a power cut would leave a witness of nothing.
        await using (var file = new FileStream(next, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous | FileOptions.WriteThrough }))
        {
            await JsonSerializer.SerializeAsync(file, this, cancellationToken: cancellationToken);
        }

        File.Move(next, path, overwrite: true);
    }
}

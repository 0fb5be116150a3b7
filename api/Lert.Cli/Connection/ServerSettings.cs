using System.Text.Json;

namespace Lert.Cli.Connection;

/// <summary>Where the server is and who asks.</summary>
/// <param name="Address">Absolute, http or https.</param>
/// <param name="Token">The bearer token; null when none is known.</param>
internal sealed record ServerSettings(Uri Address, string? Token)
{
    public const string AddressVariable = "LERT_ADDRESS";
    public const string TokenVariable = "LERT_TOKEN";
    public const string DefaultAddress = "http://127.0.0.1:7400";
    private const string FileName = "config.json";

    /// <summary>The option comes before the environment, the environment before the file, the file before the default.</summary>
    /// <exception cref="UsageException">An address that is none, or a file that is not as it must be.</exception>
    public static ServerSettings Resolve(string? address, string? token, Surroundings surroundings)
    {
        var file = ReadFile(surroundings.ConfigDirectory);
        var (text, origin) =
            address is { Length: > 0 } ? (address, "--address")
            : surroundings.Variable(AddressVariable) is { Length: > 0 } variable ? (variable, AddressVariable)
            : file.TryGetValue("address", out var configured) ? (configured, PathOf(surroundings.ConfigDirectory))
            : (DefaultAddress, "the default");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw new UsageException($"'{text}' (from {origin}) is no address; an address looks like {DefaultAddress}");
        }

        return new(uri, FindToken(token, surroundings, file));
    }

    public static string PathOf(string directory) => Path.Combine(directory, FileName);

    /// <summary>Remembers an address or a token, and keeps what else the file says.</summary>
    public static void Save(string directory, string key, string value)
    {
        var entries = new SortedDictionary<string, string>(ReadFile(directory), StringComparer.Ordinal) { [key] = value };
        Directory.CreateDirectory(directory);
        var path = PathOf(directory);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // A token is as good as its owner's name.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            File.Delete(path);
        }

        using var writer = new StreamWriter(path, options);
        writer.WriteLine(JsonSerializer.Serialize(entries, Output.JsonText.Indented));
    }

    private static string? FindToken(string? option, Surroundings surroundings, Dictionary<string, string> file) =>
        option is { Length: > 0 } ? option
        : surroundings.Variable(TokenVariable) is { Length: > 0 } variable ? variable
        : file.GetValueOrDefault("token");

    private static Dictionary<string, string> ReadFile(string directory)
    {
        var path = PathOf(directory);
        if (!File.Exists(path))
        {
            return [];
        }

        Dictionary<string, string>? entries;
        try
        {
            entries = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path));
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {unreadable.Message}");
        }

        var unknown = (entries ?? []).Keys.Where(key => key is not ("address" or "token")).ToArray();
        return unknown.Length == 0
            ? entries ?? []
            : throw new UsageException($"{path} has keys that mean nothing: {string.Join(", ", unknown)}; known are address and token");
    }
}

/// <summary>The command line, a file or the configuration is wrong. Ends with <see cref="ExitCode.BadInput"/>.</summary>
internal sealed class UsageException(string message) : Exception(message);

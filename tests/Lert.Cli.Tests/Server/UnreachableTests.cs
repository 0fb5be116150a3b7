using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Lert.Cli.Tests.Server;

/// <summary>What a person sees when there is no server, no sense in the command line, or no sense in the configuration.</summary>
public class UnreachableTests
{
    [Fact]
    public async Task Nobody_there_is_said_in_a_sentence_that_names_the_address()
    {
        using var nobody = new Nobody();
        var run = await Lert.RunAsync("hold", "get", "us-h-0123456789abcdefghjkmnpqrs", "--address", nobody.Address);

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"error: no server answers at {nobody.Address}", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains("make run", run.ErrorLines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_whose_end_nobody_knows_names_its_request_id()
    {
        using var nobody = new Nobody();
        var run = await Lert.RunAsync("hold", "unlock", "us-h-0123456789abcdefghjkmnpqrs", "--reference", "w", "--request-id", "mine-1", "--address", nobody.Address);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("--request-id mine-1", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_the_error_as_json_on_the_error_stream_and_nothing_on_the_other()
    {
        using var nobody = new Nobody();
        var run = await Lert.RunAsync("case", "list", "--output", "json", "--address", nobody.Address);

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.Equal("unavailable", JsonDocument.Parse(run.Errors).RootElement.GetProperty("error").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Every_missing_option_is_named_at_once()
    {
        var run = await Lert.RunAsync("case", "open");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.All(["--region", "--trigger", "--agency", "--officer", "--reference"], option => Assert.Contains($"'{option}'", run.Errors, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'tomorrow' is no instant", "hold", "extend", "h", "--reference", "r", "--asked-at", "tomorrow")]
    [InlineData("'2026-09-02T10:00:00' is no instant", "hold", "extend", "h", "--reference", "r", "--asked-at", "2026-09-02T10:00:00")]
    [InlineData("'burn' is not", "hold", "release", "h", "--reason", "r", "--ground", "burn")]
    [InlineData("belong together", "hold", "place", "--case", "c", "--account", "a", "--snapshot", "s")]
    [InlineData("is no address", "case", "get", "c", "--address", "nowhere")]
    [InlineData("names no actor", "journal", "verify", "hold")]
    [InlineData("exclude each other", "hold", "watch", "--from-start", "--resume", "t")]
    [InlineData("name at least one account", "hold", "place-batch", "--case", "c")]
    [InlineData("1 to 256", "import", "f", "--parallel", "0")]
    [InlineData("is no clock", "import", "/dev/null", "--clock", "noon")]
    [InlineData("20 to 3,600", "demo", "--seconds", "1")]
    [InlineData("there is no silo", "demo", "--silo", "nowhere.dll")]
    public async Task What_makes_no_sense_is_refused_before_anything_is_sent(string complaint, params string[] args)
    {
        var run = await Lert.RunAsync(args);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(complaint, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_with_a_key_that_means_nothing_is_refused()
    {
        var home = Directory.CreateTempSubdirectory("lert-config-").FullName;
        Directory.CreateDirectory(Path.Combine(home, "lert"));
        await File.WriteAllTextAsync(Path.Combine(home, "lert", "config.json"), """{"adress":"http://127.0.0.1:1"}""");

        var run = await Lert.RunWithAsync(new Dictionary<string, string> { ["XDG_CONFIG_HOME"] = home }, "", "case", "list");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("adress", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_token_is_for_its_owner_alone()
    {
        var home = Directory.CreateTempSubdirectory("lert-config-").FullName;
        var run = await Lert.RunWithAsync(
            new Dictionary<string, string> { ["XDG_CONFIG_HOME"] = home, ["LERT_KEYS"] = Path.Combine(home, "keys") }, "", "token", "--role", "lead", "--save");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(3, run.Output.Trim().Split('.').Length);
        var file = Path.Combine(home, "lert", "config.json");
        Assert.Contains(run.Output.Trim(), await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    /// <summary>A port of this machine that is taken, and where nobody speaks.</summary>
    private sealed class Nobody : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        // Bound and not listening: nobody else can take it, and a connection is refused.
        public Nobody() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        public string Address => $"http://127.0.0.1:{((IPEndPoint)_socket.LocalEndPoint!).Port}";

        public void Dispose() => _socket.Dispose();
    }
}

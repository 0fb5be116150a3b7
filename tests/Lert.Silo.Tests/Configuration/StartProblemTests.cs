using Grpc.Core;
using Lert.Silo.Configuration;
using Lert.Silo.Tests.Running;
using Lert.Store.Postgres.Tests.Servers;

namespace Lert.Silo.Tests.Configuration;

/// <summary>A silo that cannot start says why in sentences, all of them at once, and ends with 1; as a process, because that is what its owner meets.</summary>
public sealed class StartProblemTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_that_is_wrong_with_the_settings_is_said_at_once()
    {
        var said = await RefusedAsync(
            "Production",
            "--Lert:Listen:Url=http://192.0.2.1:7400",
            "--Lert:Clock:Speed=1000",
            "--Lert:Pumps:PollIntervall=00:00:01",
            "--Lert:Pumps:MaxInFlight=0",
            "--Lert:Pumps:MaxBackoff=soon",
            "--Lert:Preservation:GraceDays=-1",
            "--Lert:Stoer:Path=x",
            "--Lert:Api:Regions:0=California",
            "--Lert:Store:MaxQueued=1");

        foreach (var sentence in new[]
        {
            "Lert:Listen:Url: plain http beyond this machine",
            "Lert:Clock may only be set in the Development environment; this is Production",
            "Lert:Clock: Origin and Start belong together",
            "Lert:Pumps:PollIntervall is no setting; Lert:Pumps has PollInterval, MaxInFlight, MaxBackoff",
            "MaxInFlight must be between 1 and 10000",
            "Lert:Pumps:MaxBackoff 'soon' is no length of time",
            "GraceDays must be between",
            "Lert:Stoer is no setting; there are Lert:Api, Lert:Cell, Lert:Clock",
            "'California' is no region",
            "MaxQueued must be between 64",
            "Lert:Identity: set exactly one of",
        })
        {
            Assert.Contains(sentence, said, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_one_store_and_not_two() =>
        Assert.Contains(
            "takes Path or Postgres, and not both", await RefusedAsync("Development", $"--Lert:Store:Path={_folder.StoreFile}", "--Lert:Store:Postgres=Host=127.0.0.1"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Host=127.0.0.1;Oops=1", "Lert:Store:Postgres is no connection string")]
    [InlineData("Host=127.0.0.1;Port=1;Username=lert;Password=secret-word", "PostgreSQL at 127.0.0.1:1/lert cannot be reached")]
    public async Task A_database_that_cannot_be_had_stops_the_start_with_a_sentence_and_without_its_password(string login, string sentence)
    {
        var said = await RefusedAsync("Development", $"--Lert:Store:Postgres={login}", "--Lert:Store:Patience=00:00:01");
        Assert.Contains($"  {sentence}", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_that_starts_before_its_database_waits_for_it_and_says_so()
    {
        await using var server = await PrivateServer.StartAsync("late");
        await server.CutPowerAsync();
        using var silo = SiloProcess.Start(
            _folder.At("."), "Development", "--Lert:Listen:Url=http://127.0.0.1:0", $"--Lert:Store:Postgres={server.Login}", $"--Lert:Cluster:Port={SiloProcess.FreePort()}",
            $"--Lert:Identity:DevelopmentKeys={_folder.Keys}");
        await Eventually.TrueAsync(() => silo.HasExited || silo.Said.Contains("The start waits for it", StringComparison.Ordinal), "it says what it waits for");
        Assert.False(silo.HasExited, silo.Said);

        await server.StartAgainAsync();
        await silo.ServingAsync();
        silo.AskToLeave();
        Assert.True(await silo.ExitAsync() == 0, silo.Said);
    }

    [Fact]
    public async Task Https_needs_a_certificate_that_is_one()
    {
        Assert.Contains("CertificateFile is required for https", await RefusedAsync("Development", "--Lert:Listen:Url=https://127.0.0.1:0"), StringComparison.Ordinal);
        Assert.Contains("there is no file", await RefusedAsync("Development", "--Lert:Listen:Url=https://127.0.0.1:0", "--Lert:Listen:CertificateFile=no.pem"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.At("bad.pem"), "this is no certificate");
        Assert.Contains(
            "holds no certificate in PEM",
            await RefusedAsync("Development", "--Lert:Listen:Url=https://127.0.0.1:0", $"--Lert:Listen:CertificateFile={_folder.At("bad.pem")}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_cannot_be_read_is_no_wrong_certificate()
    {
        var unread = Assert.Throws<CertificateException>(() => Certificates.LoadAuthorities(_folder.At("."), "Lert:Cluster:AuthorityFile"));
        Assert.Contains("cannot be read: ", unread.Message, StringComparison.Ordinal);
        unread = Assert.Throws<CertificateException>(() => Certificates.Load(_folder.At("."), null, "Lert:Listen:CertificateFile"));
        Assert.Contains("and its private key cannot be read: ", unread.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_a_sentence()
    {
        await File.WriteAllTextAsync(_folder.At("file"), "a file and no directory");

        Assert.Contains("cannot be reached", await RefusedAsync("Development", $"--Lert:Store:Path={_folder.At("file/lert.db")}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_store_is_a_sentence_and_never_a_start()
    {
        var bytes = new byte[64 * 1024];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(_folder.StoreFile, bytes);

        Assert.Contains("is damaged", await RefusedAsync("Development", $"--Lert:Store:Path={_folder.StoreFile}"), StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.StoreFile));
    }

    [Fact]
    public async Task A_store_that_another_silo_has_is_a_sentence()
    {
        await using var first = await SiloUnderTest.StartAsync();

        Assert.Contains("is in use by another process", await RefusedAsync("Development", $"--Lert:Store:Path={first.Folder.StoreFile}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_or_not_ours_is_a_sentence()
    {
        await using var first = await SiloUnderTest.StartAsync();

        Assert.Contains("address already in use", await RefusedAsync("Development", $"--Lert:Listen:Url={first.Url}"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("cannot be listened on", await RefusedAsync("Development", "--Lert:Listen:Url=http://192.0.2.1:7400"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_development_key_that_is_none_is_a_sentence()
    {
        Directory.CreateDirectory(_folder.Keys);
        await File.WriteAllTextAsync(Path.Combine(_folder.Keys, "development-key.jwk"), "{}");

        Assert.Contains("holds no P-256 private key", await RefusedAsync("Development", $"--Lert:Identity:DevelopmentKeys={_folder.Keys}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_developers_silo_that_is_told_nothing_of_identity_takes_the_tokens_of_the_default_key()
    {
        using var silo = SiloProcess.Start(_folder.At("."), "Development", "--Lert:Listen:Url=http://127.0.0.1:0");
        await silo.ServingAsync();
        // Where `lert token` makes it when it is told nothing: below the configuration directory that the process was given.
        using var caller = new Caller(Processes.StopTests.UrlOf(silo), _folder.At("config/lert/keys"));

        var missing = await Assert.ThrowsAsync<RpcException>(async () => await caller.Holds.GetAsync(new() { HoldId = Some.Order().HoldId }, deadline: Caller.Deadline));

        Assert.Equal(StatusCode.NotFound, missing.StatusCode);
        Assert.True(File.Exists(_folder.At("data/lert.db")));
    }

    private async Task<string> RefusedAsync(string environment, params string[] settings)
    {
        string[] all = [.. settings.Any(setting => setting.Contains("Listen:Url", StringComparison.Ordinal)) ? [] : new[] { "--Lert:Listen:Url=http://127.0.0.1:0" }, .. settings];
        using var silo = SiloProcess.Start(_folder.At("."), environment, all);
        Assert.True(await silo.ExitAsync() == 1, silo.Said);
        Assert.Contains("The silo does not start:", silo.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", silo.Said, StringComparison.Ordinal);
        return silo.Said;
    }
}

using Lert.Silo.Configuration;
using Lert.Silo.Paging;
using Microsoft.AspNetCore.Builder;

namespace Lert.Silo.Tests.Paging;

/// <summary>Everything that is wrong with the settings of paging is said at once and before anything starts; nobody's secret is shown.</summary>
public class PagingSettingsTests
{
    [Theory]
    [InlineData("--Lert:Paging:Webhook:Url=http://127.0.0.1:9/", "plain http")]
    [InlineData("--Lert:Paging:Webhook:Url=https://127.0.0.1:9/", "leads to 127.0.0.1")]
    [InlineData("--Lert:Paging:Webhook:Url=https://[::1]:9/", "leads to ::1")]
    [InlineData("--Lert:Paging:Webhook:Url=https://169.254.169.254/latest", "leads to 169.254.169.254")]
    [InlineData("--Lert:Paging:Webhook:Url=https://localhost:9/", "leads to")]
    [InlineData("--Lert:Paging:Webhook:Url=ftp://gateway.example/", "is no http or https address")]
    [InlineData("--Lert:Paging:Webhook:Url=https://me:word@gateway.example/", "is no http or https address")]
    [InlineData("--Lert:Paging:Webhook:MaxInFlight=0", "is not between 1 and 1,000")]
    [InlineData("--Lert:Paging:Webhook:Timeout=00:10:00", "is not between 1 second and 1 minute")]
    [InlineData("--Lert:Paging:Webhook:Urll=x", "Lert:Paging:Webhook:Urll is no setting")]
    [InlineData("--Lert:Paging:Webhoook:Url=x", "Lert:Paging:Webhoook is no setting")]
    [InlineData("--Lert:Paging:Mail:Port=0", "is no port")]
    [InlineData("--Lert:Paging:Mail:Host=mail.example", "is no address such as pages@lert.example")]
    [InlineData("--Lert:Paging:Mail:Security=Sometimes", "Security 'Sometimes'")]
    [InlineData("--Lert:Paging:LastResort:0=hal", "'hal' is no responder's id")]
    public void A_setting_that_cannot_be_meant_ends_the_start(string setting, string sentence)
    {
        var refused = Assert.Throws<SettingsException>(() => Build(setting, $"--Lert:Paging:Webhook:Secret={PagedSilo.Secret}"));
        Assert.Contains(refused.Problems, problem => problem.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_gateway_without_a_secret_or_with_a_short_one_is_none()
    {
        Assert.Contains("is needed", Assert.Single(Assert.Throws<SettingsException>(() => Build("--Lert:Paging:Webhook:Url=https://1.1.1.1/")).Problems), StringComparison.Ordinal);
        Assert.Contains("shorter", Assert.Single(Assert.Throws<SettingsException>(() => Build("--Lert:Paging:Webhook:Url=https://1.1.1.1/", "--Lert:Paging:Webhook:Secret=short")).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gateway_inside_is_taken_when_it_is_meant()
    {
        Build("--Lert:Paging:Webhook:Url=http://127.0.0.1:9/", $"--Lert:Paging:Webhook:Secret={PagedSilo.Secret}", "--Lert:Paging:Webhook:AllowedHosts:0=127.0.0.1");
        Build("--Lert:Paging:Webhook:Url=http://10.0.0.1:9/", $"--Lert:Paging:Webhook:Secret={PagedSilo.Secret}", "--Lert:Paging:Webhook:AllowPrivateNetworks=true");
    }

    [Fact]
    public void A_password_in_the_clear_and_half_an_identity_are_refused()
    {
        var refused = Assert.Throws<SettingsException>(() => Build(
            "--Lert:Paging:Mail:Host=mail.example", "--Lert:Paging:Mail:From=pages@lert.example", "--Lert:Paging:Mail:Security=None", "--Lert:Paging:Mail:Password=word"));
        Assert.Equal(2, refused.Problems.Count);
    }

    [Fact]
    public void Secrets_are_not_shown()
    {
        Assert.Equal("***", EffectiveSettings.Show(nameof(WebhookOptions.Secret), "a secret of sixteen or more"));
        Assert.Equal("***", EffectiveSettings.Show(nameof(MailOptions.Password), "word"));
    }

    private static void Build(params string[] settings)
    {
        var app = SiloHost.Build(["--environment=Development", "--Lert:Listen:Url=http://127.0.0.1:0", "--Lert:Store:Path=unused.db", .. settings]);
        ((IDisposable)app).Dispose();
    }
}

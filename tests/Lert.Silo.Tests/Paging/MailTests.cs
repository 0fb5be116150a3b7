using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lert.Grains.Responders;
using Lert.Silo.Paging;
using Lert.Silo.Tests.Running;
using Microsoft.Extensions.Options;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Lert.Silo.Tests.Paging;

/// <summary>Mails, over real SMTP on the loopback.</summary>
public class MailTests
{
    [Fact]
    public async Task A_mail_says_what_it_is_about_and_bears_the_id_of_its_delivery()
    {
        await using var server = MailServer.Start(_ => SmtpResponse.Ok);
        var answer = await SendAsync(server.Options);
        Assert.Null(answer.Failure);
        var mail = Assert.Single(server.Mails);
        Assert.Equal("us-p-1.7@lert.example", mail.MessageId);
        Assert.Equal(("us-p-1/7", "[Emergency] An emergency request waits."), (mail.Headers["Lert-Delivery-Id"], mail.Subject));
        Assert.Equal(["ana@agency.example"], mail.To.Mailboxes.Select(mailbox => mailbox.Address));
        Assert.Contains("lert page ack us-p-1", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_delivery_bears_the_same_id_again()
    {
        await using var server = MailServer.Start(_ => SmtpResponse.Ok);
        await SendAsync(server.Options);
        await SendAsync(server.Options);
        Assert.Single(server.Mails.Select(mail => mail.MessageId).Distinct());
    }

    [Theory]
    [InlineData(SmtpReplyCode.MailboxUnavailable, "smtp-550", true)]
    [InlineData(SmtpReplyCode.InsufficientStorage, "smtp-452", false)]
    [InlineData(SmtpReplyCode.ServiceUnavailable, "smtp-421", false)]
    public async Task A_server_that_refuses_is_believed(SmtpReplyCode code, string failure, bool isFinal)
    {
        await using var server = MailServer.Start(_ => new SmtpResponse(code, "no"));
        var answer = await SendAsync(server.Options);
        Assert.Equal((failure, isFinal), (answer.Failure, answer.IsFinal));
    }

    [Fact]
    public async Task A_server_that_offers_no_tls_gets_no_mail_when_tls_is_asked_for()
    {
        await using var server = MailServer.Start(_ => SmtpResponse.Ok);
        Assert.Equal("tls", (await SendAsync(server.Options, MailSecurity.StartTls)).Failure);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task What_is_no_address_fails_for_good_and_a_server_that_is_away_for_now()
    {
        await using var server = MailServer.Start(_ => SmtpResponse.Ok);
        var wrong = await SendAsync(server.Options, address: "nobody");
        Assert.Equal(("address-invalid", true), (wrong.Failure, wrong.IsFinal));
        var away = await SendAsync(new MailOptions { Host = "127.0.0.1", Port = 1, From = "pages@lert.example" });
        Assert.Equal(("unreachable", false), (away.Failure, away.IsFinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_with_a_certificate_of_the_house_is_taken_when_it_is_trusted_by_configuration_and_not_otherwise(bool isImplicit)
    {
        using var folder = new ScratchFolder();
        using var own = Issue("localhost");
        using var other = Issue("localhost");
        using var elsewhere = Issue("mail.example");
        await File.WriteAllTextAsync(folder.At("own.pem"), own.ExportCertificatePem());
        await File.WriteAllTextAsync(folder.At("other.pem"), other.ExportCertificatePem());
        await File.WriteAllTextAsync(folder.At("elsewhere.pem"), elsewhere.ExportCertificatePem());
        var security = isImplicit ? MailSecurity.Tls : MailSecurity.StartTls;
        await using (var server = MailServer.Start(_ => SmtpResponse.Ok, own, isImplicit))
        {
            var options = server.Options;
            options.Host = "localhost";
            Assert.Equal(("tls", false), await OutcomeAsync(options, security));
            options.AuthorityFile = folder.At("other.pem");
            Assert.Equal(("tls", false), await OutcomeAsync(options, security));
            Assert.Empty(server.Mails);
            options.AuthorityFile = folder.At("own.pem");
            Assert.Equal((null, false), await OutcomeAsync(options, security));
            Assert.Single(server.Mails);
        }

        // The right authority, and another's name.
        await using var wrong = MailServer.Start(_ => SmtpResponse.Ok, elsewhere, isImplicit);
        var named = wrong.Options;
        (named.Host, named.AuthorityFile) = ("localhost", folder.At("elsewhere.pem"));
        Assert.Equal(("tls", false), await OutcomeAsync(named, security));
    }

    [Fact]
    public async Task An_authority_file_that_is_away_or_holds_none_stops_the_start_with_a_sentence()
    {
        using var folder = new ScratchFolder();
        await File.WriteAllTextAsync(folder.At("empty.pem"), "this is no certificate");

        Assert.Contains("Lert:Paging:Mail:AuthorityFile '/nowhere.pem' cannot be read", Problem(new() { AuthorityFile = "/nowhere.pem" }), StringComparison.Ordinal);
        Assert.Contains("empty.pem' holds no certificate in PEM", Problem(new() { AuthorityFile = folder.At("empty.pem") }), StringComparison.Ordinal);
        _ = Problem(new() { AuthorityFile = "/nowhere.pem", Security = MailSecurity.None });

        static string Problem(MailOptions options) => Assert.Single(new MailOptions.Validator().Validate(null, options).Failures!);
    }

    private static async Task<(string? Failure, bool IsFinal)> OutcomeAsync(MailOptions options, MailSecurity security) =>
        await SendAsync(options, security) is var answer ? (answer.Failure, answer.IsFinal) : default;

    /// <summary>A certificate that only its own issuer knows: itself.</summary>
    private static X509Certificate2 Issue(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.CreateSelfSigned(Caller.Now.AddDays(-1), Caller.Now.AddDays(20));
        // A key that was never written is not taken by every TLS stack.
        return X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pkcs12), null);
    }

    private static async Task<Handover> SendAsync(MailOptions options, MailSecurity security = MailSecurity.None, string address = "ana@agency.example")
    {
        options.Security = security;
#pragma warning disable RS0030 // A test is a root.
        var channel = new MailChannel(Options.Create(options), TimeProvider.System);
#pragma warning restore RS0030
        return await channel.SendAsync(NetworkGuardTests.Delivery(ContactChannel.Mail, address), CancellationToken.None);
    }

    /// <summary>A mail server that keeps what it is given.</summary>
    private sealed class MailServer : MessageStore, IAsyncDisposable
    {
        private readonly Func<MimeMessage, SmtpResponse> _answer;
        private readonly CancellationTokenSource _stop = new();
        private readonly int _port = SiloProcess.FreePort();
        private Task _running = Task.CompletedTask;

        private MailServer(Func<MimeMessage, SmtpResponse> answer) => _answer = answer;

        public ConcurrentQueue<MimeMessage> Mails { get; } = new();

        public MailOptions Options => new() { Host = "127.0.0.1", Port = _port, From = "pages@lert.example", Timeout = TimeSpan.FromSeconds(20) };

        public static MailServer Start(Func<MimeMessage, SmtpResponse> answer, X509Certificate2? certificate = null, bool isImplicit = false)
        {
            var server = new MailServer(answer);
            var services = new ServiceProvider();
            services.Add(server);
            var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
            {
                endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, server._port)).IsSecure(isImplicit);
                if (certificate is not null)
                {
                    endpoint.Certificate(certificate);
                }
            }).Build();
            server._running = new SmtpServer.SmtpServer(options, services).StartAsync(server._stop.Token);
            return server;
        }

        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var bytes = new MemoryStream(buffer.ToArray());
            var mail = await MimeMessage.LoadAsync(bytes, cancellationToken);
            var answer = _answer(mail);
            if (answer.ReplyCode == SmtpReplyCode.Ok)
            {
                Mails.Enqueue(mail);
            }

            return answer;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            try
            {
                await _running;
            }
            catch (OperationCanceledException)
            {
                // That is how it ends.
            }

            _stop.Dispose();
        }
    }
}

using System.Globalization;
using System.Net.Sockets;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Lert.Silo.Paging;

/// <summary>Sends deliveries by SMTP. The mail's id is made of the delivery's, so that a mailbox that gets it twice can tell.</summary>
internal sealed class MailChannel(IOptions<MailOptions> options, TimeProvider clock) : IPageChannel
{
    private readonly MailOptions _options = options.Value;
    private readonly MailCertificates _certificates = new(options.Value);
    private readonly MailboxAddress _from = MailboxAddress.Parse(options.Value.From!);

    public ContactChannel Channel => ContactChannel.Mail;

    public int MaxInFlight => _options.MaxInFlight;

    public async Task<Handover> SendAsync(PageDelivery delivery, CancellationToken cancellationToken)
    {
        if (!MailboxAddress.TryParse(delivery.Address, out var to) || to.Domain.Length == 0)
        {
            return Handover.Failed("address-invalid", isFinal: true);
        }

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timeout = clock.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), bounded, _options.Timeout, Timeout.InfiniteTimeSpan);
        try
        {
            using var smtp = new SmtpClient { ServerCertificateValidationCallback = _certificates.Judge };
            await smtp.ConnectAsync(_options.Host!, _options.Port, Security, bounded.Token);
            if (_options.User is { } user)
            {
                await smtp.AuthenticateAsync(user, _options.Password!, bounded.Token);
            }

            using var mail = Mail(delivery, to);
            var answer = await smtp.SendAsync(mail, bounded.Token);
            return Handover.Taken(answer);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Handover.Failed("timeout");
        }
        catch (SmtpCommandException refused)
        {
            var code = (int)refused.StatusCode;
            return Handover.Failed(string.Create(CultureInfo.InvariantCulture, $"smtp-{code}"), isFinal: code >= 500);
        }
        catch (AuthenticationException)
        {
            return Handover.Failed("not-authenticated");
        }
        catch (Exception broken) when (broken is SslHandshakeException or NotSupportedException)
        {
            // A server that offers no TLS where it must is not one to talk to.
            return Handover.Failed("tls");
        }
        catch (SocketException)
        {
            return Handover.Failed("unreachable");
        }
        catch (Exception broken) when (broken is IOException or SmtpProtocolException)
        {
            return Handover.Failed("cut-off");
        }
    }

    private SecureSocketOptions Security => _options.Security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private MimeMessage Mail(PageDelivery delivery, MailboxAddress to)
    {
        var mail = new MimeMessage
        {
            MessageId = $"{delivery.DeliveryId.Replace('/', '.')}@{_from.Domain}",
            Date = delivery.DueAt,
            Subject = $"[{delivery.Urgency}] {delivery.Text}",
            Importance = MessageImportance.High,
            Body = new TextPart("plain")
            {
                Text = $"{delivery.Text}\r\n\r\nAlert: {delivery.Alert}, {delivery.Urgency}\r\nDesk: {delivery.Desk}\r\nOpened: {delivery.OpenedAt:u}\r\n\r\n"
                    + $"Acknowledge: lert page ack {delivery.PageId}\r\nDelivery {delivery.DeliveryId}\r\n",
            },
        };
        mail.Headers.Add("Lert-Delivery-Id", delivery.DeliveryId);
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.From.Add(_from);
        mail.To.Add(to);
        return mail;
    }
}

using Lert.Silo.Configuration;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Lert.Silo.Paging;

/// <summary>How the connection to the mail server is kept private.</summary>
internal enum MailSecurity
{
    /// <summary>STARTTLS, and no mail without it.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Not at all: for a relay on the same machine.</summary>
    None,
}

/// <summary>The mail server that deliveries by mail go to.</summary>
internal sealed class MailOptions
{
    public const string Section = "Lert:Paging:Mail";

    /// <summary>Its name or address. Default: there is none.</summary>
    public string? Host { get; set; }

    /// <summary>1 to 65535. Default 587.</summary>
    public int Port { get; set; } = 587;

    /// <summary><c>StartTls</c> (the default), <c>Tls</c> or <c>None</c>.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>A PEM file with the authorities of the mail server's certificate, for one inside the house. Default: those that this machine trusts.</summary>
    public string? AuthorityFile { get; set; }

    /// <summary>Whom mails come from, such as <c>pages@lert.example</c>; its domain is that of the mails' ids. Needed with <see cref="Host"/>.</summary>
    public string? From { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>How long one attempt may take, 1 s to 1 min. Default 15 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many connections there are at once, 1 to 100. Default 4.</summary>
    public int MaxInFlight { get; set; } = 4;

    internal sealed class Validator : IValidateOptions<MailOptions>
    {
        public ValidateOptionsResult Validate(string? name, MailOptions options)
        {
            var problems = Problems(options).ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }

        private static IEnumerable<string> Problems(MailOptions options)
        {
            if (options.Port is < 1 or > 65_535)
            {
                yield return $"{Section}:{nameof(Port)} {options.Port} is no port.";
            }

            if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromMinutes(1))
            {
                yield return $"{Section}:{nameof(Timeout)} {options.Timeout} is not between 1 second and 1 minute.";
            }

            if (options.MaxInFlight is < 1 or > 100)
            {
                yield return $"{Section}:{nameof(MaxInFlight)} {options.MaxInFlight} is not between 1 and 100.";
            }

            if (options.User is null != options.Password is null)
            {
                yield return $"{Section}:{nameof(User)} and {Section}:{nameof(Password)} go together.";
            }

            if (options is { AuthorityFile: not null, Security: MailSecurity.None })
            {
                yield return $"{Section}:{nameof(AuthorityFile)} is of no use with {nameof(Security)} None.";
            }
            else if (AuthorityProblem(options) is { } problem)
            {
                yield return problem;
            }

            if (options is { Security: MailSecurity.None, Password: not null })
            {
                yield return $"{Section}:{nameof(Security)} None would send the password in the clear.";
            }

            if (options.Host is not null && !(MailboxAddress.TryParse(options.From, out var from) && from.Domain.Length > 0))
            {
                yield return $"{Section}:{nameof(From)} '{options.From}' is no address such as pages@lert.example.";
            }
        }

        private static string? AuthorityProblem(MailOptions options)
        {
            try
            {
                _ = new MailCertificates(options);
                return null;
            }
            catch (CertificateException unusable)
            {
                return unusable.Message;
            }
        }
    }
}

using System.Net.Security;

namespace Orleans.Runtime.Network;

/// <summary>TLS for the connections between silos and from clients: those that are accepted where the server's half is configured, those that are made where the client's is.</summary>
/// <remarks>Services register the two halves as themselves: <see cref="SslServerAuthenticationOptions"/> and <see cref="SslClientAuthenticationOptions"/>.</remarks>
internal sealed class ConnectionSecurity(SslServerAuthenticationOptions? server, SslClientAuthenticationOptions? client)
{
    internal async Task<Stream> AsServerAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (server is null)
        {
            return stream;
        }

        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        await secure.AuthenticateAsServerAsync(server, cancellationToken);
        return secure;
    }

    internal async Task<Stream> AsClientAsync(Stream stream, string host, CancellationToken cancellationToken)
    {
        if (client is null)
        {
            return stream;
        }

        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        await secure.AuthenticateAsClientAsync(For(host, client), cancellationToken);
        return secure;
    }

    private static SslClientAuthenticationOptions For(string host, SslClientAuthenticationOptions options) => new()
    {
        TargetHost = string.IsNullOrEmpty(options.TargetHost) ? host : options.TargetHost,
        ClientCertificates = options.ClientCertificates,
        ClientCertificateContext = options.ClientCertificateContext,
        CertificateChainPolicy = options.CertificateChainPolicy,
        CertificateRevocationCheckMode = options.CertificateRevocationCheckMode,
        RemoteCertificateValidationCallback = options.RemoteCertificateValidationCallback,
        EnabledSslProtocols = options.EnabledSslProtocols,
    };
}

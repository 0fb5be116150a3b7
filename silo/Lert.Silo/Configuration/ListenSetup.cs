using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Configuration;

/// <summary>Makes Kestrel listen for HTTP/2 where the options say, and nowhere else.</summary>
internal sealed class ListenSetup(IOptions<ListenOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        var listen = options.Value;
        var url = new Uri(listen.Url);
        kestrel.AddServerHeader = false;
        kestrel.Limits.Http2.MaxStreamsPerConnection = 2_000;
        if (url.Host == "localhost")
        {
            kestrel.ListenLocalhost(url.Port, Speak);
        }
        else
        {
            kestrel.Listen(IPAddress.Parse(url.Host.Trim('[', ']')), url.Port, Speak);
        }

        void Speak(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions endpoint)
        {
            endpoint.Protocols = HttpProtocols.Http2;
            if (url.Scheme == "https")
            {
                var (leaf, chain) = Certificates.Load(
                    listen.CertificateFile!, listen.KeyFile, $"{Configuration.ListenOptions.Section}:{nameof(listen.CertificateFile)}");
                endpoint.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (leaf, chain));
            }
        }
    }
}

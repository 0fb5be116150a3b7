using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Internal;

/// <summary>Who is on the other end: its address, and the names in its certificate.</summary>
internal static class PeerName
{
    private const string CommonName = "x509_common_name";
    private const string AlternativeName = "x509_subject_alternative_name";

    internal static string Of(ConnectionInfo connection)
    {
        if (connection.RemoteIpAddress is not { } address)
            return "unknown";
        var port = connection.RemotePort.ToString(CultureInfo.InvariantCulture);
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"ipv6:[{address}]:{port}" : $"ipv4:{address}:{port}";
    }

    internal static AuthContext Authenticate(X509Certificate2? certificate)
    {
        if (certificate is null)
            return new AuthContext(null, []);
        var properties = new Dictionary<string, List<AuthProperty>>(StringComparer.Ordinal);
        foreach (var extension in certificate.Extensions)
            if (extension is X509SubjectAlternativeNameExtension names)
                foreach (var name in names.EnumerateDnsNames())
                    Add(properties, AlternativeName, name);
        if (certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 } common)
            Add(properties, CommonName, common);
        var identity = properties.ContainsKey(AlternativeName) ? AlternativeName : properties.ContainsKey(CommonName) ? CommonName : null;
        return new AuthContext(identity, properties);
    }

    private static void Add(Dictionary<string, List<AuthProperty>> properties, string name, string value)
    {
        if (!properties.TryGetValue(name, out var list))
            properties[name] = list = [];
        list.Add(AuthProperty.Create(name, Encoding.UTF8.GetBytes(value)));
    }
}

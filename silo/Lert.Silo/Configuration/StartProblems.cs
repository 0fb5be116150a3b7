using System.Net.Sockets;
using Lert.Store;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Configuration;

/// <summary>What kept the silo from starting, as sentences for the person who runs it.</summary>
internal static class StartProblems
{
    /// <summary>Empty for an exception that is our bug.</summary>
    public static IReadOnlyList<string> Of(Exception refused) => refused switch
    {
        AggregateException many => [.. many.InnerExceptions.SelectMany(Of)],
        SettingsException settings => settings.Problems,
        OptionsValidationException invalid => [.. invalid.Failures],
        StoreOpenException or StoreUnavailableException or DataLossException => [refused.Message],
        OrleansConfigurationException or OrleansException => [refused.Message],
        CertificateException certificate => [certificate.Message],
        KeyException key => [key.Message],
        // A configuration file that is no JSON.
        InvalidDataException { InnerException: FormatException cause } unread => [$"{unread.Message} {cause.Message}"],
        IOException { InnerException: AddressInUseException or SocketException } taken => [taken.Message],
        SocketException unreachable => [$"{ListenOptions.Section}:{nameof(ListenOptions.Url)} cannot be listened on: {unreachable.Message}."],
        _ => [],
    };
}

/// <summary>The keys that tokens are judged by cannot be read. The message is one sentence.</summary>
internal sealed class KeyException(string message, Exception inner) : Exception(message, inner);

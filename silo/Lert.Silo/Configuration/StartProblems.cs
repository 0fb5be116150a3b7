using Lert.Store.Sqlite;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Configuration;

/// <summary>What kept the silo from starting, as sentences: all that is wrong with the settings at once.</summary>
internal static class StartProblems
{
    /// <summary>Empty for an exception that is our bug.</summary>
    public static IReadOnlyList<string> Of(Exception refused) => refused switch
    {
        AggregateException many => [.. many.InnerExceptions.SelectMany(Of)],
        OptionsValidationException invalid => [.. invalid.Failures],
        StoreOpenException store => [store.Message],
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } unbound => [unbound.InnerException?.Message ?? unbound.Message],
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } taken => [taken.Message],
        _ => [],
    };
}

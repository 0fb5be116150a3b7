using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;

namespace Lert.Cli.Output;

/// <summary>Messages and lines as JSON, with the names that protobuf's own JSON has.</summary>
internal static class JsonText
{
    /// <summary>For a line of a stream.</summary>
    public static JsonSerializerOptions Compact { get; } = Options(indented: false);

    /// <summary>For a document.</summary>
    public static JsonSerializerOptions Indented { get; } = Options(indented: true);

    public static string Line(IMessage message) => Formatter(indentation: null).Format(message);

    public static string Document(IMessage message) => Formatter("  ").Format(message);

    private static JsonSerializerOptions Options(bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented,
        // The reader is a terminal or a program, never a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static JsonFormatter Formatter(string? indentation)
    {
        // The failures of a batch carry these.
        var types = TypeRegistry.FromMessages(ErrorInfo.Descriptor, BadRequest.Descriptor, RetryInfo.Descriptor, RequestInfo.Descriptor);
        var settings = JsonFormatter.Settings.Default.WithTypeRegistry(types).WithFormatDefaultValues(true);
        return new(indentation is null ? settings : settings.WithIndentation(indentation));
    }
}

using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Grpc.Reflection;

/// <summary>The descriptors behind a set of services: by file name, by symbol, by extension.</summary>
internal sealed class DescriptorIndex
{
    private readonly Dictionary<string, FileDescriptor> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<int, FileDescriptor>> _extensions = new(StringComparer.Ordinal);

    internal DescriptorIndex(IReadOnlyCollection<ServiceDescriptor> services)
    {
        Services = [.. services.Select(s => s.FullName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (var service in services)
            Add(service.File);
    }

    internal IReadOnlyList<string> Services { get; }

    internal FileDescriptor? ByName(string name) => _files.GetValueOrDefault(name);

    internal FileDescriptor? BySymbol(string symbol) => _symbols.GetValueOrDefault(symbol);

    internal FileDescriptor? ByExtension(string type, int number) =>
        _extensions.TryGetValue(type, out var numbers) && numbers.TryGetValue(number, out var file) ? file : null;

    /// <summary>Null for a type that is not there.</summary>
    internal IReadOnlyCollection<int>? ExtensionNumbers(string type) =>
        _extensions.TryGetValue(type, out var numbers) ? numbers.Keys : _symbols.ContainsKey(type) ? [] : null;

    /// <summary>The serialized file first, then all that it needs, each once.</summary>
    internal static IReadOnlyList<ByteString> WithDependencies(FileDescriptor file)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var result = new List<ByteString>();
        var queue = new Queue<FileDescriptor>([file]);
        while (queue.TryDequeue(out var next))
        {
            if (!seen.Add(next.Name))
                continue;
            result.Add(next.SerializedData);
            foreach (var dependency in next.Dependencies)
                queue.Enqueue(dependency);
        }

        return result;
    }

    private void Add(FileDescriptor file)
    {
        if (!_files.TryAdd(file.Name, file))
            return;
        foreach (var dependency in file.Dependencies)
            Add(dependency);
        foreach (var service in file.Services)
        {
            _symbols[service.FullName] = file;
            foreach (var method in service.Methods)
                _symbols[method.FullName] = file;
        }

        foreach (var message in file.MessageTypes)
            Add(message);
        foreach (var enumeration in file.EnumTypes)
            Add(enumeration);
        foreach (var extension in file.Extensions.UnorderedExtensions)
            AddExtension(extension, file);
    }

    private void Add(MessageDescriptor message)
    {
        _symbols[message.FullName] = message.File;
        foreach (var field in message.Fields.InDeclarationOrder())
            _symbols[field.FullName] = message.File;
        foreach (var oneof in message.Oneofs)
            _symbols[oneof.FullName] = message.File;
        foreach (var nested in message.NestedTypes)
            Add(nested);
        foreach (var enumeration in message.EnumTypes)
            Add(enumeration);
        foreach (var extension in message.Extensions.UnorderedExtensions)
            AddExtension(extension, message.File);
    }

    private void Add(EnumDescriptor enumeration)
    {
        _symbols[enumeration.FullName] = enumeration.File;
        foreach (var value in enumeration.Values)
            _symbols[value.FullName] = enumeration.File;
    }

    private void AddExtension(FieldDescriptor extension, FileDescriptor file)
    {
        _symbols[extension.FullName] = file;
        if (!_extensions.TryGetValue(extension.ExtendeeType.FullName, out var numbers))
            _extensions[extension.ExtendeeType.FullName] = numbers = [];
        numbers[extension.FieldNumber] = file;
    }
}

using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Compat;

/// <summary>
/// An exception is a message: its type's name, its text, its stack, its cause, its data, and what else the type has. Contract types and the known ones
/// of the base library and the runtime come back as what they were; any other as <see cref="UnavailableExceptionFallbackException"/>, which names it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WireExceptions
{
    private const uint TypeId = 0;
    private const uint MessageId = 1;
    private const uint StackId = 2;
    private const uint InnerId = 3;
    private const uint MembersId = 4;
    private const uint DataId = 5;
    private const int MaxCauses = 8;
    private const int MaxData = 32;

    private static readonly ConcurrentDictionary<Type, WireExceptionType?> Types = new();

    /// <summary>Writes an exception and its causes. Of a very long chain the end is left out, and of one that cannot be written there is its type's name.</summary>
    public static void Write(WireWriter writer, Exception exception)
    {
        WireMark start = writer.Save();
        try
        {
            Write(writer, exception, MaxCauses);
        }
#pragma warning disable CA1031 // Its own text may throw, a member hold what is no text, or a cause lie too deep: its caller must hear of it all the same.
        catch (Exception unwritable)
#pragma warning restore CA1031
        {
            writer.Restore(start);
            Write(writer, new OrleansException($"It failed with {exception.GetType().FullName}, of which no more can be sent: {unwritable.GetType().Name}."), causes: 0);
        }
    }

    /// <exception cref="WireFormatException">These bytes are none, or its type refuses what they say.</exception>
    public static Exception Read(ref WireReader reader)
    {
        var parts = default(Parts);
        int outer = reader.Begin();
        while (reader.TryReadField(out uint id, out WireKind kind))
        {
            switch (id)
            {
                case TypeId:
                    parts.Type = WireField.Read<string, StringCodec>(ref reader, id, kind);
                    break;
                case MessageId:
                    parts.Message = WireField.Read<string, StringCodec>(ref reader, id, kind);
                    break;
                case StackId:
                    parts.Stack = WireField.Read<string, StringCodec>(ref reader, id, kind);
                    break;
                case InnerId when kind == WireKind.Bytes:
                    parts.Inner = Read(ref reader);
                    break;
                case MembersId when kind == WireKind.Bytes:
                    parts.Members = reader;
                    reader.Skip(kind);
                    break;
                case DataId when kind == WireKind.Bytes:
                    parts.Add(WireValue.ReadEntry(ref reader));
                    break;
                default:
                    reader.Skip(kind);
                    break;
            }
        }

        Exception exception = Create(ref parts, reader.Contracts);
        reader.End(outer);
        return exception;
    }

    private static void Write(WireWriter writer, Exception exception, int causes)
    {
        WireExceptionType? type = TypeOf(exception.GetType());
        int begin = writer.Begin();
        WireField.Write<string, StringCodec>(writer, TypeId, WireText.Sound(type?.Alias ?? NameOf(exception)));
        WireField.Write<string, StringCodec>(writer, MessageId, WireText.Sound(exception.Message));
        WireField.Write<string, StringCodec>(writer, StackId, WireText.Sound(exception.StackTrace)!);
        if (exception.InnerException is { } inner && causes > 0)
        {
            writer.WriteTag(InnerId, WireKind.Bytes);
            Write(writer, inner, causes - 1);
        }

        if (type is not null)
        {
            writer.WriteTag(MembersId, WireKind.Bytes);
            int members = writer.Begin();
            type.WriteMembers(writer, exception);
            writer.End(members);
        }

        WriteData(writer, exception.Data);
        writer.End(begin);
    }

    private static void WriteData(WireWriter writer, IDictionary data)
    {
        int left = MaxData;
        foreach (DictionaryEntry entry in data)
        {
            if (entry is { Key: string key, Value: { } value } && WireValue.CanWrite(value) && left-- > 0)
            {
                writer.WriteTag(DataId, WireKind.Bytes);
                WireValue.WriteEntry(writer, WireText.Sound(key), value is string text ? WireText.Sound(text) : value);
            }
        }
    }

    private static Exception Create(ref Parts parts, WireContracts? contracts)
    {
        string name = parts.Type ?? "";
        WireExceptionType? type = PlatformExceptions.ByAlias.GetValueOrDefault(name) ?? contracts?.ExceptionType(name);
        Exception exception;
        if (type is null)
        {
            exception = new UnavailableExceptionFallbackException(parts.Message ?? "", parts.Inner, name);
        }
        else
        {
            WireReader members = parts.Members;
            int outer = members.Remaining > 0 ? members.Begin() : 0;
            try
            {
                exception = type.Create(ref members, parts.Message ?? "", parts.Inner);
            }
            catch (Exception refused) when (refused is not (WireFormatException or OutOfMemoryException))
            {
                throw new WireFormatException($"An exception of the type {name} refuses its content: {refused.Message}", refused);
            }

            members.End(outer);
        }

        foreach ((string key, object? value) in parts.Data ?? [])
        {
            exception.Data[key] = value;
        }

        return parts.Stack is null ? exception : ExceptionDispatchInfo.SetRemoteStackTrace(exception, parts.Stack);
    }

    // The writer knows exceptions by their own assemblies: it need not be told of any.
    private static WireExceptionType? TypeOf(Type exception) =>
        PlatformExceptions.ByType.GetValueOrDefault(exception) ?? Types.GetOrAdd(exception, static type =>
            type.Assembly.GetCustomAttribute<GrainManifestAttribute>() is { } attribute
                ? ((GrainManifest)Activator.CreateInstance(attribute.Manifest, nonPublic: true)!).Exceptions.FirstOrDefault(candidate => candidate.Type == type)
                : null);

    // What came from elsewhere and goes on keeps its name.
    private static string NameOf(Exception exception) =>
        exception is UnavailableExceptionFallbackException { ExceptionType.Length: > 0 } standIn ? standIn.ExceptionType : exception.GetType().FullName!;

    private ref struct Parts
    {
        internal string? Type;
        internal string? Message;
        internal string? Stack;
        internal Exception? Inner;
        internal WireReader Members;
        internal Dictionary<string, object?>? Data;

        internal void Add((string Key, object? Value) entry) => (Data ??= [])[entry.Key] = entry.Value;
    }
}

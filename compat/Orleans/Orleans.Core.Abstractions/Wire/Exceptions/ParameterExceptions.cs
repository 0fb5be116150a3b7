namespace Orleans.Compat;

/// <summary>An exception that names a parameter, or an object, and puts it into its message by itself.</summary>
internal abstract class NamingExceptionType(Type type) : WireExceptionType(type, type.FullName!)
{
    private const uint NameId = 0;
    private const uint ValueId = 1;
    private const uint TextId = 2;

    public sealed override void WriteMembers(WireWriter writer, Exception exception)
    {
        (string? name, string? value, string text) = Split(exception);
        WireField.Write<string, StringCodec>(writer, NameId, WireText.Sound(name)!);
        WireField.Write<string, StringCodec>(writer, ValueId, WireText.Sound(value)!);
        WireField.Write<string, StringCodec>(writer, TextId, WireText.Sound(text)!);
    }

    public sealed override Exception Create(ref WireReader members, string message, Exception? inner)
    {
        string? name = null;
        string? value = null;
        string text = message;
        while (members.TryReadField(out uint id, out WireKind kind))
        {
            switch (id)
            {
                case NameId:
                    name = WireField.Read<string, StringCodec>(ref members, id, kind);
                    break;
                case ValueId:
                    value = WireField.Read<string, StringCodec>(ref members, id, kind);
                    break;
                case TextId:
                    text = WireField.Read<string, StringCodec>(ref members, id, kind);
                    break;
                default:
                    members.Skip(kind);
                    break;
            }
        }

        return Create(text, name, value, inner);
    }

    /// <summary>The name, the value that was refused if there is one, and the message as its thrower wrote it.</summary>
    protected abstract (string? Name, string? Value, string Text) Split(Exception exception);

    protected abstract Exception Create(string text, string? name, string? value, Exception? inner);

    protected static string Before(string message, string added)
    {
        int at = message.LastIndexOf(added, StringComparison.Ordinal);
        return at < 0 ? message : message[..at];
    }
}

internal sealed class ArgumentExceptionType<T>(Func<string, string?, Exception?, T> create) : NamingExceptionType(typeof(T))
    where T : ArgumentException
{
    protected override (string? Name, string? Value, string Text) Split(Exception exception)
    {
        var argument = (ArgumentException)exception;
        return (argument.ParamName, null, Before(argument.Message, $" (Parameter '{argument.ParamName}')"));
    }

    protected override Exception Create(string text, string? name, string? value, Exception? inner) => create(text, name, inner);
}

/// <summary>The value that was out of range comes back as its text, which is what the message shows of it.</summary>
internal sealed class ArgumentOutOfRangeExceptionType() : NamingExceptionType(typeof(ArgumentOutOfRangeException))
{
    protected override (string? Name, string? Value, string Text) Split(Exception exception)
    {
        var argument = (ArgumentOutOfRangeException)exception;
        string? value = argument.ActualValue?.ToString();
        string message = value is null ? argument.Message : Before(argument.Message, Environment.NewLine);
        return (argument.ParamName, value, Before(message, $" (Parameter '{argument.ParamName}')"));
    }

    protected override Exception Create(string text, string? name, string? value, Exception? inner) =>
        inner is null ? new ArgumentOutOfRangeException(name, value, text) : new ArgumentOutOfRangeException(text, inner);
}

internal sealed class ObjectDisposedExceptionType() : NamingExceptionType(typeof(ObjectDisposedException))
{
    protected override (string? Name, string? Value, string Text) Split(Exception exception)
    {
        var disposed = (ObjectDisposedException)exception;
        return (disposed.ObjectName, null, disposed.ObjectName.Length == 0 ? disposed.Message : Before(disposed.Message, Environment.NewLine));
    }

    protected override Exception Create(string text, string? name, string? value, Exception? inner) =>
        inner is null ? new ObjectDisposedException(name, text) : new ObjectDisposedException(text, inner);
}

/// <summary>Several causes: the first travels as the cause, the others here.</summary>
internal sealed class AggregateExceptionType() : WireExceptionType(typeof(AggregateException), typeof(AggregateException).FullName!)
{
    private const int MaxOthers = 16;

    public override void WriteMembers(WireWriter writer, Exception exception)
    {
        foreach (Exception other in ((AggregateException)exception).InnerExceptions.Skip(1).Take(MaxOthers))
        {
            writer.WriteTag(0, WireKind.Bytes);
            WireExceptions.Write(writer, other);
        }
    }

    public override Exception Create(ref WireReader members, string message, Exception? inner)
    {
        List<Exception> all = inner is null ? [] : [inner];
        while (members.TryReadField(out uint id, out WireKind kind))
        {
            if (id == 0 && kind == WireKind.Bytes)
            {
                all.Add(WireExceptions.Read(ref members));
            }
            else
            {
                members.Skip(kind);
            }
        }

        // It puts the messages of its causes into its own.
        int added = message.IndexOf(" (", StringComparison.Ordinal);
        return new AggregateException(all.Count > 0 && added >= 0 ? message[..added] : message, all);
    }
}

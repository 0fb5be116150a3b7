using System.Collections.Immutable;
using System.Net;
using System.Numerics;
using Orleans.Runtime;

namespace Orleans.Wire.Tests.Format;

/// <summary>One member of every kind that a contract may have.</summary>
[GenerateSerializer, Immutable, Alias("test.numbers")]
public sealed record Numbers(
    [property: Id(0)] bool Truth,
    [property: Id(1)] byte Byte,
    [property: Id(2)] sbyte SByte,
    [property: Id(3)] short Short,
    [property: Id(4)] ushort UShort,
    [property: Id(5)] int Int,
    [property: Id(6)] uint UInt,
    [property: Id(7)] long Long,
    [property: Id(8)] ulong ULong,
    [property: Id(9)] char Char,
    [property: Id(10)] float Float,
    [property: Id(11)] double Double,
    [property: Id(12)] decimal Decimal,
    [property: Id(13)] Half Half,
    [property: Id(14)] Int128 Int128,
    [property: Id(15)] UInt128 UInt128,
    [property: Id(16)] BigInteger Big,
    [property: Id(200)] int FarAway);

[GenerateSerializer, Immutable, Alias("test.values")]
public sealed record Values(
    [property: Id(0)] string? Text,
    [property: Id(1)] Guid Guid,
    [property: Id(2)] DateTime DateTime,
    [property: Id(3)] DateTimeOffset Instant,
    [property: Id(4)] DateOnly Date,
    [property: Id(5)] TimeOnly Time,
    [property: Id(6)] TimeSpan Span,
    [property: Id(7)] Uri? Uri,
    [property: Id(8)] Version? Version,
    [property: Id(9)] IPAddress? Address,
    [property: Id(10)] GrainId Grain,
    [property: Id(11)] StreamId Stream,
    [property: Id(12)] Colour Colour,
    [property: Id(13)] Tiny Tiny,
    [property: Id(14)] Huge Huge,
    [property: Id(15)] int? MaybeInt,
    [property: Id(16)] (int Left, string? Right) Pair,
    [property: Id(17)] (int, int, int, int, int, int, int) Seven,
    [property: Id(18)] KeyValuePair<string, int> Entry,
    [property: Id(19)] ValueTuple<int> One);

[GenerateSerializer, Immutable, Alias("test.many")]
public sealed record Many(
    [property: Id(0)] ImmutableArray<string?> Texts,
    [property: Id(1)] ImmutableArray<int> Ints,
    [property: Id(2)] ImmutableArray<int?> MaybeInts,
    [property: Id(3)] ImmutableList<Point> Points,
    [property: Id(4)] ImmutableDictionary<int, ImmutableArray<string>> Index,
    [property: Id(5)] ImmutableSortedDictionary<int, Point?> Sorted,
    [property: Id(6)] ImmutableHashSet<Guid> Ids,
    [property: Id(7)] ImmutableSortedSet<long> Longs,
    [property: Id(8)] ImmutableQueue<string> Queue,
    [property: Id(9)] ImmutableStack<string> Stack,
    [property: Id(10)] ImmutableArray<byte> Bytes,
    [property: Id(11)] ImmutableArray<Shape> Shapes);

[GenerateSerializer, Immutable, Alias("test.point")]
public readonly record struct Point([property: Id(0)] int X, [property: Id(1)] int Y);

public enum Colour
{
    None = 0,
    Red = 1,
    Other = -5,
}

public enum Tiny : byte
{
    None = 0,
    Most = 255,
}

public enum Huge : ulong
{
    None = 0,
    Most = ulong.MaxValue,
}

/// <summary>A hierarchy with members on every level, one of whose cases has cases itself.</summary>
[GenerateSerializer, Immutable, Alias("test.shape")]
public abstract record Shape([property: Id(0)] string Name)
{
    [Id(1)]
    public int Layer { get; init; }

    [GenerateSerializer, Immutable, Alias("test.shape.circle")]
    public sealed record Circle(string Name, [property: Id(0)] int Radius) : Shape(Name);

    [GenerateSerializer, Immutable, Alias("test.shape.box")]
    public record Box(string Name, [property: Id(0)] int Width) : Shape(Name);

    [GenerateSerializer, Immutable, Alias("test.shape.tall-box")]
    public sealed record TallBox(string Name, int Width, [property: Id(0)] int Height) : Box(Name, Width);

    public sealed override string ToString() => $"{GetType().Name} {Name} {Layer}";
}

/// <summary>What can be set neither by its constructor nor by an initializer.</summary>
[GenerateSerializer, Immutable, Alias("test.closed")]
public sealed class Closed
{
    [Id(0)]
    private readonly int _taken;

    [Id(1)]
    private readonly string _hidden = "";

    public Closed(int taken) => _taken = taken;

    public Closed(int taken, string hidden, DateOnly own)
        : this(taken)
    {
        _hidden = hidden;
        Own = own;
    }

    [Id(2)]
    public DateOnly Own { get; }

    public string Describe() => $"{_taken} {_hidden} {Own:O}";
}

/// <summary>The same of a generic type.</summary>
[GenerateSerializer, Immutable, Alias("test.closed-of`1")]
public sealed class ClosedOf<T>
    where T : notnull
{
    [Id(0)]
    private readonly T? _value;

    public ClosedOf()
    {
    }

    public ClosedOf(T first, int second)
    {
        _value = first;
        Second = second;
    }

    [Id(1)]
    public int Second { get; }

    public string Describe() => $"{_value} {Second}";
}

/// <summary>A generic hierarchy.</summary>
[GenerateSerializer, Immutable, Alias("test.outcome`1")]
public abstract record Outcome<T>
{
    [GenerateSerializer, Immutable, Alias("test.outcome.good`1")]
    public sealed record Good([property: Id(0)] T Value) : Outcome<T>;

    [GenerateSerializer, Immutable, Alias("test.outcome.bad`1")]
    public sealed record Bad([property: Id(0)] string Why) : Outcome<T>;
}

/// <summary>A record as it was, and as the next release has it.</summary>
[GenerateSerializer, Immutable, Alias("test.old")]
public sealed record Older([property: Id(0)] string Name, [property: Id(2)] int Count);

[GenerateSerializer, Immutable, Alias("test.new")]
public sealed record Newer(
    [property: Id(0)] string Name,
    [property: Id(1)] long Number,
    [property: Id(2)] int Count,
    [property: Id(3)] string? Text,
    [property: Id(4)] ImmutableArray<Point> Points,
    [property: Id(5)] double Share,
    [property: Id(6)] float Part,
    [property: Id(7)] Shape? Shape,
    [property: Id(1000)] ImmutableDictionary<string, string>? More);

[GenerateSerializer, Alias("test.trouble")]
public sealed class TroubleException(int code, string message, Exception? inner = null) : Exception(message, inner)
{
    [Id(0)]
    public int Code { get; } = code;

    [Id(1)]
    public string? Note { get; init; }
}

/// <summary>Cannot be made where a thread says so: what a contract type's own checks do to what comes from elsewhere.</summary>
[GenerateSerializer, Alias("wire.test.stubborn")]
public sealed class StubbornException(int code, string message, Exception? inner = null) : Exception(message, inner)
{
    [ThreadStatic]
    private static bool s_isRefused;

    [Id(0)]
    public int Code { get; } = s_isRefused ? throw new ArgumentOutOfRangeException(nameof(code)) : code;

    internal static void Refuse(bool isRefused) => s_isRefused = isRefused;
}

namespace Lert.Store.Postgres.Writing;

/// <summary>The arguments of <c>commit_listed</c>: one array per column.</summary>
internal sealed class CommitColumns(int items, int events, int messages)
{
    public string[] Kinds { get; } = new string[items];
    public string[] Keys { get; } = new string[items];
    public short[] Slots { get; } = new short[items];
    public long[] Expected { get; } = new long[items];
    public long[] Sequences { get; } = new long[items];
    public int[] Added { get; } = new int[items];
    public byte[][] Befores { get; } = new byte[items][];
    public byte[][] Heads { get; } = new byte[items][];
    public long?[] Wakes { get; } = new long?[items];
    public short[] Urgencies { get; } = new short[items];
    public long?[] BeforeWakes { get; } = new long?[items];
    public short[] BeforeUrgencies { get; } = new short[items];
    public long?[] Dues { get; } = new long?[items];
    public long?[] NotBefores { get; } = new long?[items];
    public long?[] Releases { get; } = new long?[items];
    public bool[] Earlies { get; } = new bool[items];
    public string[] Statuses { get; } = new string[items];
    public string?[] Accounts { get; } = new string?[items];
    public string?[] Cases { get; } = new string?[items];
    public string?[] Regimes { get; } = new string?[items];
    public string?[] Assignees { get; } = new string?[items];
    public string[] ListNames { get; } = new string[items];
    public long[] Marks { get; } = new long[items];
    public long[] ListSeals { get; } = new long[items];
    public int[] Formats { get; } = new int[items];
    public long[] Seals { get; } = new long[items];
    public byte[][] States { get; } = new byte[items][];
    public long[] Ats { get; } = new long[items];
    public string?[] CommandIds { get; } = new string?[items];
    public byte[]?[] RequestHashes { get; } = new byte[]?[items];
    public byte[]?[] Replies { get; } = new byte[]?[items];
    public long[] CommandSeals { get; } = new long[items];

    public int[] EventOf { get; } = new int[events];
    public string[] EventKinds { get; } = new string[events];
    public string[] EventKeys { get; } = new string[events];
    public long[] EventSequences { get; } = new long[events];
    public long[] EventVersions { get; } = new long[events];
    public string[] EventTypes { get; } = new string[events];
    public long[] EventAts { get; } = new long[events];
    public string[] EventBys { get; } = new string[events];
    public string?[] EventCommands { get; } = new string?[events];
    public byte[][] EventPrevious { get; } = new byte[events][];
    public byte[][] EventHashes { get; } = new byte[events][];
    public byte[][] EventData { get; } = new byte[events][];

    public int[] MessageOf { get; } = new int[messages];
    public string[] MessageIds { get; } = new string[messages];
    public string[] TargetKinds { get; } = new string[messages];
    public string[] TargetKeys { get; } = new string[messages];
    public short[] TargetSlots { get; } = new short[messages];
    public string[] SourceKinds { get; } = new string[messages];
    public string[] SourceKeys { get; } = new string[messages];
    public string[] MessageTypes { get; } = new string[messages];
    public long[] MessageAts { get; } = new long[messages];
    public long[] MessageSeals { get; } = new long[messages];
    public short[] MessageUrgencies { get; } = new short[messages];
    public byte[][] Bodies { get; } = new byte[messages][];

    /// <summary>In the order of the function's parameters; those of messages are last and may be left out.</summary>
    public Array[] Of(bool messages) => messages ? [.. Always, .. OfMessages] : Always;

    private Array[] Always =>
    [
        Kinds, Keys, Slots, Expected, Sequences, Added, Befores, Heads,
        Wakes, Urgencies, BeforeWakes, BeforeUrgencies, Dues, NotBefores, Releases, Earlies,
        Statuses, Accounts, Cases, Regimes, Assignees, ListNames, Marks, ListSeals, Formats, Seals, States,
        Ats, CommandIds, RequestHashes, Replies, CommandSeals,
        EventOf, EventKinds, EventKeys, EventSequences, EventVersions, EventTypes, EventAts, EventBys,
        EventCommands, EventPrevious, EventHashes, EventData,
    ];

    private Array[] OfMessages =>
    [
        MessageOf, MessageIds, TargetKinds, TargetKeys, TargetSlots, SourceKinds, SourceKeys,
        MessageTypes, MessageAts, MessageSeals, MessageUrgencies, Bodies,
    ];
}

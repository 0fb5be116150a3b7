namespace Orleans.Runtime.Network;

/// <summary>
/// What a frame is. On the wire a frame is its length (four bytes, little endian, not counting themselves), its kind (one byte) and its content.
/// Numbers are permanent.
/// </summary>
internal enum FrameKind : byte
{
    /// <summary>The first frame of who connects: see <see cref="Greeting"/>.</summary>
    Hello = 1,

    /// <summary>The answer to it, also if that is no.</summary>
    Welcome = 2,

    /// <summary>A call: see <see cref="RequestHeader"/>.</summary>
    Request = 3,

    /// <summary>Number of the request, <see cref="ResponseStatus"/>, and what belongs to that.</summary>
    Response = 4,

    /// <summary>Number of a request whose caller no longer waits.</summary>
    Cancel = 5,

    /// <summary>A number, to be sent back.</summary>
    Ping = 6,

    Pong = 7,

    /// <summary>The version of a view that the sender has seen.</summary>
    View = 8,

    /// <summary>Answers <see cref="View"/> once the sender has that view or a newer one.</summary>
    ViewSeen = 9,

    /// <summary>An item of a memory stream.</summary>
    StreamItem = 10,

    /// <summary>Answers <see cref="StreamItem"/> once the item is in the queues.</summary>
    StreamItemTaken = 11,

    /// <summary>The silo is stopping: no new calls over this connection, please. The other side answers with the same when it has sent its last.</summary>
    Goodbye = 12,
}

/// <summary>How a call ended. Numbers are permanent.</summary>
internal enum ResponseStatus : byte
{
    /// <summary>The grain's answer or failure follows.</summary>
    Outcome = 0,

    /// <summary>The call did not run; a later view may know who takes it. The version of the view and a sentence follow.</summary>
    NotHere = 1,

    /// <summary>The runtime refused the call before it ran: an exception follows.</summary>
    Refused = 2,
}

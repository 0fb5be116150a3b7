namespace Grpc.Net.Client.Internal;

/// <summary>The calls that a disposed channel must end: a linked list through the calls themselves, so that joining costs no allocation.</summary>
internal sealed class RunningCalls
{
    private readonly Lock _lock = new();
    private ClientCall? _first;
    private bool _ended;

    internal void Add(ClientCall call)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_ended, typeof(GrpcChannel));
            call.Next = _first;
            if (_first is not null)
                _first.Previous = call;
            _first = call;
        }
    }

    internal void Remove(ClientCall call)
    {
        lock (_lock)
        {
            if (call.Previous is not null)
                call.Previous.Next = call.Next;
            else if (_first == call)
                _first = call.Next;
            if (call.Next is not null)
                call.Next.Previous = call.Previous;
            call.Next = call.Previous = null;
        }
    }

    internal void End()
    {
        List<ClientCall> running = [];
        lock (_lock)
        {
            _ended = true;
            for (var call = _first; call is not null; call = call.Next)
                running.Add(call);
        }

        foreach (var call in running)
            call.Dispose();
    }
}

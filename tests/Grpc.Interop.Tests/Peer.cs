using System.Diagnostics;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Interop.Tests.V1;

namespace Grpc.Interop.Tests;

/// <summary>A script in another language that speaks gRPC with a library that nobody here wrote.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly string _descriptors;
    private readonly CancellationTokenSource _limit = new(Patience);

    private Peer(string program, string script, Func<string, string[]> arguments)
    {
        if (!File.Exists(script))
            throw new InvalidOperationException($"{script} is missing.");
        _descriptors = WriteDescriptors();
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(script);
        foreach (var argument in arguments(_descriptors))
            start.ArgumentList.Add(argument);
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    internal static Peer GrpcioClient(Uri server, string scenario) => Python("Python/client.py", descriptors => [server.Authority, descriptors, scenario]);

    internal static Peer GrpcioServer() => Python("Python/server.py", descriptors => [descriptors]);

    internal static Peer GrpcJsClient(Uri server, string scenario)
    {
        if (!Directory.Exists(Repository.File("Node/node_modules/@grpc/grpc-js")))
            throw new InvalidOperationException("grpc-js is not installed: run eng/interop-setup.");
        return new Peer("node", Repository.File("Node/client.js"), descriptors => [server.Authority, descriptors, scenario]);
    }

    /// <summary>The next line of output as JSON; fails with what the script said when there is none.</summary>
    internal async Task<JsonElement> NextAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync(_limit.Token);
        if (line is not null)
            return JsonElement.Parse(line);
        throw new InvalidOperationException($"The script ended without an answer: {await _errors}");
    }

    /// <summary>Waits for the end of a script that must have succeeded.</summary>
    internal async Task EndAsync()
    {
        await _process.WaitForExitAsync(_limit.Token);
        Assert.True(_process.ExitCode == 0, await _errors);
    }

    internal void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _limit.Dispose();
        File.Delete(_descriptors);
    }

    private static Peer Python(string script, Func<string, string[]> arguments)
    {
        // The system's Python has Debian's grpcio; another one on the path may not.
        const string Program = "/usr/bin/python3";
        if (!File.Exists(Program))
            throw new InvalidOperationException("The system's Python is not installed: run eng/interop-setup.");
        return new Peer(Program, Repository.File(script), arguments);
    }

    private static string WriteDescriptors()
    {
        var files = new FileDescriptorSet
        {
            File =
            {
                FileDescriptorProto.Parser.ParseFrom(InteropReflection.Descriptor.SerializedData),
                FileDescriptorProto.Parser.ParseFrom(Health.V1.HealthReflection.Descriptor.SerializedData),
                FileDescriptorProto.Parser.ParseFrom(Reflection.V1.ReflectionReflection.Descriptor.SerializedData),
                FileDescriptorProto.Parser.ParseFrom(Reflection.V1Alpha.ReflectionReflection.Descriptor.SerializedData),
            },
        };
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllBytes(path, files.ToByteArray());
        return path;
    }
}

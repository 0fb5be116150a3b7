using System.Diagnostics;
using Lert.Grains;
using Lert.Grains.Holds;
using Orleans.Compat;

namespace Orleans.RemoteCalls;

/// <summary>What writing and reading a command and its answer costs by itself.</summary>
internal static class CodecBench
{
    internal static void Run(Action<string, int, double, double> print)
    {
        Measure("stamp of a command", Samples.Stamp, print);
        Measure("command of a hold", Samples.Command, print);
        Measure("reply with the hold", Samples.Reply, print);
    }

    private static void Measure<T>(string name, T value, Action<string, int, double, double> print)
        where T : class
    {
        // Found once by reflection: generated code names its codecs itself.
        Type definition = typeof(T).IsGenericType ? typeof(T).GetGenericTypeDefinition() : typeof(T);
        Type codec = CodecOf(definition);
        Type closed = typeof(T).IsGenericType ? codec.MakeGenericType(typeof(HoldView), CodecOf(typeof(HoldView))) : codec;
        var trip = (Trip<T>)Activator.CreateInstance(typeof(Trip<,>).MakeGenericType(typeof(T), closed), nonPublic: true)!;
        trip.Run(value, 200_000, out _, out _);
        int size = trip.Run(value, 500_000, out double nanoseconds, out double bytes);
        print(name, size, nanoseconds, bytes);
    }

    private static Type CodecOf(Type contract) => typeof(HoldView).Assembly.GetTypes().Single(type =>
        type.IsValueType && type.Namespace == "OrleansGenerated" && type.GetInterfaces()[0].GetGenericArguments()[0] is var of && (of.IsGenericType ? of.GetGenericTypeDefinition() : of) == contract);

    private abstract class Trip<T>
    {
        internal abstract int Run(T value, int rounds, out double nanoseconds, out double bytes);
    }

    private sealed class Trip<T, TCodec> : Trip<T>
        where TCodec : struct, IWireCodec<T>
    {
        internal override int Run(T value, int rounds, out double nanoseconds, out double bytes)
        {
            using var writer = new WireWriter();
            long before = GC.GetAllocatedBytesForCurrentThread();
            long started = Stopwatch.GetTimestamp();
            for (int i = 0; i < rounds; i++)
            {
                writer.Clear();
                TCodec.Write(writer, value);
                var reader = new WireReader(writer.Written);
                GC.KeepAlive(TCodec.Read(ref reader));
            }

            nanoseconds = Stopwatch.GetElapsedTime(started).TotalNanoseconds / rounds;
            bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / rounds;
            return writer.Length;
        }
    }
}

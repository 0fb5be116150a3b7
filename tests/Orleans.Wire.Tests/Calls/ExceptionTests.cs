using Lert.Grains;
using Orleans.Compat;
using Orleans.Serialization;
using Orleans.Wire.Tests.Format;

namespace Orleans.Wire.Tests.Calls;

/// <summary>What a grain throws is what its caller catches.</summary>
[Trait("Stack", "compat")]
public sealed class ExceptionTests
{
    private static readonly TravelGrain Grain = new();

    [Theory]
    [InlineData("fault")]
    [InlineData("fault without retry")]
    [InlineData("own")]
    [InlineData("timeout")]
    [InlineData("cancelled")]
    [InlineData("task cancelled")]
    [InlineData("invalid")]
    [InlineData("argument")]
    [InlineData("argument without name")]
    [InlineData("argument null")]
    [InlineData("out of range")]
    [InlineData("out of range without value")]
    [InlineData("disposed")]
    [InlineData("aggregate")]
    [InlineData("rejection")]
    [InlineData("orleans")]
    [InlineData("no such key")]
    public async Task A_known_exception_comes_back_as_what_it_was(string kind)
    {
        foreach (string method in new[] { nameof(ITravelGrain.Fail), nameof(ITravelGrain.FailWithValue) })
        {
            Exception caught = await Catch(method, kind);
            AssertSame(Failures.Make(kind), caught);
            Assert.Contains(nameof(TravelGrain), caught.StackTrace!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Members_of_a_contract_exception_come_back()
    {
        var fault = (ActorFaultException)await Catch(nameof(ITravelGrain.Fail), "fault");
        Assert.Equal((FaultKind.OutcomeUnknown, TimeSpan.FromSeconds(3)), (fault.Kind, fault.RetryAfter));
        var own = (TroubleException)await Catch(nameof(ITravelGrain.Fail), "own");
        Assert.Equal((7, "a note"), (own.Code, own.Note));
    }

    [Fact]
    public async Task Names_and_causes_come_back()
    {
        Assert.Equal("thing", ((ArgumentException)await Catch(nameof(ITravelGrain.Fail), "argument")).ParamName);
        Assert.Equal("thing", ((ObjectDisposedException)await Catch(nameof(ITravelGrain.Fail), "disposed")).ObjectName);
        Assert.Equal(3, ((AggregateException)await Catch(nameof(ITravelGrain.Fail), "aggregate")).InnerExceptions.Count);
    }

    [Fact]
    public async Task An_unknown_exception_comes_back_as_a_stand_in_that_names_it()
    {
        var caught = Assert.IsType<UnavailableExceptionFallbackException>(await Catch(nameof(ITravelGrain.Fail), "unknown"));
        Assert.Equal(typeof(Failures.UnknownException).FullName, caught.ExceptionType);
        Assert.Equal("nobody knows", caught.Message);
        Assert.Equal("the cause", Assert.IsType<TimeoutException>(caught.InnerException).Message);
        Assert.Contains(caught.ExceptionType, caught.ToString(), StringComparison.Ordinal);

        // And when it is passed on, it still has its name.
        Assert.Equal(caught.ExceptionType, Assert.IsType<UnavailableExceptionFallbackException>(Trip(caught)).ExceptionType);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_for_its_caller_too()
    {
        Task call = Remote.Call(Grain, nameof(ITravelGrain.FailWithValue), Remote.With("cancelled"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(call.IsCanceled);
    }

    [Fact]
    public async Task Saying_what_went_wrong_cannot_go_wrong()
    {
        Assert.Equal("half \ufffd of it", (await Catch(nameof(ITravelGrain.Fail), "broken text")).Message);
        Assert.InRange((await Catch(nameof(ITravelGrain.Fail), "long")).Message.Length, 1_000, 10_000);
        int causes = 0;
        for (Exception? cause = await Catch(nameof(ITravelGrain.Fail), "deep"); cause is not null; cause = cause.InnerException)
        {
            causes++;
        }

        Assert.InRange(causes, 5, 20);
    }

    [Theory]
    [InlineData("throwing", "ThrowingException")]
    [InlineData("broken member", "TroubleException")]
    public async Task What_cannot_be_said_is_named(string kind, string type)
    {
        foreach (string method in new[] { nameof(ITravelGrain.Fail), nameof(ITravelGrain.FailWithValue) })
        {
            Assert.Contains(type, Assert.IsType<OrleansException>(await Catch(method, kind)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_causes_within_causes_the_innermost_are_left_out() =>
        Assert.Equal(2, Assert.IsType<AggregateException>(await Catch(nameof(ITravelGrain.Fail), "nested")).InnerExceptions.Count);

    [Theory]
    [InlineData(nameof(ITravelGrain.Fail))]
    [InlineData(nameof(ITravelGrain.FailWithValue))]
    public void A_failure_that_refuses_its_content_is_refused_in_the_one_way(string method)
    {
        using var writer = new WireWriter();
        WireExceptions.Write(writer, Failures.Make("stubborn"));
        GrainCall call = Manifests.Own.Interfaces.SelectMany(one => one.Calls).Single(entry => entry.Method.Name == method).Create();
        byte[] outcome = [(1 << 3) | (byte)WireKind.Bytes, .. writer.Written];
        StubbornException.Refuse(true);
        try
        {
            Assert.Throws<WireFormatException>(() => ReadOutcome(call, outcome));
        }
        finally
        {
            StubbornException.Refuse(false);
        }
    }

    [Fact]
    public async Task Data_of_plain_types_comes_back_and_the_rest_stays()
    {
        Exception caught = await Catch(nameof(ITravelGrain.Fail), "data");
        Assert.Equal("t", caught.Data["text"]);
        Assert.Equal(5L, caught.Data["number"]);
        Assert.False(caught.Data.Contains("object"));
    }

    [Fact]
    public void Damaged_exceptions_are_refused_or_read()
    {
        using var writer = new WireWriter();
        WireExceptions.Write(writer, Failures.Make("aggregate"));
        byte[] bytes = writer.Written.ToArray();
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            GrainCall call = Manifests.Own.Interfaces.SelectMany(one => one.Calls).Single(entry => entry.Method.Name == nameof(ITravelGrain.FailWithValue)).Create();
            try
            {
                ReadOutcome(call, [(1 << 3) | (byte)WireKind.Bytes, .. flipped]);
            }
            catch (WireFormatException)
            {
                // Refused, and in the one way.
            }
        }
    }

    private static void AssertSame(Exception expected, Exception actual)
    {
        Assert.Equal(expected.GetType(), actual.GetType());
        Assert.Equal(expected.Message, actual.Message);
        Assert.Equal(expected.InnerException is null, actual.InnerException is null);
        if (expected.InnerException is not null)
        {
            AssertSame(expected.InnerException, actual.InnerException!);
        }
    }

    private static async Task<Exception> Catch(string method, string kind) => await Assert.ThrowsAnyAsync<Exception>(() => Remote.Call(Grain, method, Remote.With(kind)));

    private static Exception Trip(Exception exception)
    {
        using var writer = new WireWriter();
        WireExceptions.Write(writer, exception);
        var reader = new WireReader(writer.Written, Manifests.Contracts);
        return WireExceptions.Read(ref reader);
    }

    private static void ReadOutcome(GrainCall call, byte[] bytes)
    {
        var reader = new WireReader(bytes, Manifests.Contracts);
        call.ReadOutcome(ref reader);
    }
}

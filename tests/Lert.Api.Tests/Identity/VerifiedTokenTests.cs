using Lert.Api.Identity;
using Lert.Api.Tests.Running;

namespace Lert.Api.Tests.Identity;

/// <summary>A token that was verified is taken again without its signature, and never for longer than it is good.</summary>
public sealed class VerifiedTokenTests
{
    private const string Header = "Bearer one.two.three";

    private readonly MovedTime _time = new(Some.Instant);
    private readonly VerifiedTokens _tokens;
    private readonly Caller _caller = new("ann", [], ["us"], new Cell(["us"]));

    public VerifiedTokenTests() => _tokens = new(new EdgeClock(_time));

    [Fact]
    public void A_verified_token_is_known_and_no_other_is()
    {
        Keep(TimeSpan.FromMinutes(5));
        Assert.Same(_caller, _tokens.Find(Header));
        Assert.Null(_tokens.Find(Header + "x"));
        Assert.Null(_tokens.Find("Bearer one.two.thref"));
        Assert.Null(_tokens.Find(""));
    }

    [Fact]
    public void It_is_verified_again_after_half_a_minute()
    {
        Keep(TimeSpan.FromMinutes(5));
        _time.Move(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.NotNull(_tokens.Find(Header));
        _time.Move(TimeSpan.FromTicks(1));
        Assert.Null(_tokens.Find(Header));
    }

    [Fact]
    public void It_is_not_known_a_moment_longer_than_it_is_good()
    {
        Keep(TimeSpan.FromSeconds(3));
        _time.Move(TimeSpan.FromSeconds(3) - TimeSpan.FromTicks(1));
        Assert.NotNull(_tokens.Find(Header));
        _time.Move(TimeSpan.FromTicks(1));
        Assert.Null(_tokens.Find(Header));
    }

    [Fact]
    public void One_that_has_expired_or_never_does_is_not_kept()
    {
        Keep(TimeSpan.Zero);
        Assert.Null(_tokens.Find(Header));
        _tokens.Keep(Header, _caller, _tokens.Generation, expires: null);
        Assert.Null(_tokens.Find(Header));
    }

    [Fact]
    public void What_other_keys_verified_is_not_known_even_when_it_was_under_way_as_they_changed()
    {
        Keep(TimeSpan.FromMinutes(5));
        var before = _tokens.Generation;
        _tokens.Forget();
        Assert.Null(_tokens.Find(Header));
        _tokens.Keep(Header, _caller, before, Some.Instant.AddMinutes(5));
        Assert.Null(_tokens.Find(Header));
        Keep(TimeSpan.FromMinutes(5));
        Assert.NotNull(_tokens.Find(Header));
    }

    [Fact]
    public void However_many_tokens_come_only_so_many_are_kept()
    {
        for (var number = 0; number <= 4_096; number++)
        {
            _tokens.Keep($"Bearer {number}", _caller, _tokens.Generation, Some.Instant.AddMinutes(5));
        }

        Assert.Equal(1, Enumerable.Range(0, 4_097).Count(number => _tokens.Find($"Bearer {number}") is not null));
    }

    private void Keep(TimeSpan lifetime) => _tokens.Keep(Header, _caller, _tokens.Generation, _time.GetUtcNow() + lifetime);

    private sealed class MovedTime(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset _now = now;

        public void Move(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}

using System.Reflection;
using System.Text.Json.Serialization;
using Lert.Domain.Responders;
using Lert.Grains.Responders;

namespace Lert.Domain.Tests.Responders;

public class OwnLinesTests
{
    [Fact]
    public void Of_every_event_it_is_decided_whether_it_is_the_persons_own() => Assert.All(
        typeof(ResponderEvent).GetCustomAttributes<JsonDerivedTypeAttribute>(), derived => Assert.True(OwnLines.Knows((string)derived.TypeDiscriminator!), $"{derived.TypeDiscriminator}"));

    [Fact]
    public void What_nobody_decided_on_is_the_persons_own() => Assert.True(OwnLines.Has("responder", "responder.forgotten.v1"));

    [Theory]
    [InlineData("responder", "responder.viewing-ended.v1", true)]
    [InlineData("responder", "responder.case-taken.v1", false)]
    [InlineData("hold", "hold.placed.v1", false)]
    public void A_line_is_own_or_is_not(string kind, string type, bool own) => Assert.Equal(own, OwnLines.Has(kind, type));
}

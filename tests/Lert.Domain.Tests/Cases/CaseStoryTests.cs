using Lert.Domain.Cases;
using Lert.Domain.Tests.Stored;

namespace Lert.Domain.Tests.Cases;

public class CaseStoryTests
{
    [Fact]
    public void Every_event_has_its_words() => Assert.All(StoredSamples.CaseEvents, happened => Assert.InRange(CaseStory.Tell(happened).Length, 5, 300));
}

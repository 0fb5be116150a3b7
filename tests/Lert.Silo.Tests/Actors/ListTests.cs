using Lert.Grains.Journal;
using Lert.Silo.Tests.Running;
using Lert.Silo.Tests.Restart;

namespace Lert.Silo.Tests.Actors;

/// <summary>Lists over the real store, at the sizes that the API allows.</summary>
public sealed class ListTests
{
    [Fact]
    public async Task The_largest_page_is_full_and_says_that_there_is_more()
    {
        await using var silo = await SiloUnderTest.StartBlindAsync();
        await Seeding.FillAsync(silo.Store, 0, 1_001, Some.Start, CancellationToken.None);
        var archive = silo.Grains.GetGrain<IArchiveGrain>("lists");

        var first = await archive.ListHolds(new ListQuery(["us"], [], null, null, null, null, null, 1_000));
        var last = await archive.ListHolds(new ListQuery(["us"], [], null, null, null, null, first.NextKey, 1_000));

        Assert.Equal((1_000, 1), (first.Items.Length, last.Items.Length));
        Assert.Null(last.NextKey);
    }
}

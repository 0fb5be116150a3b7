using System.Text;
using Lert.Domain.Playbooks;
using Lert.Domain.Tests.Stored;
using Lert.Grains.Cases;

namespace Lert.Domain.Tests.Playbooks;

/// <summary>J12: playbooks as data. A file that is not whole is not loaded, and says all that is wrong with it.</summary>
public class PlaybookBookTests
{
    public static TheoryData<CaseKind> Kinds => [.. Enum.GetValues<CaseKind>().Where(kind => kind != default)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void J12_Every_kind_has_its_playbook(CaseKind kind) => Assert.NotEmpty(PlaybookBook.BuiltIn.Find(kind)!.Steps);

    [Fact]
    public void J12_A_kind_that_is_none_has_none() => Assert.Null(PlaybookBook.BuiltIn.Find(CaseKind.Unspecified));

    [Theory]
    [InlineData("\"kind\": \"copo\"", "\"kind\": \"copy\"", "playbook 'copy': there is no such kind")]
    [InlineData("\"kind\": \"copo\"", "\"kind\": \"copy\"", "kind 'copo' has no playbook")]
    [InlineData("\"kind\": \"copo\"", "\"kind\": \"mlat\"", "playbook 'mlat' stands there twice")]
    [InlineData("\"id\": \"holds\"", "\"id\": \"face\"", "playbook 'warrant': step 'face' stands there twice")]
    [InlineData("\"id\": \"holds\"", "\"id\": \"The holds\"", "an id is a word of a-z, 0-9 and hyphens")]
    [InlineData("\"before\": [\"approved\", \"narrowed\"]", "\"before\": [\"accepted\"]", "there is no state 'accepted'")]
    [InlineData("\"before\": [\"approved\", \"narrowed\"]", "\"before\": [\"delivered\"]", "no step of the table into 'delivered' waits for a playbook; there are")]
    [InlineData("\"before\": [\"approved\", \"narrowed\"]", "\"before\": [\"rejected\"]", "no step of the table into 'rejected' waits for a playbook; there are")]
    [InlineData("\"kind\": \"copo\", \"version\": 1", "\"kind\": \"copo\", \"version\": 0", "a version is at least 1")]
    [InlineData("Compare the accounts with those of the finished report.", " ", "says what to do in 1 to 200 characters")]
    [InlineData("\"steps\": [", "\"step\": [", "not as expected")]
    public void J12_A_file_that_is_wrong_says_so(string right, string wrong, string complaint)
    {
        var (book, problems) = PlaybookBook.Load(SomePlaybook.Change(SomePlaybook.Text, right, wrong));
        Assert.Null(book);
        Assert.Contains(problems, problem => problem.Contains(complaint, StringComparison.Ordinal));
    }

    [Fact]
    public void J12_All_that_is_wrong_is_said_at_once()
    {
        var text = SomePlaybook.Change(SomePlaybook.Change(SomePlaybook.Text, "\"kind\": \"copo\"", "\"kind\": \"copy\""), "\"id\": \"holds\"", "\"id\": \"face\"");
        Assert.Equal(
            ["kind 'copo' has no playbook", "playbook 'copy': there is no such kind", "playbook 'warrant': step 'face' stands there twice"],
            PlaybookBook.Load(text).Problems.Order(StringComparer.Ordinal));
    }

    /// <summary>A version that was once in force never changes: a case that says "version 1" means these steps. Whoever changes a step counts its version up.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void J12_A_version_never_changes(CaseKind kind)
    {
        var playbook = PlaybookBook.BuiltIn.Find(kind)!;
        var text = string.Concat(playbook.Steps.Select(step => $"{step.StepId} [{string.Join(", ", step.Before)}] {step.Text}\n"));
        var file = $"playbooks/{kind}.{playbook.Version}.txt";
        GoldenFolder.AddMissing(file, Encoding.UTF8.GetBytes(text));
        Assert.Equal(Encoding.UTF8.GetString(GoldenFolder.Read(file)), text);
    }
}

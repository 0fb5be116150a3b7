using Lert.Domain.Cases;

namespace Lert.Architecture.Tests;

/// <summary>The page about the states of a case is what the table says. To write it again, run this with <c>LERT_WRITE_DOCS</c> set to 1.</summary>
public class CaseStatesPageTests
{
    private const string Page = "docs/case-states.md";

    [Fact]
    public void B1_The_page_of_states_is_the_table_in_the_code()
    {
        if (Environment.GetEnvironmentVariable("LERT_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, Page), CaseMachineText.Write());
        }

        Assert.Equal(CaseMachineText.Write(), Repository.Text(Page));
    }
}

using System.CommandLine;

namespace Lert.Cli.Responders;

/// <summary><c>lert responder</c>: the people, how they are reached, what they can be given, and how they are kept from seeing too much.</summary>
internal static class ResponderCommand
{
    public static Command Create(Surroundings surroundings) =>
        new("responder", "The people: how they are reached, what they can be given, what they have had to see.")
        {
            PeopleVerbs.Put(surroundings),
            PeopleVerbs.Show(surroundings),
            PeopleVerbs.List(surroundings),
            PeopleVerbs.Contacts(surroundings),
            DutyVerbs.Duty(surroundings),
            DutyVerbs.View(surroundings),
            DutyVerbs.Break(surroundings),
            DutyVerbs.OptOut(surroundings),
            DutyVerbs.OptIn(surroundings),
            DutyVerbs.Exposure(surroundings),
            AssignVerbs.Suggest(surroundings),
            AssignVerbs.Assign(surroundings),
            AssignVerbs.Override(surroundings),
        };

    /// <summary>A person; left out, whoever the token names.</summary>
    public static Argument<string?> Person() => new("RESPONDER")
    {
        Description = "The id of the person: us-u-ana. Left out: yourself, as the token says.", Arity = ArgumentArity.ZeroOrOne,
    };
}

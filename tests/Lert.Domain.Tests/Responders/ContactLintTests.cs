using Lert.Domain.Responders;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Pages;
using Lert.Grains.Responders;

namespace Lert.Domain.Tests.Responders;

public class ContactLintTests
{
    private static readonly ContactRule Mail = new(ContactChannel.Mail, "ana@agency.example", TimeSpan.FromMinutes(10), Urgency.High);

    [Fact]
    public void E8_a_person_without_a_contact_rule_has_no_contacts_for_a_rota_to_find() =>
        Assert.Empty(ResponderDecider.ContactsFor(Given.Responder(SomeResponder.Registered).State, Urgency.Emergency));

    [Fact]
    public void E8_rules_are_found_by_urgency_in_the_order_of_their_time()
    {
        var state = Given.Responder(SomeResponder.Registered).When(new ResponderCommand.PutContactRules([Mail, SomeResponder.Rule])).State;
        Assert.Equal([SomeResponder.Rule, Mail], ResponderDecider.ContactsFor(state, Urgency.Emergency).AsEnumerable());
        Assert.Equal(SomeResponder.Rule, Assert.Single(ResponderDecider.ContactsFor(state, Urgency.Normal)));
    }

    [Fact]
    public void E8_no_rule_at_all_is_refused() =>
        Given.Responder(SomeResponder.Registered).When(new ResponderCommand.PutContactRules([])).ThenInvalid("rules");

    [Fact]
    public void E8_rules_of_which_none_is_good_for_an_emergency_are_refused() =>
        Given.Responder(SomeResponder.Registered).When(new ResponderCommand.PutContactRules([Mail])).ThenInvalid("rules");

    [Fact]
    public void E8_a_rule_whose_address_reaches_nobody_is_good_for_nothing() =>
        Given.Responder(SomeResponder.Registered).When(new ResponderCommand.PutContactRules([SomeResponder.Rule with { Address = "//10.0.0.1" }, Mail]))
            .ThenInvalid("rules", "rules[0].address");

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        Given.Responder(SomeResponder.Registered).When(new ResponderCommand.PutContactRules([
                SomeResponder.Rule,
                SomeResponder.Rule,
                new ContactRule(ContactChannel.Webhook, "https://10.0.0.1/ring", TimeSpan.FromHours(2), Urgency.Unspecified),
                new ContactRule(ContactChannel.Mail, "nobody@", TimeSpan.FromSeconds(-1), Urgency.High),
                new ContactRule(ContactChannel.Console, "desk", TimeSpan.Zero, Urgency.Normal),
            ]))
            .ThenInvalid("rules[1]", "rules[2].address", "rules[2].after", "rules[2].from", "rules[3].address", "rules[3].after", "rules[4].channel");

    [Theory]
    [InlineData("a@b", true)]
    [InlineData("ana.b+page@agency.example", true)]
    [InlineData("ana@agency..example", false)]
    [InlineData("ana agency@agency.example", false)]
    [InlineData("ana@agency.example\r\nBcc: all@agency.example", false)]
    [InlineData("@agency.example", false)]
    public void A_mail_address_is_one_or_is_not(string address, bool good)
    {
        var scenario = Given.Responder(SomeResponder.Registered).When(new ResponderCommand.PutContactRules([SomeResponder.Rule, Mail with { Address = address }]));
        Assert.Equal(good, scenario.Last.Refusal is null);
    }

    [Fact]
    public void A_console_is_a_contact_for_developers_alone()
    {
        var put = new ResponderCommand.PutContactRules([new ContactRule(ContactChannel.Console, "desk", TimeSpan.Zero, Urgency.Normal)]);
        Given.Responder(SomeResponder.Registered).When(put).ThenInvalid("rules", "rules[0].channel");
        Given.Responder(SomeResponder.Registered).Under(Some.Rules with { Wellness = new WellnessPolicy { ConsoleContacts = true } }).When(put)
            .Then(new ResponderEvent.ContactRulesPut(put.Rules, Some.Start, "user:lead"));
    }

    [Fact]
    public void The_same_rules_again_change_nothing() =>
        Given.Responder(SomeResponder.Registered).When(new ResponderCommand.PutContactRules([SomeResponder.Rule]))
            .When(new ResponderCommand.PutContactRules([SomeResponder.Rule])).ThenNothing();
}

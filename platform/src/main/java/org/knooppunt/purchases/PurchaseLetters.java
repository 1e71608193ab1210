package org.knooppunt.purchases;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.mail.Letter;
import org.knooppunt.mail.Post;
import org.knooppunt.mail.SiteAddress;
import org.knooppunt.purchases.internal.PurchaseStore;
import org.knooppunt.web.Formats;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What people are told of a purchase, each in their own language. Posted in the transaction of what they tell, one letter per
 * buyer and piece of news.
 */
@Component
class PurchaseLetters {
    private final Post post;
    private final Accounts accounts;
    private final MessageSource messages;
    private final Formats formats;
    private final SiteAddress site;

    PurchaseLetters(Post post, Accounts accounts, MessageSource messages, Formats formats, SiteAddress site) {
        this.post = post;
        this.accounts = accounts;
        this.messages = messages;
        this.formats = formats;
        this.site = site;
    }

    /** The threshold was reached: to who is bound, to who is not, to the supplier and to the coordinator. */
    void bound(PurchaseStore.Kept of, BigDecimal price, List<Pledge> pledges) {
        for (Pledge pledge : pledges) {
            toBuyer(
                    of,
                    "bound",
                    pledge,
                    words -> pledge.isBound()
                            ? words.say(
                                    "purchase.letter.bound",
                                    of.terms().product(),
                                    words.amount(pledge.volume(), of),
                                    words.price(price, of),
                                    words.money(pledge.volume().multiply(price)),
                                    of.terms().supplier())
                            : words.say(
                                    "purchase.letter.outside",
                                    of.terms().product(),
                                    words.price(price, of),
                                    pledge.name()));
        }
        List<Pledge> binding = pledges.stream().filter(Pledge::isBound).toList();
        BigDecimal volume = binding.stream().map(Pledge::volume).reduce(BigDecimal.ZERO, BigDecimal::add);
        toOthers(
                of,
                "bound",
                words -> words.say(
                        "purchase.letter.bound.all",
                        of.terms().product(),
                        words.count(binding.size()),
                        words.amount(volume, of),
                        words.price(price, of)));
    }

    /** Somebody joined after the threshold: to that buyer and to the coordinator. */
    void joined(PurchaseStore.Kept of, BigDecimal price, Pledge pledge) {
        toBuyer(
                of,
                "joined",
                pledge,
                words -> words.say(
                        "purchase.letter.joined",
                        of.terms().product(),
                        words.amount(pledge.volume(), of),
                        words.price(price, of),
                        words.money(pledge.volume().multiply(price))));
        toCoordinator(
                of,
                "joined/" + pledge.organisation(),
                words -> words.say(
                        "purchase.letter.joined.coordinator",
                        of.terms().product(),
                        pledge.name(),
                        words.amount(pledge.volume(), of)));
    }

    /** More joined, and the price fell for all who are bound. */
    void fell(PurchaseStore.Kept of, BigDecimal price, List<Pledge> bound) {
        String news = "price-" + price.stripTrailingZeros().toPlainString();
        for (Pledge pledge : bound) {
            toBuyer(
                    of,
                    news,
                    pledge,
                    words -> words.say(
                            "purchase.letter.fell",
                            of.terms().product(),
                            words.price(price, of),
                            words.money(pledge.volume().multiply(price))));
        }
        toOthers(
                of,
                news,
                words -> words.say("purchase.letter.fell.all", of.terms().product(), words.price(price, of)));
    }

    /** The closing date passed without the threshold. */
    void lapsed(PurchaseStore.Kept of, List<Pledge> pledges) {
        ended(
                of,
                "lapsed",
                pledges,
                words -> words.say("purchase.letter.lapsed", of.terms().product(), words.day(of)));
    }

    void stopped(PurchaseStore.Kept of, String reason, List<Pledge> pledges) {
        ended(
                of,
                "stopped",
                pledges,
                words -> words.say("purchase.letter.stopped", of.terms().product(), reason));
    }

    private void ended(PurchaseStore.Kept of, String news, List<Pledge> pledges, Function<Words, String> text) {
        pledges.forEach(pledge -> toBuyer(of, news, pledge, text));
        toOthers(of, news, text);
    }

    /** To who pledged; when that account is closed, to the others who act for the organisation. */
    private void toBuyer(PurchaseStore.Kept of, String news, Pledge pledge, Function<Words, String> text) {
        Optional<Person> who = accounts.find(pledge.account()).filter(Person::active);
        List<Person> readers = who.map(List::of).orElseGet(() -> accounts.actingFor(pledge.organisation()));
        for (Person reader : readers) {
            send(
                    of,
                    news + "/buyer/" + pledge.organisation() + (who.isPresent() ? "" : "/" + reader.id()),
                    reader,
                    text);
        }
    }

    private void toOthers(PurchaseStore.Kept of, String news, Function<Words, String> text) {
        String supplier = of.terms().supplierOrganisation();
        if (supplier != null) {
            accounts.actingFor(supplier).forEach(reader -> send(of, news + "/supplier/" + reader.id(), reader, text));
        }
        toCoordinator(of, news, text);
    }

    private void toCoordinator(PurchaseStore.Kept of, String news, Function<Words, String> text) {
        accounts.find(of.createdBy())
                .filter(Person::active)
                .ifPresent(reader -> send(of, news + "/coordinator", reader, text));
    }

    private void send(PurchaseStore.Kept of, String news, Person reader, Function<Words, String> text) {
        Locale language = Locale.of(reader.language());
        Words words = new Words(language);
        post.send(Formats.in(
                language,
                () -> new Letter(
                        "purchase/" + of.id() + "/" + news,
                        reader.email(),
                        words.say("purchase.letter.subject", of.terms().product()),
                        words.say(
                                "purchase.letter.text",
                                reader.name(),
                                text.apply(words),
                                site.of("/purchases/" + of.id())))));
    }

    /** Sentences and figures in one language. */
    private final class Words {
        private final Locale language;

        private Words(Locale language) {
            this.language = language;
        }

        String say(String key, Object... arguments) {
            return messages.getMessage(key, arguments, language);
        }

        String amount(BigDecimal volume, PurchaseStore.Kept of) {
            return formats.number(volume.doubleValue(), 4) + " " + of.terms().unit();
        }

        String price(BigDecimal price, PurchaseStore.Kept of) {
            return say(
                    "purchase.per",
                    formats.unitPrice(price.doubleValue()),
                    of.terms().unit());
        }

        String money(BigDecimal euros) {
            return formats.price(euros.doubleValue());
        }

        String count(int number) {
            return formats.number(number, 0);
        }

        String day(PurchaseStore.Kept of) {
            return formats.date(of.terms().closesOn());
        }
    }
}

package org.knooppunt.purchases.web;

import java.util.List;
import java.util.stream.Stream;
import org.knooppunt.cases.CaseMoney;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.purchases.PurchaseLine;
import org.knooppunt.purchases.PurchaseStatus;
import org.knooppunt.purchases.Purchases;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Item;
import org.knooppunt.web.WorkbenchItems;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What group purchases put on the workbench and on the finance of a case. */
@Order(40)
@Component
class PurchaseItems implements WorkbenchItems, CaseMoney {
    private static final int MOST = 3;
    private static final String ICON = "shopping-cart";

    private final Purchases purchases;
    private final Formats formats;
    private final MessageSource messages;

    PurchaseItems(Purchases purchases, Formats formats, MessageSource messages) {
        this.purchases = purchases;
        this.formats = formats;
        this.messages = messages;
    }

    /** For a coordinator what is about to close; for a member what it can still join. */
    @Override
    public List<Item> waiting(Person person) {
        Stream<Item> closing = purchases.closing(person, MOST).stream()
                .map(each -> Item.of(
                        ICON,
                        "/purchases/" + each.id(),
                        "purchase.item.closing",
                        each.product(),
                        formats.date(each.closesOn())));
        Stream<Item> open = person.is(Role.MEMBER)
                ? purchases.list("", PurchaseStatus.OPEN, "closes", 1, MOST, person).rows().stream()
                        .filter(line -> line.open() && !line.own())
                        .filter(line -> !line.closesOn().isBefore(Purchases.today()))
                        .map(this::join)
                : Stream.of();
        return Stream.concat(closing, open).toList();
    }

    private Item join(PurchaseLine line) {
        return Item.of(
                ICON, "/purchases/" + line.id(), "purchase.item.open", line.product(), formats.date(line.closesOn()));
    }

    @Override
    public Section of(long businessCase, Person coordinator) {
        return new Section(
                "purchase.title",
                "purchase.case.intro",
                purchases.ofCase(businessCase, coordinator).stream()
                        .map(each -> Item.of(
                                ICON,
                                "/purchases/" + each.id(),
                                "purchase.case.item",
                                each.product(),
                                messages.getMessage(
                                        "purchase.status." + each.status().code(),
                                        null,
                                        LocaleContextHolder.getLocale())))
                        .toList(),
                "/purchases/new?case=" + businessCase,
                "purchase.case.open");
    }
}

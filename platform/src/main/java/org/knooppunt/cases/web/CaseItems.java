package org.knooppunt.cases.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.CaseLine;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Figure;
import org.knooppunt.web.Formats;
import org.knooppunt.web.FrontDoorFigures;
import org.knooppunt.web.Item;
import org.knooppunt.web.WorkbenchItems;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What cases put on the workbench and the front door. */
// before what other rooms suggest: a case has partners who wait
@Order(5)
@Component
class CaseItems implements WorkbenchItems, FrontDoorFigures {
    private static final int MOST_DUE = 5;

    private final BusinessCases cases;
    private final Pipeline pipeline;
    private final Formats formats;
    private final MessageSource messages;

    CaseItems(BusinessCases cases, Pipeline pipeline, Formats formats, MessageSource messages) {
        this.cases = cases;
        this.pipeline = pipeline;
        this.formats = formats;
        this.messages = messages;
    }

    /** Steps whose date has come or is near. */
    @Override
    public List<Item> waiting(Person person) {
        LocalDate today = Pipeline.today();
        return pipeline.due(person, MOST_DUE).stream()
                .map(step -> Item.of(
                        step.due().isBefore(today) ? "alert-triangle" : "calendar-due",
                        "/cases/" + step.businessCase() + "#steps",
                        step.due().isBefore(today) ? "case.item.late" : "case.item.due",
                        step.title(),
                        step.owner(),
                        formats.date(step.due()),
                        step.caseTitle()))
                .toList();
    }

    @Override
    public List<Item> moved(Person person) {
        return cases.list("", null, "-created", 1, 3, person).rows().stream()
                .map(CaseItems::item)
                .toList();
    }

    /** A member's newest case: what it is asked to think about. */
    @Override
    public Optional<Item> next(Person person) {
        return person.is(Role.MEMBER)
                ? cases.list("", null, "-created", 1, 1, person).rows().stream()
                        .findFirst()
                        .map(line -> Item.of("affiliate", "/cases/" + line.id(), "case.item.next", line.title())
                                .action("case.item.next.action"))
                : Optional.empty();
    }

    private static Item item(CaseLine line) {
        return Item.of("affiliate", "/cases/" + line.id(), "case.item.taken", line.title())
                .at(line.createdAt());
    }

    @Override
    public List<Figure> figures() {
        long count = cases.count();
        return count == 0
                ? List.of()
                : List.of(new Figure(
                        "case.figure",
                        formats.number(count, 0),
                        "",
                        messages.getMessage("case.figure.source", new Object[0], LocaleContextHolder.getLocale()),
                        Instant.now()));
    }
}

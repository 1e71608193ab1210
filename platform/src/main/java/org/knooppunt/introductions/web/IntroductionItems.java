package org.knooppunt.introductions.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.PersonalData;
import org.knooppunt.identity.Role;
import org.knooppunt.introductions.DeskIntroductions;
import org.knooppunt.introductions.Introduction;
import org.knooppunt.introductions.Introductions;
import org.knooppunt.introductions.KeptSteps;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Item;
import org.knooppunt.web.WorkbenchItems;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What introductions put on the workbench, and what is kept about a person in them. */
// after cases, before what a member may do when nothing waits
@Order(8)
@Component
class IntroductionItems implements WorkbenchItems, PersonalData {
    private static final int MOST = 50;

    private final Introductions introductions;
    private final DeskIntroductions desk;
    private final KeptSteps kept;
    private final Formats formats;

    IntroductionItems(Introductions introductions, DeskIntroductions desk, KeptSteps kept, Formats formats) {
        this.introductions = introductions;
        this.desk = desk;
        this.kept = kept;
        this.formats = formats;
    }

    private List<Introduction> asking(Person person) {
        return person.is(Role.MEMBER)
                ? introductions.list(person, true, 1, MOST).rows().stream()
                        .filter(one -> one.next().asks())
                        .toList()
                : List.of();
    }

    @Override
    public List<Item> waiting(Person person) {
        List<Item> items = new ArrayList<>();
        for (Introduction one : asking(person)) {
            items.add(Item.of(
                            "heart-handshake",
                            one.path(),
                            "introduction.item." + one.next().code(),
                            one.mine().title())
                    .at(one.movedAt()));
        }
        if (DeskIntroductions.isDesk(person)) {
            long wishes = desk.waiting(person);
            if (wishes > 0) {
                items.add(Item.of(
                        "heart-handshake",
                        "/introductions/desk?state=wished",
                        "introduction.item.wishes",
                        formats.number(wishes, 0)));
            }
            long stalled = desk.stalled(person);
            if (stalled > 0) {
                items.add(Item.of(
                        "clock", "/introductions/desk", "introduction.item.stalled", formats.number(stalled, 0)));
            }
        }
        return items;
    }

    /** A member whose answer somebody waits for. */
    @Override
    public Optional<Item> next(Person person) {
        return asking(person).stream()
                .filter(one -> one.next() == Introduction.Next.ANSWER)
                .findFirst()
                .map(one -> Item.of(
                                "heart-handshake",
                                one.path(),
                                "introduction.item.answer",
                                one.mine().title())
                        .action("introduction.item.answer.action"));
    }

    @Override
    public String room() {
        return "introductions";
    }

    @Override
    public Map<String, ?> of(Person person) {
        return Map.of("steps", kept.of(person));
    }
}

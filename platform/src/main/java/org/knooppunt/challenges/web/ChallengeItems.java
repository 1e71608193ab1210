package org.knooppunt.challenges.web;

import java.util.List;
import org.knooppunt.challenges.Challenges;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Item;
import org.knooppunt.web.WorkbenchItems;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What challenges put on the workbench: drafts to publish, solutions to score, decisions to take. */
@Order(25)
@Component
class ChallengeItems implements WorkbenchItems {
    private static final int MOST = 5;

    private final Challenges challenges;
    private final Formats formats;

    ChallengeItems(Challenges challenges, Formats formats) {
        this.challenges = challenges;
        this.formats = formats;
    }

    @Override
    public List<Item> waiting(Person person) {
        return challenges.waiting(person, MOST).stream().map(this::item).toList();
    }

    private Item item(Challenges.Waiting waiting) {
        String path = "/challenges/" + waiting.challenge();
        return switch (waiting.what()) {
            case PUBLISH -> Item.of("pencil", path, "challenge.item.publish", waiting.title());
            case SCORE ->
                Item.of(
                        "scale",
                        path + "/score",
                        "challenge.item.score",
                        waiting.title(),
                        formats.number(waiting.number(), 0));
            case DECIDE -> Item.of("trophy", path + "/decide", "challenge.item.decide", waiting.title());
        };
    }
}

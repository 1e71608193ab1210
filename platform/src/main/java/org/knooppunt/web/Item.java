package org.knooppunt.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the workbench.
 *
 * @param key message key of the sentence
 * @param arguments of the sentence, already written in the reader's language where they are numbers or dates
 * @param icon Tabler icon
 * @param href where the person deals with it
 * @param actionKey message key of the button under a suggested step: a verb and what it does
 * @param at when it happened or began to wait
 */
public record Item(
        String key,
        List<Object> arguments,
        String icon,
        String href,
        @Nullable String actionKey,
        @Nullable Instant at) {
    public Item {
        arguments = List.copyOf(arguments);
    }

    public static Item of(String icon, String href, String key, Object... arguments) {
        return new Item(key, List.of(arguments), icon, href, null, null);
    }

    public Item at(Instant instant) {
        return new Item(key, arguments, icon, href, actionKey, instant);
    }

    /** The words on the button of a suggested step. */
    public Item action(String messageKey) {
        return new Item(key, arguments, icon, href, messageKey, at);
    }

    /** For the template. */
    public Object[] parameters() {
        return arguments.toArray();
    }
}

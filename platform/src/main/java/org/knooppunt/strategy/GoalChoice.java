package org.knooppunt.strategy;

import java.util.Locale;
import java.util.UUID;
import org.knooppunt.web.Choice;

/** A goal to choose in a form. */
public record GoalChoice(UUID id, Words framework, Words level, String code, Words title) {
    /** As an option: framework, level and code, then what it says. */
    public Choice in(Locale locale) {
        return new Choice(
                id.toString(), framework.in(locale) + " · " + level.in(locale) + " " + code + ": " + title.in(locale));
    }
}

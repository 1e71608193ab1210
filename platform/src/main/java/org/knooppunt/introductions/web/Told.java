package org.knooppunt.introductions.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.knooppunt.introductions.Statement;
import org.knooppunt.web.Formats;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What is told of a partner, in words. */
@Component
class Told {
    private final MessageSource messages;
    private final Formats formats;

    Told(MessageSource messages, Formats formats) {
        this.messages = messages;
        this.formats = formats;
    }

    private String text(String key, Object... arguments) {
        Locale locale = LocaleContextHolder.getLocale();
        return messages.getMessage("introduction.told." + key, arguments, locale);
    }

    /** How far away. */
    public String place(Statement told) {
        Integer from = told.kmFrom();
        Integer to = told.kmTo();
        if (from == null) {
            return text("region");
        }
        if (to == null) {
            return text("beyond", formats.number(from, 0));
        }
        return from == 0
                ? text("within", formats.number(to, 0))
                : text("between", formats.number(from, 0), formats.number(to, 0));
    }

    /** How much in a year. */
    public String quantity(Statement told) {
        String unit = formats.unit(told.kind());
        Double to = told.to();
        if (!told.tellsQuantity()) {
            return text("any");
        }
        if (to == null) {
            return text("least", formats.number(told.from(), 0), unit);
        }
        return told.from() == 0
                ? text("less", formats.number(to, 0), unit)
                : text("span", formats.number(told.from(), 0), formats.number(to, 0), unit);
    }

    /** The day something happened, for machines; the hour is nobody's business. */
    public LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, Formats.ZONE);
    }

    /** Both in one line. */
    public String line(Statement told) {
        return text("line", place(told), quantity(told));
    }
}

package org.knooppunt.inventory.web;

import java.util.Locale;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.engine.files.FaultKind;
import org.knooppunt.engine.files.Remark;
import org.springframework.context.MessageSource;

/** Faults and remarks of a file in the language of a person. */
public final class FaultWords {
    private final MessageSource messages;
    private final Locale locale;

    public FaultWords(MessageSource messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
    }

    /** What is wrong. */
    public String wrong(Fault fault) {
        return say("imports.fault." + fault.code(), arguments(fault));
    }

    /** What is expected instead. */
    public String expected(Fault fault) {
        return say("imports.expected." + fault.code(), arguments(fault));
    }

    /** Both, as one text. */
    public String sentence(Fault fault) {
        return wrong(fault) + ". " + say("imports.expected") + ": " + expected(fault) + ".";
    }

    public String remark(Remark remark) {
        return say("imports.remark." + remark.code(), remark.arguments().toArray());
    }

    /** Arguments stand in files as they are here, but for the word for what a reference leads to. */
    private Object[] arguments(Fault fault) {
        Object[] said = fault.arguments().toArray();
        if (fault.code() == FaultKind.UNKNOWN_REFERENCE || fault.code() == FaultKind.MISSPELT_REFERENCE) {
            said[0] = say("imports.one." + said[0]);
        }
        return said;
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}

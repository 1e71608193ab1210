package org.knooppunt.inventory.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.engine.files.FaultKind;
import org.knooppunt.engine.files.Remark;
import org.springframework.context.MessageSource;

/** Faults and remarks of a file in the language of a person. */
public final class FaultWords {
    /** Arguments that the engine gives as English words, with the message that says them. */
    private static final Map<String, String> SAID = Map.of(
            "a number", "imports.word.number",
            "text; make the cell text and type it again", "imports.word.text",
            "text", "imports.word.plainText");

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

    private Object[] arguments(Fault fault) {
        List<String> given = fault.arguments();
        Object[] said = new Object[given.size()];
        for (int i = 0; i < said.length; i++) {
            String word = given.get(i);
            String key = SAID.get(word);
            if (i == 0
                    && (fault.code() == FaultKind.UNKNOWN_REFERENCE || fault.code() == FaultKind.MISSPELT_REFERENCE)) {
                key = "imports.one." + word;
            }
            said[i] = key == null ? word : messages.getMessage(key, null, word, locale);
        }
        return said;
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}

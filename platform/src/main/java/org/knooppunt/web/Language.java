package org.knooppunt.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A language of the pages. */
public enum Language {
    NL("Nederlands"),
    EN("English"),
    FR("Français");

    private final String ownName;

    Language(String ownName) {
        this.ownName = ownName;
    }

    /** As addresses, cookies and {@code lang} write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name in itself, since who looks for it reads that. */
    public String ownName() {
        return ownName;
    }

    public Locale locale() {
        return Locale.of(code());
    }

    /** The language with this code, Dutch when there is none. */
    static Language of(@Nullable String code) {
        for (Language language : values()) {
            if (language.code().equals(code)) {
                return language;
            }
        }
        return NL;
    }

    static List<Language> list() {
        return List.of(values());
    }
}

package org.knooppunt.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/** Light or dark: as the person's machine asks, or as the person chose here. */
public enum Theme {
    AUTO,
    LIGHT,
    DARK;

    static final String COOKIE = "theme";

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String icon() {
        return switch (this) {
            case AUTO -> "device-desktop";
            case LIGHT -> "sun";
            case DARK -> "moon";
        };
    }

    /** For {@code data-bs-theme}; absent when the machine decides. */
    public @Nullable String attribute() {
        return this == AUTO ? null : code();
    }

    /** For which media the dark colours hold; paper is always light. */
    public String darkMedia() {
        return this == AUTO ? "screen and (prefers-color-scheme: dark)" : "screen";
    }

    static Theme of(@Nullable String code) {
        for (Theme theme : values()) {
            if (theme.code().equals(code)) {
                return theme;
            }
        }
        return AUTO;
    }

    static Theme of(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return of(cookie == null ? null : cookie.getValue());
    }
}

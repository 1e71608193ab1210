package org.knooppunt.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

/** The switches of language and of light and dark. Both are remembered in a cookie, also for who is not signed in. */
@Controller
class Preferences {
    private final LocaleResolver locales;

    Preferences(LocaleResolver localeResolver) {
        this.locales = localeResolver;
    }

    @PostMapping("/language")
    String language(
            @RequestParam String language,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        locales.setLocale(request, response, Language.of(language).locale());
        return "redirect:" + local(back);
    }

    @PostMapping("/theme")
    String theme(
            @RequestParam String theme,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        ResponseCookie cookie = ResponseCookie.from(
                        Theme.COOKIE, Theme.of(theme).code())
                .path("/")
                .maxAge(Duration.ofDays(365))
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        return "redirect:" + local(back);
    }

    /** The way back is a page of ours, never another site: one slash, then no second one in any disguise. */
    static String local(String back) {
        return back.matches("/(?![/\\\\])[^\\p{Cntrl}\\\\]*") ? back : "/";
    }
}

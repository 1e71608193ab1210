package org.knooppunt.identity.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A short word for the browser of a session, so a person recognises it: "Firefox, Linux". */
final class Device {
    private static final List<String> BROWSERS = List.of("Edg", "OPR", "Firefox", "Chrome", "Safari", "curl");
    private static final List<String> SYSTEMS = List.of("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux");

    private Device() {}

    static String of(@Nullable String userAgent) {
        if (userAgent == null) {
            return "?";
        }
        String browser = first(BROWSERS, userAgent).replace("Edg", "Edge").replace("OPR", "Opera");
        return browser + ", " + first(SYSTEMS, userAgent);
    }

    private static String first(List<String> names, String text) {
        return names.stream().filter(text::contains).findFirst().orElse("?");
    }
}

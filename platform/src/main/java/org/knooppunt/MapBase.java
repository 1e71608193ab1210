package org.knooppunt;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The picture under the maps. By default none: the outlines of the region come with the program, so maps work without
 * a connection and tell no one else who looks at what.
 *
 * @param base address of tiles in web Mercator, for example {@code https://tile.example/{z}/{x}/{y}.png}; a WMTS is
 *     written the same way, with {@code {z}} for the matrix, {@code {y}} for the row and {@code {x}} for the column;
 *     {@code {a-c}} in the host stands for several hosts. Empty for none
 * @param credit whom to name on the map
 */
public record MapBase(
        @DefaultValue("") String base, @DefaultValue("") String credit) {
    private static final Pattern HOSTS = Pattern.compile("\\{([a-z0-9])-([a-z0-9])\\}");

    public MapBase {
        base = base.strip();
        credit = credit.strip();
        if (!base.isEmpty()) {
            for (String part : List.of("{z}", "{x}", "{y}")) {
                if (!base.contains(part)) {
                    throw new IllegalArgumentException("knooppunt.map.base is '" + base + "'; expected " + part
                            + " in it, as in https://tile.example/{z}/{x}/{y}.png");
                }
            }
            origins(base);
        }
    }

    /** Absent when only the outlines are shown. */
    public @Nullable String address() {
        return base.isEmpty() ? null : base;
    }

    /** Absent when nobody is to be named. */
    public @Nullable String named() {
        return credit.isEmpty() ? null : credit;
    }

    /** Where the tiles come from and nothing more: what a content security policy lets in. */
    public List<String> origins() {
        return base.isEmpty() ? List.of() : origins(base);
    }

    private static List<String> origins(String base) {
        Matcher hosts = HOSTS.matcher(base);
        List<String> addresses = new ArrayList<>();
        if (hosts.find()) {
            for (char host = hosts.group(1).charAt(0); host <= hosts.group(2).charAt(0); host++) {
                addresses.add(base.replace(hosts.group(), String.valueOf(host)));
            }
        } else {
            addresses.add(base);
        }
        return addresses.stream().map(MapBase::origin).toList();
    }

    private static String origin(String address) {
        try {
            URI uri = new URI(address.replaceAll("[{}]", ""));
            String scheme = uri.getScheme();
            if (uri.getHost() != null && ("https".equals(scheme) || "http".equals(scheme))) {
                return scheme + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("knooppunt.map.base: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "knooppunt.map.base is '" + address + "'; expected an address that begins with https:// and a host");
    }
}

package org.knooppunt.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.knooppunt.engine.inventory.Kind;
import org.springframework.stereotype.Component;

/** Tabler icons as inline SVG: {@code th:utext="${icons.svg('recycle')}"}. Always with text beside them. */
@Component("icons")
public class Icons {
    private static final String FOLDER = "/META-INF/resources/webjars/tabler__icons/3.35.0/icons/outline/";

    private final Map<String, String> cache = new ConcurrentHashMap<>();

    /** The drawing, hidden from screen readers since the text beside it says it. */
    public String svg(String name) {
        return cache.computeIfAbsent(name, Icons::read);
    }

    /** Codes of the five kinds, in their order everywhere. */
    public List<String> kinds() {
        return Arrays.stream(Kind.values()).map(Kind::code).toList();
    }

    /** The icon that stands for a kind of resource everywhere. */
    public String kind(String kind) {
        return svg(
                switch (kind) {
                    case "material" -> "box";
                    case "energy" -> "bolt";
                    case "water" -> "droplet";
                    case "space" -> "ruler-2";
                    case "people" -> "users";
                    default -> throw new IllegalArgumentException("kind '" + kind + "' is not one of the five");
                });
    }

    private static String read(String name) {
        if (!name.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("icon '" + name + "'; expected a Tabler icon name");
        }
        try (InputStream in = Icons.class.getResourceAsStream(FOLDER + name + ".svg")) {
            if (in == null) {
                throw new IllegalArgumentException("icon '" + name + "' is not a Tabler icon");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("(?s)^.*?<svg", "<svg aria-hidden=\"true\" focusable=\"false\"")
                    .replaceFirst("class=\"[^\"]*\"", "class=\"icon\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

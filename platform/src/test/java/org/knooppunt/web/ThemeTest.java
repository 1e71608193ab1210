package org.knooppunt.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The colours of the theme can be read: contrast after WCAG 2.2, computed from the tokens themselves. */
class ThemeTest {
    private static final Pattern TOKEN = Pattern.compile("--([a-z0-9-]+): (#[0-9a-f]{6});");
    private static final String[] GROUNDS = {"ground", "surface", "raised"};
    private static final String[] TEXTS = {"ink", "ink-2", "brand", "brand-strong", "brick", "good", "wait", "stop"};
    private static final String[] MARKS = {"material", "energy", "water", "space", "people", "edge"};

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyTextReadsOnEveryGround(boolean dark) throws IOException {
        Map<String, String> tokens = tokens(dark);
        for (String ground : GROUNDS) {
            for (String text : TEXTS) {
                contrastIsAtLeast(4.5, tokens, text, ground);
            }
        }
        contrastIsAtLeast(4.5, tokens, "on-brand", "brand");
        contrastIsAtLeast(4.5, tokens, "on-brand", "brand-strong");
        contrastIsAtLeast(4.5, tokens, "on-brick", "brick");
        contrastIsAtLeast(4.5, tokens, "on-coal", "coal");
        contrastIsAtLeast(4.5, tokens, "on-coal-2", "coal");
        for (String tint : new String[] {"good-tint", "wait-tint", "stop-tint", "brick-tint", "brand-tint"}) {
            contrastIsAtLeast(4.5, tokens, "ink", tint);
            contrastIsAtLeast(4.5, tokens, "ink-2", tint);
        }
        contrastIsAtLeast(4.5, tokens, "good", "good-tint");
        contrastIsAtLeast(4.5, tokens, "wait", "wait-tint");
        contrastIsAtLeast(4.5, tokens, "stop", "stop-tint");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyMarkStandsOutFromItsGround(boolean dark) throws IOException {
        Map<String, String> tokens = tokens(dark);
        for (String mark : MARKS) {
            contrastIsAtLeast(3, tokens, mark, "ground");
            contrastIsAtLeast(3, tokens, mark, "surface");
        }
        for (String kind : new String[] {"material", "energy", "water", "space", "people"}) {
            contrastIsAtLeast(3, tokens, "on-kind", kind);
        }
    }

    private static void contrastIsAtLeast(double least, Map<String, String> tokens, String one, String other) {
        double first = luminance(tokens.get(one));
        double second = luminance(tokens.get(other));
        double contrast = (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
        assertThat(contrast)
                .as("%s %s on %s %s", one, tokens.get(one), other, tokens.get(other))
                .isGreaterThanOrEqualTo(least);
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int part = 0; part < weights.length; part++) {
            double value = Integer.parseInt(colour.substring(1 + 2 * part, 3 + 2 * part), 16) / 255.0;
            sum += weights[part] * (value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static Map<String, String> tokens(boolean dark) throws IOException {
        Map<String, String> tokens = new HashMap<>();
        read("/static/css/theme.css", tokens);
        if (dark) {
            read("/static/css/dark.css", tokens);
        }
        return tokens;
    }

    private static void read(String file, Map<String, String> tokens) throws IOException {
        try (InputStream in = ThemeTest.class.getResourceAsStream(file)) {
            Matcher matcher = TOKEN.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (matcher.find()) {
                tokens.put(matcher.group(1), matcher.group(2));
            }
        }
    }
}

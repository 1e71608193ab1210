package org.knooppunt.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code --name value} pairs of a command line; a name nobody knows is refused. */
final class Arguments {
    private final Map<String, String> values = new LinkedHashMap<>();

    private Arguments() {}

    /**
     * @param known the names that may be given, without the hyphens
     * @throws IllegalArgumentException on any other name, or a name without a value
     */
    static Arguments of(String[] args, String... known) {
        Arguments arguments = new Arguments();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!java.util.List.of(known).contains(name)) {
                throw new IllegalArgumentException(
                        "unknown argument '" + args[i] + "'; expected any of --" + String.join(", --", known));
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("--" + name + " has no value; expected one after it");
            }
            arguments.values.put(name, args[i + 1]);
        }
        return arguments;
    }

    String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    double number(String name, double otherwise) {
        String text = values.get(name);
        return text == null ? otherwise : Double.parseDouble(text);
    }

    int whole(String name, int otherwise) {
        String text = values.get(name);
        return text == null ? otherwise : Integer.parseInt(text);
    }
}

package org.knooppunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text in three languages, and no page that asks for one that is not there. */
class MessagesTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)");

    /** {@code #{some.key}} or {@code #{some.key(…)}}. */
    private static final Pattern IN_TEMPLATE = Pattern.compile("#\\{\\s*([A-Za-z][A-Za-z0-9.:-]*)\\s*[(}]");

    /** {@code #{${'prefix.' + …}}}: some key begins so. */
    private static final Pattern BEGINNING = Pattern.compile("#\\{\\$\\{\\s*'([A-Za-z][A-Za-z0-9.:-]*\\.)'\\s*\\+");

    private static final Pattern BY_NAME = Pattern.compile("#messages\\.msg\\('([A-Za-z0-9.:-]+)'\\s*[,)]");

    private static final List<Pattern> IN_JAVA = List.of(
            Pattern.compile("\\.getMessage\\(\\s*\"([A-Za-z][A-Za-z0-9.:-]*[A-Za-z0-9])\"\\s*,"),
            Pattern.compile("\\.rejectValue\\(\\s*[^,()]+,\\s*\"([A-Za-z][A-Za-z0-9-]*\\.[A-Za-z0-9.:-]*)\""),
            Pattern.compile("message\\s*=\\s*\"\\{([A-Za-z0-9.:-]+)\\}\""),
            Pattern.compile("menu\\.add\\(\\s*\"([A-Za-z0-9.:-]+)\""));

    static List<String> rooms() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve("messages"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[a-z-]+\\.properties"))
                    .map(name -> name.replace(".properties", ""))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, String> read(String room, String language) {
        Path file = RESOURCES
                .resolve("messages")
                .resolve(room + (language.equals("nl") ? "" : "_" + language) + ".properties");
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = new TreeMap<>();
        properties.forEach((key, text) -> texts.put((String) key, (String) text));
        return texts;
    }

    private static Set<String> keys() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String room : rooms()) {
            keys.addAll(read(room, "nl").keySet());
        }
        return keys;
    }

    private static Map<String, String> files(Path folder, String ending) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(ending)).toList()) {
                texts.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void eachRoomSaysTheSameThingsInDutchEnglishAndFrench(String room) {
        Map<String, String> dutch = read(room, "nl");
        for (String language : List.of("en", "fr")) {
            assertThat(read(room, language).keySet()).as(language).isEqualTo(dutch.keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void noTextIsEmptyAndEachCanBeFormattedWithTheSameArguments(String room) {
        Map<String, String> dutch = read(room, "nl");
        List<String> wrong = new ArrayList<>();
        for (String language : List.of("nl", "en", "fr")) {
            read(room, language).forEach((key, text) -> {
                String at = key + " (" + language + ")";
                if (text.isBlank()) {
                    wrong.add(at + " is empty");
                }
                if (text.replace("''", "").contains("'")) {
                    wrong.add(at + " has an apostrophe that is not written twice, so it would be lost: " + text);
                }
                try {
                    new MessageFormat(text, Locale.of(language));
                } catch (IllegalArgumentException e) {
                    wrong.add(at + ": " + e.getMessage());
                }
                if (dutch.containsKey(key) && !arguments(text).equals(arguments(dutch.get(key)))) {
                    wrong.add(at + " has the arguments " + arguments(text) + ", in Dutch " + arguments(dutch.get(key)));
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    private static Set<String> arguments(String text) {
        Set<String> arguments = new TreeSet<>();
        Matcher argument = ARGUMENT.matcher(text);
        while (argument.find()) {
            arguments.add(argument.group(1));
        }
        return arguments;
    }

    @Test
    void noKeyIsInTwoRooms() throws IOException {
        Map<String, String> owner = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        for (String room : rooms()) {
            for (String key : read(room, "nl").keySet()) {
                String other = owner.put(key, room);
                if (other != null) {
                    twice.add(key + " is in " + other + " and " + room);
                }
            }
        }
        assertThat(twice).isEmpty();
    }

    @Test
    void everyRoomIsReadByTheApplication() throws IOException {
        String settings = Files.readString(RESOURCES.resolve("application.yml"));
        for (String room : rooms()) {
            assertThat(settings).contains("messages/" + room);
        }
    }

    @Test
    void everyTextATemplateAsksForExists() throws IOException {
        Set<String> keys = keys();
        List<String> missing = new ArrayList<>();
        files(RESOURCES.resolve("templates"), ".html").forEach((file, text) -> {
            for (Pattern pattern : List.of(IN_TEMPLATE, BY_NAME)) {
                Matcher asked = pattern.matcher(text);
                while (asked.find()) {
                    if (!keys.contains(asked.group(1))) {
                        missing.add(file + ": " + asked.group(1));
                    }
                }
            }
            Matcher beginning = BEGINNING.matcher(text);
            while (beginning.find()) {
                if (keys.stream().noneMatch(key -> key.startsWith(beginning.group(1)))) {
                    missing.add(file + ": " + beginning.group(1) + "…");
                }
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void everyTextTheProgramAsksForExists() throws IOException {
        Set<String> keys = keys();
        List<String> missing = new ArrayList<>();
        files(SOURCES, ".java").forEach((file, text) -> {
            for (Pattern pattern : IN_JAVA) {
                Matcher asked = pattern.matcher(text);
                while (asked.find()) {
                    if (!keys.contains(asked.group(1))) {
                        missing.add(file + ": " + asked.group(1));
                    }
                }
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void everyRoleScopeAndKindOfProblemHasItsWords() throws IOException {
        List<String> needed = new ArrayList<>();
        for (org.knooppunt.identity.Role role : org.knooppunt.identity.Role.values()) {
            needed.add("role." + role.code());
        }
        for (org.knooppunt.identity.Scope scope : org.knooppunt.identity.Scope.values()) {
            needed.add("scope." + scope.code());
        }
        for (org.knooppunt.api.ProblemType type : org.knooppunt.api.ProblemType.values()) {
            for (String part : List.of("title", "detail", "next")) {
                needed.add("problem." + type.slug() + "." + part);
            }
        }
        for (org.knooppunt.identity.AccountFault.Reason reason : org.knooppunt.identity.AccountFault.Reason.values()) {
            needed.add("accounts.fault." + reason.code());
        }
        assertThat(keys()).containsAll(needed);
    }

    /** "Tu" in any of its forms; the pages say "vous" to everyone. */
    private static final Pattern TU = Pattern.compile("(?iU)\\b(tu|toi|ton|ta|tes|te)\\b|\\bt['’]");

    @ParameterizedTest
    @MethodSource("rooms")
    void frenchSaysVous(String room) {
        Map<String, String> familiar = read(room, "fr");
        familiar.values().removeIf(text -> !TU.matcher(text).find());
        assertThat(familiar).isEmpty();
    }
}

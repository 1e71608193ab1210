package org.knooppunt.engine.legal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A fact of an exchange that rules can ask about: a column of the rule file, with the words it may hold. */
public enum Fact {
    ORIGIN(words(Origin.values(), Origin::code)),
    USE(words(Use.values(), Use::code)),
    /** The list of waste: whole codes, or chapters such as {@code 17xxxx}. */
    CODE(List.of()),
    /** Whether the code is that of hazardous waste; unknown without a code. */
    HAZARD(words(Answer.values(), Answer::code)),
    /** Whether the code has a counterpart; unknown without a code. */
    MIRROR(words(Answer.values(), Answer::code)),
    /** The routes that are still open; one of them is enough. */
    ROUTE(words(Route.values(), Route::code)),
    /** Whether it is clear which route is taken. */
    SETTLED(List.of("yes", "no")),
    GIVER_IN(List.of("flanders", "wallonia", "brussels", "eu", "world")),
    TAKER_IN(List.of("flanders", "wallonia", "brussels", "eu", "world")),
    BORDER(List.of("none", "region", "eu", "world")),
    CARRIER(words(Party.values(), Party::code)),
    ARRANGER(words(Party.values(), Party::code)),
    DISCARDED(words(Answer.values(), Answer::code)),
    CERTAIN(words(Answer.values(), Answer::code)),
    DIRECT(words(Answer.values(), Answer::code)),
    INTEGRAL(words(Answer.values(), Answer::code)),
    LAWFUL(words(Answer.values(), Answer::code)),
    RECOVERED(words(Answer.values(), Answer::code)),
    MARKET(words(Answer.values(), Answer::code)),
    STANDARDS(words(Answer.values(), Answer::code)),
    HARMLESS(words(Answer.values(), Answer::code)),
    FOR_OTHERS(words(Answer.values(), Answer::code));

    private static final Pattern CODE_FORM = Pattern.compile("[0-9]{6}|[0-9]{4}xx|[0-9]{2}xxxx");

    private final List<String> words;

    Fact(List<String> words) {
        this.words = words;
    }

    private static <T> List<String> words(T[] values, Function<T, String> code) {
        return Arrays.stream(values).map(code).toList();
    }

    /** The name of the column in rule files. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words that a rule can ask for, empty for codes of the list of waste. */
    public List<String> words() {
        return words;
    }

    static Optional<Fact> find(String code) {
        return Arrays.stream(values()).filter(fact -> fact.code().equals(code)).findFirst();
    }

    /** Whether it is known only once the routes are. */
    boolean isOfRoutes() {
        return this == ROUTE || this == SETTLED;
    }

    boolean allows(String word) {
        return this == CODE ? CODE_FORM.matcher(word).matches() : words.contains(word);
    }

    /** Whether a value is what a rule asks for. */
    boolean matches(String asked, String value) {
        if (this != CODE) {
            return asked.equals(value);
        }
        String digits = asked.replace("x", "");
        return !value.isEmpty() && value.startsWith(digits);
    }
}

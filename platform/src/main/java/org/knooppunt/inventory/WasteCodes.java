package org.knooppunt.inventory;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.knooppunt.inventory.internal.WasteIndex;
import org.springframework.stereotype.Service;

/** The European List of Waste: 842 codes with plain names of our own in three languages, and proposals for free text. */
@Service
public class WasteCodes {
    static final List<String> LANGUAGES = List.of("nl", "en", "fr");

    private static final int PROPOSALS = 5;

    private final Map<String, WasteCode> codes = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> chapters = new LinkedHashMap<>();

    /** Built by the first who asks for a proposal; most starts never need it. */
    private final class Lazy {
        private volatile WasteIndex index;

        WasteIndex get() {
            WasteIndex built = index;
            if (built == null) {
                synchronized (this) {
                    built = index;
                    if (built == null) {
                        built = new WasteIndex(codes.values(), chapters);
                        index = built;
                    }
                }
            }
            return built;
        }
    }

    private final Lazy index = new Lazy();

    WasteCodes() {
        read("chapters.csv", row -> chapters.put(row.getField("code"), perLanguage(row, "")));
        read("codes.csv", row -> {
            String code = row.getField("code");
            codes.put(
                    code,
                    new WasteCode(
                            code,
                            Boolean.parseBoolean(row.getField("hazardous")),
                            Boolean.parseBoolean(row.getField("mirror")),
                            perLanguage(row, ""),
                            perLanguage(row, "words_")));
        });
    }

    /**
     * One code.
     *
     * @param code six digits
     * @param mirrored whether it is one of a pair, hazardous and not, so that what is in the waste decides
     * @param names a plain name per language
     * @param words other words for it per language, joined by {@code ;}
     */
    public record WasteCode(
            String code, boolean hazardous, boolean mirrored, Map<String, String> names, Map<String, String> words) {
        /** As people write it: {@code 16 01 03}, with an asterisk when hazardous. */
        public String formatted() {
            return code.substring(0, 2) + " " + code.substring(2, 4) + " " + code.substring(4) + (hazardous ? "*" : "");
        }

        public String name(Locale locale) {
            String name = names.get(locale.getLanguage());
            return name != null ? name : names.getOrDefault("nl", code);
        }

        public String chapter() {
            return code.substring(0, 2);
        }
    }

    /**
     * A code proposed for a text.
     *
     * @param matches which words of the text were found, where and in which language; the best first
     */
    public record Proposal(WasteCode code, List<Match> matches) {}

    /**
     * Where a word of the text was found.
     *
     * @param word as the person typed it
     * @param field {@code name}, {@code words} or {@code chapter}
     * @param language {@code nl}, {@code en} or {@code fr}
     */
    public record Match(String word, String field, String language) {}

    /** All codes in the order of their numbers. */
    public Collection<WasteCode> list() {
        return codes.values();
    }

    public Optional<WasteCode> find(String code) {
        return Optional.ofNullable(codes.get(code));
    }

    public boolean holds(String code) {
        return codes.containsKey(code);
    }

    /** The name of a chapter (two digits). */
    public String chapter(String chapter, Locale locale) {
        Map<String, String> names = chapters.getOrDefault(chapter, Map.of());
        return names.getOrDefault(locale.getLanguage(), names.getOrDefault("nl", chapter));
    }

    /** The chapters: two digits. */
    public Collection<String> chapters() {
        return chapters.keySet();
    }

    /**
     * At most five codes for what somebody calls their waste, the likeliest first; nothing when no word is known.
     *
     * @param locale words of this language count more
     */
    public List<Proposal> propose(String text, Locale locale) {
        return index.get().propose(text, locale.getLanguage(), PROPOSALS).stream()
                .map(hit -> new Proposal(codes.get(hit.code()), hit.matches()))
                .toList();
    }

    private static Map<String, String> perLanguage(NamedCsvRecord row, String prefix) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String language : LANGUAGES) {
            texts.put(language, row.getField(prefix + language));
        }
        return texts;
    }

    private static void read(String file, Consumer<NamedCsvRecord> consumer) {
        try (InputStream in = WasteCodes.class.getResourceAsStream("/list-of-waste/" + file);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                        .ofNamedCsvRecord(new InputStreamReader(
                                java.util.Objects.requireNonNull(in, file), StandardCharsets.UTF_8))) {
            csv.forEach(consumer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

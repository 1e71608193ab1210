package org.knooppunt.inventory.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.knooppunt.inventory.WasteCodes.Match;
import org.knooppunt.inventory.WasteCodes.WasteCode;

/**
 * Finds codes of the list of waste by words, in Dutch, English and French at once. Each word of a text counts by its best
 * place: the name and other words for it more than the name of the chapter. A Dutch compound ("frituurolie") also counts
 * a little by its parts that are known ("frituur", "olie").
 */
public final class WasteIndex {
    /** A code that was found. */
    public record Hit(String code, List<Match> matches) {}

    private static final List<String> LANGUAGES = List.of("nl", "en", "fr");
    private static final Map<String, Float> FIELDS = Map.of("name", 3f, "words", 3f, "chapter", 0.4f);
    /** What a part of a compound counts beside a whole word. */
    private static final float PART = 0.4f;

    private static final int SHORTEST_PART = 4;
    private static final int LONGEST_TEXT = 500;

    private final Analyzer analyzer = analyzer();
    private final IndexSearcher searcher;
    private final Map<String, Set<String>> vocabulary = new HashMap<>();
    private final Map<String, Map<String, Set<String>>> termsOfCode = new HashMap<>();

    public WasteIndex(Collection<WasteCode> codes, Map<String, Map<String, String>> chapters) {
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (WasteCode code : codes) {
                Document document = new Document();
                document.add(new StringField("code", code.code(), Field.Store.YES));
                Map<String, Set<String>> terms = new HashMap<>();
                for (String language : LANGUAGES) {
                    add(document, terms, "name", language, code.names().getOrDefault(language, ""));
                    add(document, terms, "words", language, code.words().getOrDefault(language, ""));
                    add(
                            document,
                            terms,
                            "chapter",
                            language,
                            chapters.getOrDefault(code.chapter(), Map.of()).getOrDefault(language, ""));
                }
                termsOfCode.put(code.code(), terms);
                writer.addDocument(document);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            searcher = new IndexSearcher(DirectoryReader.open(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Document document, Map<String, Set<String>> terms, String field, String language, String text) {
        String name = field + "_" + language;
        document.add(new TextField(name, plain(text), Field.Store.NO));
        Set<String> of = new LinkedHashSet<>(terms(name, text));
        terms.put(name, of);
        if (!field.equals("chapter")) {
            vocabulary.computeIfAbsent(language, key -> new LinkedHashSet<>()).addAll(of);
        }
    }

    /** Stems per language. */
    private static Analyzer analyzer() {
        Map<String, Analyzer> fields = new HashMap<>();
        for (String field : FIELDS.keySet()) {
            fields.put(field + "_nl", new DutchAnalyzer());
            fields.put(field + "_en", new EnglishAnalyzer());
            fields.put(field + "_fr", new FrenchAnalyzer());
        }
        return new PerFieldAnalyzerWrapper(new EnglishAnalyzer(), fields);
    }

    /** Without accents, for people leave them out; before stemming, so that both ways stem alike. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    /** At most {@code most} codes, the likeliest first; ties by code. */
    public List<Hit> propose(String text, String language, int most) {
        List<String> words = words(text);
        if (words.isEmpty()) {
            return List.of();
        }
        Map<String, Map<String, Set<String>>> wanted = new LinkedHashMap<>();
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (String word : words) {
            Map<String, Set<String>> terms = termsFor(word);
            Set<String> parts = parts(word);
            if (!terms.isEmpty()) {
                query.add(queryFor(terms, parts, language), BooleanClause.Occur.SHOULD);
                if (!parts.isEmpty()) {
                    terms.computeIfAbsent("nl", key -> new LinkedHashSet<>()).addAll(parts);
                }
                wanted.put(word, terms);
            }
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        try {
            List<Hit> hits = new ArrayList<>();
            for (ScoreDoc found : searcher.search(query.build(), most).scoreDocs) {
                String code = searcher.storedFields().document(found.doc).get("code");
                hits.add(new Hit(code, reasons(code, wanted, language)));
            }
            return hits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> words(String text) {
        String plain = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        List<String> words = new ArrayList<>();
        for (String word : plain.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
            if (word.length() > 1 && !words.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }

    /** The stems of a word per language. */
    private Map<String, Set<String>> termsFor(String word) {
        Map<String, Set<String>> terms = new LinkedHashMap<>();
        for (String language : LANGUAGES) {
            Set<String> stems = new LinkedHashSet<>(terms("name_" + language, word));
            if (!stems.isEmpty()) {
                terms.put(language, stems);
            }
        }
        return terms;
    }

    private Set<String> parts(String word) {
        Set<String> parts = new LinkedHashSet<>();
        if (word.length() < 2 * SHORTEST_PART) {
            return parts;
        }
        for (int at = SHORTEST_PART; at <= word.length() - 3; at++) {
            addKnown(parts, word.substring(0, at));
            addKnown(parts, word.substring(at));
        }
        return parts;
    }

    private void addKnown(Set<String> parts, String part) {
        for (String stem : terms("name_nl", part)) {
            if (stem.length() >= 3 && vocabulary.get("nl").contains(stem)) {
                parts.add(stem);
            }
        }
    }

    /** The best place of the word counts; of a compound its parts together, for one part alone says little. */
    private static Query queryFor(Map<String, Set<String>> terms, Set<String> parts, String preferred) {
        List<Query> places = new ArrayList<>();
        terms.forEach((language, stems) -> add(places, language, stems, language.equals(preferred) ? 1.25f : 1f));
        BooleanQuery.Builder together = new BooleanQuery.Builder();
        for (String part : parts) {
            List<Query> ofPart = new ArrayList<>();
            add(ofPart, "nl", Set.of(part), PART);
            together.add(new DisjunctionMaxQuery(ofPart, 0.1f), BooleanClause.Occur.SHOULD);
        }
        places.add(together.build());
        return new DisjunctionMaxQuery(places, 0.1f);
    }

    private static void add(List<Query> places, String language, Set<String> stems, float weight) {
        FIELDS.forEach((field, boost) -> {
            for (String stem : stems) {
                places.add(new BoostQuery(new TermQuery(new Term(field + "_" + language, stem)), boost * weight));
            }
        });
    }

    private List<Match> reasons(String code, Map<String, Map<String, Set<String>>> wanted, String preferred) {
        List<Match> reasons = new ArrayList<>();
        Map<String, Set<String>> there = termsOfCode.get(code);
        List<String> languages = new ArrayList<>(LANGUAGES);
        languages.remove(preferred);
        languages.addFirst(preferred);
        wanted.forEach((word, terms) -> {
            for (String field : List.of("name", "words", "chapter")) {
                for (String language : languages) {
                    Set<String> stems = there.getOrDefault(field + "_" + language, Set.of());
                    if (terms.getOrDefault(language, Set.of()).stream().anyMatch(stems::contains)) {
                        reasons.add(new Match(word, field, language));
                        return;
                    }
                }
            }
        });
        return reasons;
    }

    private List<String> terms(String field, String text) {
        List<String> terms = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream(field, plain(text))) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(term.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terms;
    }
}

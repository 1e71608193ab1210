package org.knooppunt.charter;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.knooppunt.web.Coded;

/** What a version says otherwise than the one before, word by word. */
public final class Difference {
    /** A word with the blanks after it, so that the pieces make the text again. */
    private static final Pattern WORD = Pattern.compile("\\S+\\s*|\\s+");

    private Difference() {}

    /** What became of a piece of text. */
    public enum Fate implements Coded {
        SAME,
        ADDED,
        REMOVED
    }

    /** Some words and what became of them. */
    public record Piece(Fate fate, String words) {}

    /** What became of a clause, or of what stands before the clauses. */
    public enum Change implements Coded {
        ADDED,
        REMOVED,
        CHANGED,
        /** The same words in another place. */
        MOVED
    }

    /**
     * One part that differs.
     *
     * @param place of the clause in the new version, in the old when it was removed; 0 for the title, -1 for the preamble,
     *     -2 for a commitment that is put forward
     */
    public record Part(Change change, int place, List<Piece> heading, List<Piece> words) {
        public Part {
            heading = List.copyOf(heading);
            words = List.copyOf(words);
        }
    }

    /** The parts that differ, in the order of the new version, then what is gone. */
    public static List<Part> between(Version before, Version after) {
        List<Part> parts = new ArrayList<>();
        if (!before.title().equals(after.title())) {
            parts.add(new Part(Change.CHANGED, 0, List.of(), pieces(before.title(), after.title())));
        }
        if (!before.preamble().equals(after.preamble())) {
            parts.add(new Part(Change.CHANGED, -1, List.of(), pieces(before.preamble(), after.preamble())));
        }
        Map<Long, Clause> old = before.clauses().stream().collect(Collectors.toMap(Clause::root, Function.identity()));
        List<Long> order = kept(before, after);
        List<Long> orderNow = kept(after, before);
        for (Clause clause : after.clauses()) {
            Clause was = old.remove(clause.root());
            if (was == null) {
                parts.add(new Part(
                        Change.ADDED,
                        clause.place(),
                        whole(Fate.ADDED, clause.heading()),
                        whole(Fate.ADDED, clause.words())));
            } else if (!was.heading().equals(clause.heading()) || !was.words().equals(clause.words())) {
                parts.add(new Part(
                        Change.CHANGED,
                        clause.place(),
                        pieces(was.heading(), clause.heading()),
                        pieces(was.words(), clause.words())));
            } else if (order.indexOf(clause.root()) != orderNow.indexOf(clause.root())) {
                parts.add(new Part(Change.MOVED, clause.place(), whole(Fate.SAME, clause.heading()), List.of()));
            }
        }
        before.clauses().stream()
                .filter(clause -> old.containsKey(clause.root()))
                .forEach(clause -> parts.add(new Part(
                        Change.REMOVED,
                        clause.place(),
                        whole(Fate.REMOVED, clause.heading()),
                        whole(Fate.REMOVED, clause.words()))));
        String proposalsBefore = proposals(before);
        String proposalsAfter = proposals(after);
        if (!proposalsBefore.equals(proposalsAfter)) {
            parts.add(new Part(Change.CHANGED, -2, List.of(), pieces(proposalsBefore, proposalsAfter)));
        }
        return parts;
    }

    /** Clauses of a version that are in the other too, in their order. */
    private static List<Long> kept(Version of, Version other) {
        return of.clauses().stream()
                .map(Clause::root)
                .filter(root -> other.clauses().stream().anyMatch(clause -> clause.root() == root))
                .toList();
    }

    private static String proposals(Version version) {
        return version.proposals().stream()
                .map(each -> each.what() + " (" + each.unit() + (each.forWhom().isEmpty() ? "" : ", " + each.forWhom())
                        + ")")
                .collect(Collectors.joining("\n"));
    }

    private static List<Piece> whole(Fate fate, String words) {
        return List.of(new Piece(fate, words));
    }

    static List<Piece> pieces(String before, String after) {
        List<String> old = words(before);
        List<String> now = words(after);
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(old, now).getDeltas()) {
            add(pieces, Fate.SAME, old.subList(at, delta.getSource().getPosition()));
            add(pieces, Fate.REMOVED, delta.getSource().getLines());
            add(pieces, Fate.ADDED, delta.getTarget().getLines());
            at = delta.getSource().getPosition() + delta.getSource().size();
        }
        add(pieces, Fate.SAME, old.subList(at, old.size()));
        return pieces;
    }

    private static void add(List<Piece> to, Fate fate, List<String> words) {
        if (!words.isEmpty()) {
            to.add(new Piece(fate, String.join("", words)));
        }
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(match -> match.group()).toList();
    }
}

package org.knooppunt.charter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;

/**
 * The canonical form of a version and its hash: SHA-256 over the UTF-8 bytes of these lines, each ended by one line feed.
 *
 * <pre>
 * knooppunt-text 1
 * kind: charter
 * text: 12
 * version: 2
 * title: …
 * preamble:
 *   … (each line of it after two spaces)
 * clause 1: its heading
 *   … (each line of its words after two spaces)
 * commitment 1: what
 *   unit: …
 *   for: … (nothing after the colon when for nobody in particular)
 * </pre>
 *
 * Before, the text is brought to Unicode's form NFC, every line break is made one line feed and blanks at the ends of lines
 * go; in titles, headings and commitments any run of blanks or line breaks is one space. Lines of words begin with two
 * spaces and others do not, so no words can pass for something else. Clauses and commitments are numbered from 1 in their
 * order. The form is a text that people can read and that {@code sha256sum} reads too.
 */
public final class Canonical {
    private Canonical() {}

    public static String text(Version version) {
        StringBuilder text = new StringBuilder("knooppunt-text 1\n");
        text.append("kind: ").append(version.kind().code()).append('\n');
        text.append("text: ").append(version.text()).append('\n');
        text.append("version: ").append(version.number()).append('\n');
        text.append("title: ").append(line(version.title())).append('\n');
        text.append("preamble:\n");
        words(text, version.preamble());
        int number = 1;
        for (Clause clause : version.clauses()) {
            text.append("clause ").append(number++).append(": ").append(line(clause.heading()));
            text.append('\n');
            words(text, clause.words());
        }
        number = 1;
        for (Proposal proposal : version.proposals()) {
            text.append("commitment ").append(number++).append(": ").append(line(proposal.what()));
            text.append("\n  unit: ").append(line(proposal.unit()));
            String whom = line(proposal.forWhom());
            text.append("\n  for:").append(whom.isEmpty() ? "" : " " + whom).append('\n');
        }
        return text.toString();
    }

    /** 64 hexadecimal digits. */
    public static String hash(Version version) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text(version).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String line(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .replaceAll("(?U)\\s+", " ")
                .strip();
    }

    private static void words(StringBuilder to, String words) {
        String normal = Normalizer.normalize(words, Normalizer.Form.NFC)
                .replaceAll("\\R", "\n")
                .replaceAll("(?U)[\\s&&[^\\n]]+(?=\\n|\\z)", "")
                .strip();
        if (!normal.isEmpty()) {
            normal.lines().forEach(each -> to.append("  ").append(each).append('\n'));
        }
    }
}
